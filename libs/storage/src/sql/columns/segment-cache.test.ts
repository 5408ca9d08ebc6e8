import { expect, it } from 'vitest';
import { SegmentCache } from './segment-cache.ts';

const bytes = (length: number) => new Uint8Array(length);

it('forgets what was not asked for the longest, when there is no room', () => {
  const cache = new SegmentCache(100);
  cache.set('a', bytes(40));
  cache.set('b', bytes(40));
  expect(cache.get('a')).toHaveLength(40);
  cache.set('c', bytes(30));
  expect(['a', 'b', 'c'].map((key) => cache.get(key)?.length)).toEqual([40, undefined, 30]);
  cache.set('a', bytes(70));
  expect(['a', 'c'].map((key) => cache.get(key)?.length)).toEqual([70, 30]);
});

it('keeps nothing that is larger than all its room', () => {
  const cache = new SegmentCache(100);
  cache.set('a', bytes(60));
  cache.set('b', bytes(101));
  expect(['a', 'b'].map((key) => cache.get(key))).toEqual([undefined, undefined]);
});
