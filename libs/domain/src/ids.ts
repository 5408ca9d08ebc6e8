import { randomFillSync } from 'node:crypto';

/** A project's number: a positive integer, never reused. */
export type ProjectId = number;

/**
 * An event's id: a UUID, or up to 64 characters of `A-Z a-z 0-9 _ -` given by the client.
 * Unique per project and kind; the same id twice is the same event.
 */
export type EventId = string;

export const EVENT_ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

const POOL_IDS = 256;
const WORDS_PER_ID = 5;
const randomWords = new Uint16Array(POOL_IDS * WORDS_PER_ID);
let nextWord = randomWords.length;
/** Four hex digits for every 16-bit word; made at the first id, since not every thread makes ids. */
let hexOf: string[] = [];
let prefixMs = -1;
let prefix = '';

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits, so ids sort by time and index inserts stay local.
 * Own code because it runs for every event: random bits are drawn for 256 ids at a time.
 */
export function uuidv7(nowMs: number = Date.now()): string {
  if (nextWord === randomWords.length) {
    randomFillSync(randomWords);
    nextWord = 0;
    if (hexOf.length === 0) hexOf = Array.from({ length: 65536 }, (_, word) => word.toString(16).padStart(4, '0'));
  }
  if (nowMs !== prefixMs) {
    const time = nowMs.toString(16).padStart(12, '0');
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    prefixMs = nowMs;
  }
  const at = nextWord;
  nextWord += WORDS_PER_ID;
  const word = (i: number) => randomWords[at + i]!;
  const variant = (word(1) & 0x3fff) | 0x8000;
  return `${prefix}${hexOf[word(0)]!.slice(1)}-${hexOf[variant]}-${hexOf[word(2)]}${hexOf[word(3)]}${hexOf[word(4)]}`;
}
