import type { Schema } from './openapi.ts';
import { type Contract, isObject } from './openapi.ts';
import type { Random } from './random.ts';

type Path = (string | number)[];

const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** JSON texts that stand in place of a field's value; some cannot be written by `JSON.stringify`. */
export const HOSTILE_JSON: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e-400',
  '1e400',
  '-1e400',
  '9007199254740993',
  '123456789012345678901234567890',
  '8640000000000001',
  '-8640000000000001',
  '""',
  '" "',
  '"0"',
  '"-1"',
  '"1e3"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"a\\udc00\\ud800b"',
  '"\\uffff\\ufffe"',
  '"\\u202e\\u200b"',
  '"\\r\\nX-Injected: 1"',
  '"\\u001b[31m"',
  '"😀"',
  `"${'😀'.repeat(600)}"`,
  `"${'é'.repeat(1200)}"`,
  `"${'x'.repeat(60_000)}"`,
  '"__proto__"',
  '"constructor"',
  '"\'; DROP TABLE projects; --"',
  '"%00%ff%zz%"',
  '"http://["',
  '"http://a.test:99999999/"',
  '"https://shop.test/?utm_source[]=x&utm_source=%ff&=&&utm_campaign"',
  '"javascript:alert(1)"',
  '"2026-02-31"',
  '"2026-13-45T99:99:99Z"',
  '"+275760-09-13T00:00:00.001Z"',
  '"999.999.999.999"',
  '"::ffff:1.2.3.4%eth0"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '["a","b"]',
  '{"a":1}',
  '{"length":4294967296}',
  '{"__proto__":{"polluted":true}}',
  '{"toString":1,"valueOf":null,"toJSON":"x"}',
  deep('[', ']', 1_000),
  `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`,
  `[${'0,'.repeat(1_000)}0]`,
];

/** Every place in an example where the contract knows a field, those inside of lists included. */
export function fieldPaths(contract: Contract, schema: Schema, example: unknown, at: Path = []): Path[] {
  const parts = alternatives(contract, schema);
  if (Array.isArray(example)) {
    const items = parts.flatMap((part) => (part.items ? [part.items] : []));
    return example.flatMap((item, index) => [
      [...at, index],
      ...items.flatMap((part) => fieldPaths(contract, part, item, [...at, index])),
    ]);
  }
  const paths = new Map<string, Path>();
  for (const part of parts) {
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      const inner = isObject(example) ? example[name] : undefined;
      for (const path of [[...at, name], ...fieldPaths(contract, property, inner, [...at, name])]) {
        paths.set(JSON.stringify(path), path);
      }
    }
  }
  return [...paths.values()];
}

/** A schema with its references followed, as the parts that may apply. */
function alternatives(contract: Contract, schema: Schema): Schema[] {
  const found = contract.follow<Schema>(schema, '').value;
  const inner = [...(found.oneOf ?? []), ...(found.anyOf ?? []), ...(found.allOf ?? [])];
  return [found, ...inner.flatMap((part) => alternatives(contract, part))];
}

const PLACE = '@@place@@';

/** An example as JSON text with `json` in place of the value at `path`. */
export function withJsonAt(example: unknown, path: Path, json: string): string {
  const copy = structuredClone(example);
  let holder = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    if (typeof holder[part] !== 'object' || holder[part] === null) holder[part] = {};
    holder = holder[part] as typeof holder;
  }
  holder[path.at(-1)!] = PLACE;
  return JSON.stringify(copy).replace(`"${PLACE}"`, () => json);
}

/** An example without the value at `path`. */
export function without(example: unknown, path: Path): string {
  const copy = structuredClone(example);
  let holder: unknown = copy;
  for (const part of path.slice(0, -1)) holder = (holder as Record<string | number, unknown> | undefined)?.[part];
  if (typeof holder === 'object' && holder !== null) delete (holder as Record<string | number, unknown>)[path.at(-1)!];
  return JSON.stringify(copy);
}

/** Members that come twice, or have names that mean something to the language. */
export function withOddMembers(example: object): string[] {
  const inner = JSON.stringify(example).slice(1, -1);
  const [first] = Object.keys(example);
  return [
    `{${inner},${JSON.stringify(first)}:[1]}`,
    `{${JSON.stringify(first)}:[1],${inner}}`,
    `{"__proto__":null,${inner}}`,
    `{"__proto__":{"is_active":false,"url":5},${inner}}`,
    `{"constructor":{"prototype":{"x":1}},"hasOwnProperty":1,${inner}}`,
    `{"":1,"\\u0000":2,"\\ud800":3,${inner}}`,
    `{${Array.from({ length: 2_000 }, (_, i) => `"k${i}":${i}`).join(',')},${inner}}`,
  ];
}

/** One to four random changes to an example, and now and then to the bytes of its text. */
export function randomBody(random: Random, example: unknown, paths: readonly Path[]): Buffer {
  let text = JSON.stringify(example);
  for (let changes = 1 + random.below(4); changes > 0; changes -= 1) {
    let current: unknown = example;
    try {
      current = JSON.parse(text);
    } catch {
      break;
    }
    if (typeof current !== 'object' || current === null) break;
    const path = random.pick(paths);
    const changed = tryChange(() =>
      random.chance(0.15) ? without(current, path) : withJsonAt(current, path, random.pick(HOSTILE_JSON)),
    );
    text = changed ?? text;
  }
  const bytes = Buffer.from(text);
  return random.chance(0.3) ? corrupted(random, bytes) : bytes;
}

/** Earlier changes may have put something else where a path leads. */
function tryChange(change: () => string): string | null {
  try {
    return change();
  } catch {
    return null;
  }
}

function corrupted(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  switch (random.below(4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8))]);
    default: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = random.below(256);
      return copy;
    }
  }
}
