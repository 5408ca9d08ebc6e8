/** How often a cache was asked since it was made. */
export interface CacheCounts {
  hits: number;
  misses: number;
}

/** Of several makers of caches with the same names. */
export function sumOfCounts(all: readonly Readonly<Record<string, CacheCounts>>[]): Record<string, CacheCounts> {
  const sums: Record<string, CacheCounts> = {};
  for (const counts of all) {
    for (const [name, { hits, misses }] of Object.entries(counts)) {
      const before = sums[name] ?? { hits: 0, misses: 0 };
      sums[name] = { hits: before.hits + hits, misses: before.misses + misses };
    }
  }
  return sums;
}

/**
 * A map from text to values that forgets what has not been asked for lately, for answers that cost more to compute
 * than to keep. Entries live in two generations: a hit in the older one moves to the younger, and when the younger is
 * full the older is dropped whole. So a hit costs one look-up, where a linked-list LRU would write on every read.
 */
export class BoundedCache<V> {
  readonly #perGeneration: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  #hits = 0;
  #misses = 0;

  /** @param maxEntries never exceeded; at least half as many of the latest keys are kept */
  constructor(maxEntries: number) {
    if (!Number.isInteger(maxEntries) || maxEntries < 2) throw new RangeError('maxEntries must be an integer above 1');
    this.#perGeneration = Math.floor(maxEntries / 2);
  }

  get(key: string): V | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) {
      this.#hits += 1;
      return value;
    }
    const older = this.#old.get(key);
    if (older === undefined) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    this.set(key, older);
    return older;
  }

  set(key: string, value: V): void {
    this.#young.set(key, value);
    this.#old.delete(key);
    if (this.#young.size >= this.#perGeneration) {
      this.#old = this.#young;
      this.#young = new Map();
    }
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
  }

  counts(): CacheCounts {
    return { hits: this.#hits, misses: this.#misses };
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
