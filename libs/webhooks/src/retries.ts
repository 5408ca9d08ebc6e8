import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '@micrologs/domain';

/** How long after each attempt the next one comes: three days in all. */
const DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  20 * HOUR_MS,
];
export const MAX_ATTEMPTS = DELAYS_MS.length + 1;
/** Delays differ by up to a tenth, so that messages that failed together do not come back together. */
const JITTER = 0.1;
const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS;

/**
 * When to try again.
 * @param attempt the one that failed; the first is 1
 * @param retryAfter as the receiver wrote it: seconds or an HTTP date; one that cannot be read is left out of account
 * @param random from 0 up to 1
 * @returns null when there was the last one
 */
export function nextAttemptAt(
  attempt: number,
  now: EpochMs,
  retryAfter: string | undefined,
  random: number,
): EpochMs | null {
  const delay = DELAYS_MS[attempt - 1];
  if (delay === undefined) return null;
  const jittered = Math.round(delay * (1 + JITTER * (2 * random - 1)));
  return now + Math.max(jittered, askedFor(retryAfter, now));
}

/** In ms; 0 when nothing was. */
function askedFor(retryAfter: string | undefined, now: EpochMs): number {
  const text = retryAfter?.trim() ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now;
  return Number.isNaN(ms) ? 0 : Math.min(ms, LONGEST_RETRY_AFTER_MS);
}
