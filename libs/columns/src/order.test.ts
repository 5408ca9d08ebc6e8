import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderBy } from './order.ts';

it('orders rows by several columns, equal ones as they stand', () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 2 ** 31, max: 2 ** 45 }), fc.nat());
  const rows = fc.oneof(
    fc.array(fc.tuple(number, number, number), { maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat()), { minLength: 200, maxLength: 600 }),
  );
  fc.assert(
    fc.property(rows, (rows) => {
      const keys = [0, 1, 2].map((key) => Float64Array.from(rows, (row) => row[key]!));
      const expected = [...rows.keys()].sort(
        (a, b) => rows[a]![0] - rows[b]![0] || rows[a]![1] - rows[b]![1] || rows[a]![2] - rows[b]![2] || a - b,
      );
      expect(Array.from(orderBy(keys))).toEqual(expected);
    }),
  );
});
