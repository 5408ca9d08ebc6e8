/** What a histogram has counted. Plain data, so that it can be handed to another thread. */
export interface HistogramCounts {
  /** Upper bounds of the buckets, ascending; a last bucket takes what is above. */
  bounds: readonly number[];
  /** Values in each bucket, one more than there are bounds. */
  counts: readonly number[];
  sum: number;
}

/** Of histograms with the same bounds, at least one. */
export function sumOfHistograms([first, ...others]: readonly HistogramCounts[]): HistogramCounts {
  return others.reduce(
    (sum, { counts, sum: added }) => ({
      bounds: sum.bounds,
      counts: sum.counts.map((count, bucket) => count + counts[bucket]!),
      sum: sum.sum + added,
    }),
    first!,
  );
}

/** Counts values by size, at the price of a few comparisons: a client library's histogram would look up labels for each. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = Array(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]!) bucket += 1;
    this.#counts[bucket]! += 1;
    this.#sum += value;
  }

  counts(): HistogramCounts {
    return { bounds: this.#bounds, counts: [...this.#counts], sum: this.#sum };
  }
}
