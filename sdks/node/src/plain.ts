import { FILTERED, type Secrets } from './secrets.ts';

/** Deeper values are named, not shown. */
const MAX_DEPTH = 10;
/** So many values are looked at, so that capturing takes a bounded time. */
const MAX_VALUES = 2_000;
/** Characters of all texts: no event may be larger, so nothing is gained by looking at more. */
const MAX_TEXT = 65_536;

/**
 * A copy of a value as JSON holds it, without secrets: getters, proxies and cycles do no harm, and what the host changes
 * afterwards does not show.
 */
export function toPlain(value: unknown, secrets: Secrets): unknown {
  const parents = new Set<object>();
  let left = MAX_VALUES;
  let room = MAX_TEXT;

  const copy = (given: unknown, depth: number): unknown => {
    left -= 1;
    if (left < 0) return '[Truncated]';
    switch (typeof given) {
      case 'string':
        return copyText(given);
      case 'bigint':
        return String(given);
      case 'object':
        return given === null ? null : copyObject(given, depth);
      case 'function':
      case 'symbol':
        return undefined;
      default:
        return given;
    }
  };

  const copyText = (given: string): string => {
    const text = given.slice(0, room);
    room -= text.length;
    return secrets.scrub(text);
  };

  const copyObject = (given: object, depth: number): unknown => {
    if (parents.has(given)) return '[Circular]';
    if (depth >= MAX_DEPTH) return Array.isArray(given) ? '[Array]' : '[Object]';
    parents.add(given);
    try {
      return copyMembers(given, depth + 1);
    } catch (error) {
      return `[Unreadable: ${error instanceof Error ? error.message : 'it throws'}]`;
    } finally {
      parents.delete(given);
    }
  };

  const copyMembers = (given: object, depth: number): unknown => {
    if (Array.isArray(given)) return within(given).map((member) => copy(member, depth) ?? null);
    if (given instanceof Error) return copyEntries({ ...given, name: given.name, message: given.message }, depth);
    if (given instanceof Map) return copyEntries(Object.fromEntries(within([...given])), depth);
    if (given instanceof Set) return within([...given]).map((member) => copy(member, depth) ?? null);
    if (ArrayBuffer.isView(given)) return `[${given.constructor.name}, ${given.byteLength} bytes]`;
    if ('toJSON' in given && typeof given.toJSON === 'function') return copy(given.toJSON(), depth);
    return copyEntries(given, depth);
  };

  const copyEntries = (given: object, depth: number): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const name of within(Object.keys(given))) {
      const value = read(given, name);
      const member = secrets.isSecretName(name) && mayBeSecret(value) ? FILTERED : copy(value, depth);
      // An own member of this name would be taken for the prototype.
      if (member !== undefined && name !== '__proto__') result[name] = member;
    }
    return result;
  };

  const within = <T>(members: T[]): T[] => (members.length > left ? members.slice(0, Math.max(0, left)) : members);

  return copy(value, 0);
}

/** That there is a password, or none, is no secret. */
const mayBeSecret = (value: unknown) => value !== null && value !== undefined && typeof value !== 'boolean';

function read(given: object, name: string): unknown {
  try {
    return given[name as keyof object];
  } catch {
    return '[Unreadable]';
  }
}
