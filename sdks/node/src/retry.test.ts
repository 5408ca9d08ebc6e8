import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './retry.ts';

it('waits double up to the longest, spread over the upper half', () => {
  const times = { retryBaseMs: 500, retryMaxMs: 30_000 };
  expect([0, 1, 2, 3].map((failures) => backoffMs(failures, times, () => 1))).toEqual([500, 1_000, 2_000, 4_000]);
  fc.assert(
    fc.property(fc.nat(5_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const full = Math.min(30_000, 500 * 2 ** failures);
      expect(backoffMs(failures, times, () => random)).toBeGreaterThanOrEqual(full / 2);
      expect(backoffMs(failures, times, () => random)).toBeLessThanOrEqual(full);
    }),
  );
});

it.each([
  ['2', 2_000],
  ['0', 0],
  ['-5', 0],
  ['9999999', 300_000],
  ['Thu, 01 Jan 1970 00:01:05 GMT', 5_000],
  ['Thu, 01 Jan 1970 00:00:05 GMT', 0],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After %j is %j ms', (value, ms) => {
  expect(retryAfterMs(value, 60_000)).toBe(ms);
});
