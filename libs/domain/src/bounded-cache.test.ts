import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedCache, sumOfCounts } from './bounded-cache.ts';

it('never holds more than it may, never answers wrongly, and keeps the latest half', () => {
  const keys = fc.integer({ min: 0, max: 40 }).map(String);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.array(fc.tuple(keys, fc.boolean())), (max, steps) => {
      const cache = new BoundedCache<string>(max);
      let recent: string[] = [];
      for (const [key, write] of steps) {
        const found = cache.get(key);
        expect(found ?? `value of ${key}`).toBe(`value of ${key}`);
        if (write) cache.set(key, `value of ${key}`);
        if (write || found) recent = [key, ...recent.filter((other) => other !== key)];
        recent = recent.slice(0, Math.floor(max / 2));
        expect(cache.size).toBeLessThanOrEqual(max);
      }
      for (const key of recent) expect(cache.get(key)).toBe(`value of ${key}`);
    }),
  );
});

it('keeps what is asked for while other keys stream past', () => {
  const cache = new BoundedCache<number>(10);
  cache.set('hot', 1);
  for (let i = 0; i < 1000; i++) {
    expect(cache.get('hot')).toBe(1);
    cache.set(`cold ${i}`, i);
  }
  expect(cache.get('cold 0')).toBeUndefined();
});

it('forgets on request', () => {
  const cache = new BoundedCache<number>(4);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.delete('a');
  expect(cache.get('a')).toBeUndefined();
  expect(cache.get('b')).toBe(2);
  cache.clear();
  expect(cache.size).toBe(0);
});

it('refuses a bound that holds nothing', () => {
  expect(() => new BoundedCache(1)).toThrow(RangeError);
  expect(() => new BoundedCache(Number.NaN)).toThrow(RangeError);
});

it('counts of several makers of caches add up by name', () => {
  const first = { a: { hits: 1, misses: 2 }, b: { hits: 3, misses: 0 } };
  expect(sumOfCounts([first, { a: { hits: 10, misses: 20 } }])).toEqual({
    a: { hits: 11, misses: 22 },
    b: { hits: 3, misses: 0 },
  });
  expect(sumOfCounts([])).toEqual({});
});

it('counts what it was asked for', () => {
  const cache = new BoundedCache<number>(4);
  cache.get('a');
  for (const key of ['a', 'b', 'c']) cache.set(key, 1);
  // The first is in the older generation by now.
  for (const key of ['c', 'a', 'nothing']) cache.get(key);
  expect(cache.counts()).toEqual({ hits: 2, misses: 2 });
});
