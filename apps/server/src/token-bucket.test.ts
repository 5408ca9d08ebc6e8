import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets, WINDOW_MS } from './token-bucket.ts';

function withClock(maxKeys?: number) {
  let now = 12_345.678;
  const buckets = new TokenBuckets(() => now, maxKeys);
  return { buckets, advance: (ms: number) => (now += ms) };
}

describe('TokenBuckets', () => {
  it('lets a full burst through, and not one more', () => {
    const { buckets } = withClock();
    const remaining = Array.from({ length: 5 }, () => buckets.take('a', 5).remaining);
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
    expect(buckets.take('a', 5)).toEqual({
      allowed: false,
      limit: 5,
      remaining: 0,
      resetSeconds: 60,
      retryAfterSeconds: 12,
    });
    expect(buckets.take('b', 5).allowed).toBe(true);
  });

  it('refills evenly: no window edge at which the burst doubles, and no penalty for refused requests', () => {
    const { buckets, advance } = withClock();
    for (let i = 0; i < 5; i++) buckets.take('a', 5);
    for (let i = 0; i < 100; i++) expect(buckets.take('a', 5).allowed).toBe(false);
    advance(WINDOW_MS / 5 - 1);
    expect(buckets.take('a', 5).allowed).toBe(false);
    advance(1);
    expect(buckets.take('a', 5).allowed).toBe(true);
    expect(buckets.take('a', 5).allowed).toBe(false);
    advance(WINDOW_MS);
    for (let i = 0; i < 5; i++) expect(buckets.take('a', 5).allowed).toBe(true);
    expect(buckets.take('a', 5).allowed).toBe(false);
  });

  it('takes all of a cost or nothing of it', () => {
    const { buckets } = withClock();
    expect(buckets.take('a', 100, 60)).toMatchObject({ allowed: true, remaining: 40 });
    expect(buckets.take('a', 100, 60)).toMatchObject({ allowed: false, remaining: 40, retryAfterSeconds: 12 });
    expect(buckets.take('a', 100, 40)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('tells without taking', () => {
    const { buckets } = withClock();
    for (let i = 0; i < 10; i++) expect(buckets.peek('a', 1).allowed).toBe(true);
    buckets.take('a', 1);
    expect(buckets.peek('a', 1).allowed).toBe(false);
  });

  it('says when a refused cost fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 1, max: 500 }), (limit, wanted) => {
        const cost = Math.min(limit, wanted);
        const { buckets, advance } = withClock();
        while (buckets.take('a', limit, cost).allowed);
        advance(buckets.take('a', limit, cost).retryAfterSeconds * 1000);
        expect(buckets.take('a', limit, cost).allowed).toBe(true);
      }),
    );
  });

  it('never allows more than the burst and the refill of any stretch of time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 300 }),
        (limit, pauses) => {
          const { buckets, advance } = withClock();
          let elapsed = 0;
          let allowed = 0;
          for (const pause of pauses) {
            advance(pause);
            elapsed += pause;
            if (buckets.take('a', limit).allowed) allowed += 1;
            expect(allowed).toBeLessThanOrEqual(limit + Math.floor((elapsed * limit) / WINDOW_MS + 1e-6));
          }
        },
      ),
    );
  });

  it('takes back what was spent, and no more', () => {
    const { buckets } = withClock();
    for (let i = 0; i < 5; i++) buckets.take('a', 5);
    expect(buckets.take('a', 5).allowed).toBe(false);
    for (let i = 0; i < 20; i++) buckets.take('a', 5, -1);
    for (let i = 0; i < 5; i++) expect(buckets.take('a', 5).allowed).toBe(true);
    expect(buckets.take('a', 5).allowed).toBe(false);
  });

  it('holds a bounded number of keys', () => {
    const { buckets, advance } = withClock(1000);
    for (let i = 0; i < 10_000; i++) buckets.take(`key ${i}`, 5);
    expect(buckets.size).toBeLessThanOrEqual(2000);
    advance(WINDOW_MS);
    buckets.take('a', 5);
    advance(2 * WINDOW_MS);
    buckets.take('a', 5);
    expect(buckets.size).toBe(1);
  });
});
