import { parseOccurredAt } from '@micrologs/contract';
import {
  type EpochMs,
  REDIRECT_STATUSES,
  type RedirectStatus,
  trimAscii,
  truncateUtf8,
  ValidationError,
} from '@micrologs/domain';
import { isCustomCode, isReservedCode } from './codes.ts';
import { normalised } from './passwords.ts';

const MAX_LABEL_BYTES = 255;
const MAX_CLICKS = 1_000_000_000;
const MAX_PASSWORD_BYTES = 128;
const MAX_TAGS = 20;
const MAX_TAG_BYTES = 50;
/** ISO 8601 has four digits for the year. */
const LATEST_EXPIRY = Date.UTC(10_000, 0) - 1;

export const CLEARABLE = ['expires_at', 'max_clicks', 'password'] as const;
export type Clearable = (typeof CLEARABLE)[number];

export function labelOf(text: string): string {
  return truncateUtf8(trimAscii(text), MAX_LABEL_BYTES);
}

/** @throws ValidationError */
export function customCode(text: string): string {
  const code = trimAscii(text);
  if (!isCustomCode(code)) {
    throw new ValidationError('code must be 3 to 64 characters of A-Z, a-z, 0-9, - and _');
  }
  if (isReservedCode(code)) throw new ValidationError('code is reserved');
  return code;
}

/**
 * @param given ISO 8601 with an offset, or epoch ms
 * @throws ValidationError
 */
export function expiry(given: string | number, now: EpochMs): EpochMs {
  const parsed = parseOccurredAt(given);
  if (!parsed.ok || parsed.value === null || parsed.value > LATEST_EXPIRY) {
    throw new ValidationError('expires_at must be an ISO 8601 time with an offset or epoch milliseconds');
  }
  if (parsed.value <= now) throw new ValidationError('expires_at must lie in the future');
  return parsed.value;
}

/** @throws ValidationError */
export function maxClicks(given: number): number {
  if (!Number.isInteger(given) || given < 1 || given > MAX_CLICKS) {
    throw new ValidationError(`max_clicks must be an integer from 1 to ${MAX_CLICKS}`);
  }
  return given;
}

/** @throws ValidationError */
export function assertPassword(given: string): void {
  const bytes = typeof given === 'string' ? Buffer.byteLength(normalised(given)) : 0;
  if (bytes < 1 || bytes > MAX_PASSWORD_BYTES) {
    throw new ValidationError(`password must be 1 to ${MAX_PASSWORD_BYTES} bytes`);
  }
}

/** @throws ValidationError */
export function redirectStatus(given: number): RedirectStatus {
  const status = REDIRECT_STATUSES.find((known) => known === given);
  if (status === undefined) throw new ValidationError('redirect_status must be 301, 302, 307 or 308');
  return status;
}

/** @throws ValidationError */
export function flag(given: boolean, name: 'forward_query' | 'is_active'): boolean {
  if (typeof given !== 'boolean') throw new ValidationError(`${name} must be a boolean`);
  return given;
}

/** Without repetitions, in the order given. @throws ValidationError */
export function tagsOf(given: readonly string[]): string[] {
  const isTag = (tag: unknown) =>
    typeof tag === 'string' && trimAscii(tag) !== '' && Buffer.byteLength(trimAscii(tag)) <= MAX_TAG_BYTES;
  if (!Array.isArray(given) || given.length > MAX_TAGS || !given.every(isTag)) {
    throw new ValidationError(`tags must be a list of at most ${MAX_TAGS} strings of 1 to ${MAX_TAG_BYTES} bytes`);
  }
  return [...new Set(given.map(trimAscii))];
}

/** @throws ValidationError */
export function clearOf(given: readonly string[]): Clearable[] {
  const isClearable = (name: string): name is Clearable => CLEARABLE.includes(name as Clearable);
  if (!Array.isArray(given) || !given.every(isClearable)) {
    throw new ValidationError('clear must be a list of expires_at, max_clicks and password');
  }
  return given;
}
