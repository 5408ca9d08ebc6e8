import { inspect } from 'node:util';
import { type ErrorOptions, isOpen } from './events.ts';
import type { CapturedEvent } from './options.ts';
import type { SourceLines } from './source-lines.ts';
import { parseFrames } from './stack.ts';

/** The server keeps so much of a context, in bytes of JSON; a little is left for what scrubbing makes longer. */
const CONTEXT_BYTES = 8_000;
/** Causes of causes. */
const MAX_CAUSES = 5;
/** Of the errors that an `AggregateError` holds. */
const MAX_ERRORS = 5;
/** Characters of a cause's stack. */
const CAUSE_STACK = 800;

export interface Told {
  message: string;
  options: ErrorOptions;
}

/** What an exception says about itself, with `given` over it. Whatever was thrown will do. */
export function describeException(thrown: unknown, given: ErrorOptions): Told {
  if (!(thrown instanceof Error)) {
    return { message: textOf(thrown), options: { type: typeOf(thrown), ...given } };
  }
  const stack = typeof thrown.stack === 'string' ? thrown.stack : null;
  const frames = parseFrames(stack ?? '');
  const place = frames.find(({ isOwn }) => isOwn) ?? frames[0];
  const type = typeOf(thrown);
  const options: ErrorOptions = { type, stack, ...(place && { file: place.file, line: place.line }), ...given };
  return {
    message: String(thrown.message) || type,
    options: { ...options, context: withCauses(options.context, thrown) },
  };
}

/** The event with the lines of source around its frames in its context, as many as fit. */
export async function withSource(event: CapturedEvent, sources: SourceLines, scrub: (text: string) => string) {
  const frames = parseFrames(typeof event.stack === 'string' ? event.stack : '');
  const source = (await sources.excerpts(frames)).map(({ at, lines }) => ({ at, lines: lines.map(scrub) }));
  const context = event.context as ErrorOptions['context'];
  for (let count = source.length; count > 0; count -= 1) {
    const added = withList(context, 'source', source.slice(0, count));
    if (added !== context) return { ...event, context: added };
  }
  return event;
}

function withCauses(context: ErrorOptions['context'], error: Error): ErrorOptions['context'] {
  const causes = causesOf(error);
  const errors = error instanceof AggregateError ? error.errors.slice(0, MAX_ERRORS).map(briefly) : [];
  return withList(withList(context, 'causes', causes), 'errors', errors);
}

function causesOf(error: Error): object[] {
  const seen = new Set<unknown>([error]);
  const causes: object[] = [];
  for (
    let at = error.cause;
    at !== undefined && at !== null && !seen.has(at);
    at = at instanceof Error ? at.cause : null
  ) {
    seen.add(at);
    causes.push({ ...briefly(at), ...(at instanceof Error && at.stack && { stack: at.stack.slice(0, CAUSE_STACK) }) });
    if (causes.length === MAX_CAUSES) break;
  }
  return causes;
}

function briefly(thrown: unknown): { type: string; message: string } {
  const message = thrown instanceof Error ? String(thrown.message) : textOf(thrown);
  return { type: typeOf(thrown), message: message.slice(0, CAUSE_STACK) };
}

/** A context with one member more, unless the list is empty, the name is taken or it would be too much. */
function withList(context: ErrorOptions['context'], name: string, list: object[]): ErrorOptions['context'] {
  if (list.length === 0 || !isOpen(context) || Object.hasOwn(context ?? {}, name)) return context;
  const more = { ...context, [name]: list };
  return sizeOf(more) <= CONTEXT_BYTES ? more : context;
}

function sizeOf(context: object): number {
  try {
    return Buffer.byteLength(JSON.stringify(context));
  } catch {
    // It will be made plain later; nothing is known of its size now.
    return Number.POSITIVE_INFINITY;
  }
}

/** The class of what was thrown; of an error, a name that was set wins over that of the constructor. */
function typeOf(thrown: unknown): string {
  if (thrown === null || typeof thrown !== 'object') return typeof thrown;
  const className = thrown.constructor?.name || 'Object';
  if (!(thrown instanceof Error)) return className;
  const name = String(thrown.name);
  return (name === 'Error' ? className : name) || 'Error';
}

const textOf = (thrown: unknown) =>
  typeof thrown === 'string' ? thrown : inspect(thrown, { depth: 2, breakLength: Number.POSITIVE_INFINITY });
