import { DAY_MS, HOUR_MS } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_ATTEMPTS, nextAttemptAt } from './retries.ts';

const NOW = Date.UTC(2026, 2, 2, 12);

it('tries for about three days, ever more seldom', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 20 }),
      (random) => {
        let at = NOW;
        let attempts = 1;
        for (;;) {
          const next = nextAttemptAt(attempts, at, undefined, random[attempts]!);
          if (next === null) break;
          expect(next).toBeGreaterThan(at);
          at = next;
          attempts += 1;
        }
        expect(attempts).toBe(MAX_ATTEMPTS);
        expect(at - NOW).toBeGreaterThan(2.6 * DAY_MS);
        expect(at - NOW).toBeLessThan(3.4 * DAY_MS);
      },
    ),
  );
});

it('jitters each delay to both sides', () => {
  const delays = [0, 0.5, 0.999].map((random) => nextAttemptAt(2, NOW, undefined, random)! - NOW);
  expect(delays).toEqual([270_000, 300_000, expect.closeTo(329_940, -2)]);
});

it('waits as long as the receiver asks for, but never shorter than otherwise, and a day at most', () => {
  const after = (retryAfter: string) => nextAttemptAt(1, NOW, retryAfter, 0.5)! - NOW;
  expect(after('120')).toBe(120_000);
  expect(after(' 120 ')).toBe(120_000);
  expect(after(new Date(NOW + 2 * HOUR_MS).toUTCString())).toBe(2 * HOUR_MS);
  expect(after('999999999')).toBe(DAY_MS);
  for (const ignored of ['0', '1', '-5', '', 'soon', '1.5', new Date(NOW - HOUR_MS).toUTCString()]) {
    expect.soft(after(ignored), ignored).toBe(5000);
  }
  expect(nextAttemptAt(MAX_ATTEMPTS, NOW, '120', 0.5)).toBeNull();
});
