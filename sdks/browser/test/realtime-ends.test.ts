import { readFileSync } from 'node:fs';
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

test('every code of the documentation is followed by what it says', () => {
  const text = readFileSync(new URL('../../../docs/realtime.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| (\d{4}) \|.*\| (.+) \|$/gm)].map(([, code, advice]) => [Number(code), advice]);
  expect(rows.map(([code]) => code)).toEqual([1001, 1009, 1013, 4001, 4002, 4003, 4004, 4005, 4006, 4008, 4029, 4030]);
  const said = (code: number) =>
    [true, false].map((canRenew) => (afterEnd(code, 0, canRenew) === 'stop' ? 'no' : 'yes'));
  const meant = (advice: string) => {
    if (/^no$|mended/.test(advice)) return ['no', 'no'];
    return /token|valid one|new one/.test(advice) ? ['yes', 'no'] : ['yes', 'yes'];
  };
  for (const [code, advice] of rows)
    expect([code, ...said(code as number)]).toEqual([code, ...meant(advice as string)]);
});
