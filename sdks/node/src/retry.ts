/** The longest wait that a server may ask for. */
const MAX_RETRY_AFTER_MS = 300_000;

export interface RetryTimes {
  retryBaseMs: number;
  retryMaxMs: number;
}

/** Statuses after which the same request may succeed later. */
export const isTransient = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

/**
 * How long to wait before the next attempt: doubling with each failure, spread so that many clients do not come back at once.
 * @param failures how often it failed before this failure
 */
export function backoffMs(failures: number, { retryBaseMs, retryMaxMs }: RetryTimes, random = Math.random): number {
  return Math.min(retryMaxMs, retryBaseMs * 2 ** failures) * (0.5 + random() / 2);
}

/**
 * What `Retry-After` asks for, in ms, at most five minutes.
 * @param value seconds or an HTTP date
 * @returns null when there is none, or one that cannot be read
 */
export function retryAfterMs(value: string | null, now = Date.now()): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms));
}
