import type { CapturedEvent } from './options.ts';

/** The server takes no larger event. */
export const MAX_EVENT_BYTES = 65_536;
/** Of characters, such as there may be four bytes for each: what is left of a stack that is cut. */
const SHORT_STACK = 8_192;

/**
 * The JSON of an event, made to fit: its context goes first, then its stack is cut.
 * @returns null when it is too large all the same
 * @throws TypeError when it holds what JSON cannot
 */
export function eventJson(event: CapturedEvent): { json: string; bytes: number } | null {
  for (const smaller of [() => event, () => withoutContext(event), () => withShortStack(event)]) {
    const json = JSON.stringify(smaller());
    const bytes = Buffer.byteLength(json);
    if (bytes <= MAX_EVENT_BYTES) return { json, bytes };
  }
  return null;
}

const withoutContext = (event: CapturedEvent): CapturedEvent => ({ ...event, context: null });

function withShortStack(event: CapturedEvent): CapturedEvent {
  const { stack } = event;
  return { ...withoutContext(event), ...(typeof stack === 'string' && { stack: stack.slice(0, SHORT_STACK) }) };
}
