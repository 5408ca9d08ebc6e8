import { expect, it } from 'vitest';
import { LeftOut } from './left-out.ts';

it('[R19] events left out are counted by filter, from the last one told, up to 500', () => {
  const leftOut = new LeftOut();
  expect(leftOut.isEmpty).toBe(true);
  expect([leftOut.add('a', 499, false), leftOut.add('b', 1, false), leftOut.isEmpty]).toEqual([false, false, false]);
  expect(leftOut.add('a', 1, false)).toBe(true);
  expect(leftOut.add('a', 499, false)).toBe(false);
  expect(leftOut.add('a', 499, true)).toBe(false);
  expect(leftOut.takeAll()).toEqual(new Set(['a', 'b']));
  expect(leftOut.isEmpty).toBe(true);
});

it('[R19] where an event was told last, nothing is left out', () => {
  const leftOut = new LeftOut();
  leftOut.add('a', 300, false);
  expect([leftOut.add('a', 0, true), leftOut.isEmpty]).toEqual([false, true]);
  expect([leftOut.add('a', 500, true), leftOut.isEmpty]).toEqual([true, true]);
});
