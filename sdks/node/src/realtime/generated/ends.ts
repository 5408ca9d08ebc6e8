// Copied from sdks/browser/src/realtime/ends.ts by tools/generate. Do not edit.
/** What follows the end of a connection: a wait before the next one, or nothing any more. */
export type Next = { retryInMs: number } | 'stop';

const BASE_MS = 500;
const MAX_MS = 30_000;
const MINUTE_MS = 60_000;

/** The codes with which the server closes; docs/realtime.md has their meaning. */
const GOING_AWAY = 1001;
/** A connection that breaks without a word. */
export const CUT = 1006;
const TOO_LARGE = 1009;
export const UNAUTHORIZED = 4001;
const EXPIRED = 4002;
const KEY_REVOKED = 4003;
const FORBIDDEN_ORIGIN = 4004;
const UNSUPPORTED_PROTOCOL = 4005;
const BAD_MESSAGES = 4006;
const TOO_MANY = 4029;

const FINAL = [TOO_LARGE, FORBIDDEN_ORIGIN, UNSUPPORTED_PROTOCOL, BAD_MESSAGES];
const OF_TOKEN = [UNAUTHORIZED, EXPIRED, KEY_REVOKED];

/**
 * @param attempts how many connections in a row have failed before this one
 * @param canRenew whether there can be another token
 */
export const afterEnd = (code: number, attempts: number, canRenew: boolean, random = Math.random): Next => {
  if (FINAL.includes(code) || (OF_TOKEN.includes(code) && !canRenew)) return 'stop';
  // Many clients of a server that stops must not come back in one moment.
  if (attempts === 0 && (code === GOING_AWAY || code === EXPIRED)) return { retryInMs: random() * BASE_MS };
  const backOffMs = Math.min(BASE_MS * 2 ** attempts, MAX_MS) * (0.5 + random() / 2);
  return { retryInMs: code === TOO_MANY ? MINUTE_MS + backOffMs : backOffMs };
};
