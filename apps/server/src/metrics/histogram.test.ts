import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Histogram } from './histogram.ts';

it('counts each value in the first bucket whose bound it does not exceed', () => {
  const bounds = [1, 5, 10];
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true })), (values) => {
      const histogram = new Histogram(bounds);
      for (const value of values) histogram.observe(value);
      const { counts, sum } = histogram.counts();
      const edges = [...bounds, Number.POSITIVE_INFINITY];
      expect(counts).toEqual(
        edges.map((to, i) => values.filter((value) => value <= to && (i === 0 || value > edges[i - 1]!)).length),
      );
      expect(sum).toBeCloseTo(values.reduce((all, value) => all + value, 0));
    }),
  );
});
