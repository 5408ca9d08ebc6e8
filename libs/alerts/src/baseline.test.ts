import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Baseline, baselineOf, dropAt, FEWEST_DAYS, spikeAt } from './baseline.ts';

const aCount = fc.integer({ min: 0, max: 1_000_000 });
const counts = fc.array(aCount, { minLength: FEWEST_DAYS, maxLength: 28 });
const factor = fc.double({ min: 1, max: 100, noNaN: true });
const known = (values: readonly number[]): Baseline => baselineOf(values)!;

describe('a baseline', () => {
  it('needs five days', () => {
    expect(baselineOf([9, 9, 9, 9])).toBeNull();
    expect(baselineOf([9, 9, 9, 9, 9])).toMatchObject({ days: 5, median: 9 });
  });

  it('does not depend on the order of the days', () => {
    fc.assert(
      fc.property(counts, (values) => {
        expect(known([...values].reverse())).toEqual(known(values));
        expect(known([...values].sort((a, b) => a - b))).toEqual(known(values));
      }),
    );
  });

  it('is moved by one odd day no further than to the neighbouring days', () => {
    fc.assert(
      fc.property(counts, aCount, (values, odd) => {
        const sorted = [...values].sort((a, b) => a - b);
        const middle = (sorted.length - 1) / 2;
        const { median } = known([odd, ...values.slice(1)]);
        expect(median).toBeGreaterThanOrEqual(sorted[Math.max(Math.floor(middle) - 1, 0)]!);
        expect(median).toBeLessThanOrEqual(sorted[Math.min(Math.ceil(middle) + 1, sorted.length - 1)]!);
      }),
    );
  });

  it('has a spread of at least the chance in independent arrivals, and a tenth', () => {
    fc.assert(
      fc.property(aCount, (value) => {
        const { median, spread } = known(Array(7).fill(value));
        expect(median).toBe(value);
        expect(spread).toBeCloseTo(Math.max(Math.sqrt(value), value / 10, 1));
      }),
    );
  });
});

describe('the limits of what is usual', () => {
  it('lie on both sides of the median', () => {
    fc.assert(
      fc.property(counts, factor, (values, times) => {
        const baseline = known(values);
        expect(spikeAt(baseline, times)).toBeGreaterThan(baseline.median);
        expect(dropAt(baseline, times) ?? -1).toBeLessThan(baseline.median);
      }),
    );
  });

  it('are as far as the factor says at least, and wider with a larger one', () => {
    fc.assert(
      fc.property(counts, factor, factor, (values, a, b) => {
        const baseline = known(values);
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(spikeAt(baseline, less)).toBeGreaterThanOrEqual(less * baseline.median);
        expect((dropAt(baseline, less) ?? 0) * less).toBeLessThanOrEqual(baseline.median + 1e-6);
        expect(spikeAt(baseline, more)).toBeGreaterThanOrEqual(spikeAt(baseline, less));
        expect(dropAt(baseline, more) ?? -1).toBeLessThanOrEqual(dropAt(baseline, less) ?? -1);
      }),
    );
  });

  it('cannot be reached by nothing where nothing is usual', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 5, maxLength: 28 }),
        factor,
        (values, times) => {
          // Less than four deviations of independent arrivals away from nothing.
          expect(dropAt(known(values), times) ?? -1).toBeLessThanOrEqual(0);
          if (known(values).median < 16) expect(dropAt(known(values), times)).toBeNull();
        },
      ),
    );
  });

  it('are passed by a tenfold rise and by an outage of a steady site', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 100_000 }), (usual) => {
        const baseline = known(Array(14).fill(usual));
        expect(usual * 10).toBeGreaterThanOrEqual(spikeAt(baseline, 3));
        expect(dropAt(baseline, 3)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are seldom passed by independent arrivals, whatever their rate', () => {
    // mulberry32: the same numbers in every run.
    let state = 20_261_129;
    const random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
    const wait = () => -Math.log(random());
    const poisson = (rate: number) => {
      let count = 0;
      for (let left = rate - wait(); left > 0; left -= wait()) count += 1;
      return count;
    };
    const windows = 4000;
    for (const rate of [0.5, 4, 30, 300]) {
      let alarms = 0;
      for (let i = 0; i < windows; i++) {
        const baseline = known(Array.from({ length: 14 }, () => poisson(rate)));
        const count = poisson(rate);
        if (count >= spikeAt(baseline, 2) || count <= (dropAt(baseline, 2) ?? -1)) alarms += 1;
      }
      expect([rate, alarms / windows < 0.005]).toEqual([rate, true]);
    }
  });
});
