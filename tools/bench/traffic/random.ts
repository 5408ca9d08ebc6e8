/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  /** @param seeds together they choose the sequence */
  constructor(...seeds: readonly number[]) {
    this.#state = seeds.reduce((state, seed) => scramble(state ^ seed), 0x9e3779b9);
  }

  /** From 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    return scramble(this.#state) / 2 ** 32;
  }

  /** A whole number from 0, below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** Log-normal: half of the values lie below the median. */
  around(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(normal * spread);
  }
}

function scramble(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** Picks one of several things, each as often as its weight says. */
export class Weighted<T> {
  readonly #things: readonly T[];
  readonly #sums: Float64Array;

  constructor(weighted: readonly (readonly [T, number])[]) {
    this.#things = weighted.map(([thing]) => thing);
    let sum = 0;
    this.#sums = Float64Array.from(weighted, ([, weight]) => (sum += weight));
  }

  pick(random: Random): T {
    const wanted = random.next() * this.#sums.at(-1)!;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.#things[low]!;
  }
}

/** Things by Zipf's law: the n-th is picked 1/n times as often as the first. */
export function byZipf<T>(things: readonly T[]): Weighted<T> {
  return new Weighted(things.map((thing, rank) => [thing, 1 / (rank + 1)]));
}
