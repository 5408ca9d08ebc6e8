/**
 * `numerator / denominator`, rounded half away from zero (both are counts or durations, so never negative).
 * @returns 0 when there is nothing to divide by, as existing clients expect
 */
export function ratio(numerator: number, denominator: number, decimals: 0 | 1 | 2): number {
  if (denominator === 0) return 0;
  const scale = 10 ** decimals;
  // Scaling comes before the division: the numerator is a whole number, so nothing is rounded twice.
  return Math.round((numerator * scale) / denominator) / scale;
}

/** `part` of `whole` in percent, one decimal; 0 without a whole. */
export function percent(part: number, whole: number): number {
  return ratio(part * 100, whole, 1);
}

/** Mean of a sum in ms over `count`, in seconds; 0 without any. */
export function meanSeconds(sumMs: number, count: number, decimals: 0 | 1 = 0): number {
  return ratio(sumMs, count * 1000, decimals);
}

/** A mean that was measured elsewhere, to `decimals`; what a binary fraction lost of a decimal half is given back. */
export function rounded(mean: number, decimals: 0 | 1 | 2): number {
  const scale = 10 ** decimals;
  return Math.round(Number((mean * scale).toPrecision(12))) / scale;
}
