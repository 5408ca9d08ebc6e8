import { describe, expect, it } from 'vitest';
import { meanSeconds, percent, ratio, rounded } from './round.ts';

describe('rounding', () => {
  it('rounds half away from zero', () => {
    expect(ratio(1, 8, 2)).toBe(0.13);
    expect(ratio(201, 200, 2)).toBe(1.01);
    expect(percent(1, 16)).toBe(6.3);
    expect(percent(5, 16)).toBe(31.3);
    expect(meanSeconds(2500, 1)).toBe(3);
    expect(meanSeconds(61_499, 1)).toBe(61);
    expect(meanSeconds(25_300, 2, 1)).toBe(12.7);
  });

  it('rounds a mean as if it had been written down in decimals', () => {
    expect(rounded(1.005, 2)).toBe(1.01);
    expect(rounded(33.35, 1)).toBe(33.4);
    expect(rounded(33.349, 1)).toBe(33.3);
  });

  it('gives whole numbers without a fraction', () => {
    expect(JSON.stringify([percent(4, 5), percent(1, 1), ratio(9, 4, 2)])).toBe('[80,100,2.25]');
  });

  it('gives 0 without data', () => {
    expect([ratio(0, 0, 2), percent(0, 0), meanSeconds(0, 0)]).toEqual([0, 0, 0]);
  });
});
