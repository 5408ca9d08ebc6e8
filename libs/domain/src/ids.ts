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
const randomPool = Buffer.allocUnsafe(POOL_IDS * 10);
let poolOffset = randomPool.length;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits, so ids sort by time and index inserts stay local.
 * Own code because it runs for every event: random bytes are drawn for 256 ids at a time.
 */
export function uuidv7(nowMs: number = Date.now()): string {
  if (poolOffset === randomPool.length) {
    randomFillSync(randomPool);
    poolOffset = 0;
  }
  const random = randomPool;
  const at = poolOffset;
  poolOffset += 10;
  const time = nowMs.toString(16).padStart(12, '0');
  const hex = (i: number) => HEX[random[at + i]!]!;
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${hex(0)[1]}${hex(1)}-${HEX[(random[at + 2]! & 0x3f) | 0x80]}${hex(3)}-${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`;
}
