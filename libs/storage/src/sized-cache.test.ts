import { expect, it } from 'vitest';
import { SizedCache } from './sized-cache.ts';

it('forgets what was not asked for the longest, when there is no room', () => {
  const cache = new SizedCache<number>(100);
  cache.set('a', 1, 40);
  cache.set('b', 2, 40);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3, 30);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
  cache.set('a', 4, 70);
  expect(['a', 'c'].map((key) => cache.get(key))).toEqual([4, 3]);
});

it('counts what it was asked for', () => {
  const cache = new SizedCache<number>(100);
  cache.get('a');
  cache.set('a', 1, 40);
  for (const key of ['a', 'a', 'b']) cache.get(key);
  expect(cache.counts()).toEqual({ hits: 2, misses: 2 });
});

it('keeps nothing that is larger than all its room', () => {
  const cache = new SizedCache<number>(100);
  cache.set('a', 1, 60);
  cache.set('b', 2, 101);
  expect(['a', 'b'].map((key) => cache.get(key))).toEqual([undefined, undefined]);
});
