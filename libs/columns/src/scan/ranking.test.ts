import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf } from './ranking.ts';

describe('candidates of a page', () => {
  it('are the groups that may stand in it, and no group that may not', () => {
    const values = fc.array(fc.integer({ min: -1, max: 20 }), { maxLength: 300, size: 'max' });
    const page = fc.record({ offset: fc.nat({ max: 320 }), limit: fc.integer({ min: 1, max: 50 }) });
    fc.assert(
      fc.property(values, page, (values, { offset, limit }) => {
        const { slots, before } = candidatesOf(Float64Array.from(values), { offset, limit });
        const descending = values.toSorted((a, b) => b - a);
        const inPage = descending.slice(offset, offset + limit);
        const possible = values.flatMap((value, slot) => (inPage.includes(value) ? [slot] : []));
        expect(slots).toEqual(possible);
        if (inPage.length > 0) expect(before).toBe(descending.indexOf(inPage[0]!));
      }),
    );
  });
});
