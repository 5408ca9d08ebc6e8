/** What is usual in a window of the day, judged by the same window of earlier days. */
export interface Baseline {
  /** Earlier days that it rests on. */
  days: number;
  /** Half of them had fewer, half more. */
  median: number;
  /** How far a count usually lies from the median; never 0. */
  spread: number;
}

/** With fewer days, nobody can say what is usual. */
export const FEWEST_DAYS = 5;
/** A median of distances times this is the standard deviation, where counts are spread normally. */
const NORMAL = 1.4826;
/** Even the steadiest site is allowed a tenth. */
const STEADIEST = 0.1;
/** Spreads from the median that a count must be away, besides the factor asked for, so that chance alone seldom alarms. */
const SIGNIFICANT = 4;

/**
 * Median and median distance, which single odd days (an outage, a campaign, an alert itself) do not move, and which need
 * no assumption about how counts are spread. The distance is at least the chance in independent arrivals, the square root of
 * the median, so that small counts are not alarmed by noise, and a tenth of it.
 * @param counts of the window on each earlier day, in any order
 * @returns null where there are fewer than `FEWEST_DAYS`
 */
export function baselineOf(counts: readonly number[]): Baseline | null {
  if (counts.length < FEWEST_DAYS) return null;
  const median = medianOf(counts);
  const distance = NORMAL * medianOf(counts.map((count) => Math.abs(count - median)));
  return {
    days: counts.length,
    median,
    spread: Math.max(distance, Math.sqrt(median), STEADIEST * median, 1),
  };
}

/**
 * The smallest count that is a spike: `factor` times the median at least, and beyond chance.
 * @param factor from 1
 */
export function spikeAt({ median, spread }: Baseline, factor: number): number {
  return Math.ceil(Math.max(factor * median, median + SIGNIFICANT * spread));
}

/**
 * The largest count that is a drop: the `factor`th part of the median at most, and beyond chance.
 * @returns null where there is usually so little that even nothing may be chance
 */
export function dropAt({ median, spread }: Baseline, factor: number): number | null {
  const count = Math.floor(Math.min(median / factor, median - SIGNIFICANT * spread));
  return count < 0 ? null : count;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
