import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PairNumbers } from './pair-numbers.ts';

it('pairs have numbers in the order in which they came first, and others have none', () => {
  const number = fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
  const pairs = fc.array(fc.tuple(number, number), { maxLength: 2000, size: 'max' });
  fc.assert(
    fc.property(pairs, pairs, (added, others) => {
      const numbers = new PairNumbers();
      const expected = new Map<string, number>();
      for (const [first, second] of added) {
        const key = `${first} ${second}`;
        if (!expected.has(key)) expected.set(key, expected.size);
        expect(numbers.numberOf(first, second)).toBe(expected.get(key));
      }
      for (const [first, second] of others) {
        expect(numbers.find(first, second)).toBe(expected.get(`${first} ${second}`) ?? -1);
      }
    }),
    { numRuns: 20 },
  );
});
