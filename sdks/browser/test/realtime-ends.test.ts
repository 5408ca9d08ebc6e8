import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterEnd } from '../src/realtime/ends.ts';

const codes = fc.oneof(
  fc.constantFrom(1000, 1001, 1006, 1009, 1013, 4001, 4002, 4003, 4004, 4005, 4006, 4029),
  fc.nat(4_999),
);
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

test('every end is followed by a bounded wait, or is final', () => {
  fc.assert(
    fc.property(codes, fc.nat(2_000), fc.boolean(), share, (code, attempts, canRenew, random) => {
      const next = afterEnd(code, attempts, canRenew, () => random);
      const isFinal = [1009, 4004, 4005, 4006].includes(code) || (!canRenew && [4001, 4002, 4003].includes(code));
      if (isFinal) return next === 'stop';
      return next !== 'stop' && next.retryInMs >= 0 && next.retryInMs <= 90_000;
    }),
  );
});

test('waits grow, so that a server that is away is not stormed', () => {
  const wait = (attempts: number) => {
    const next = afterEnd(1006, attempts, true, () => 0.5);
    return next === 'stop' ? Number.NaN : next.retryInMs;
  };
  const waits = Array.from({ length: 10 }, (_, attempts) => wait(attempts));
  expect(waits).toEqual([375, 750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500, 22_500]);
});

test.each([
  [1001, 0, 250],
  [4002, 0, 250],
  [4002, 1, 750],
  [4029, 0, 60_375],
])('after %i, with %i failures before, it comes back within %i ms', (code, attempts, retryInMs) => {
  expect(afterEnd(code, attempts, true, () => 0.5)).toEqual({ retryInMs });
});
