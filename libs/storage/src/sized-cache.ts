import type { CacheCounts } from '@micrologs/domain';

/**
 * Values that were read lately, up to so many bytes in all. When it is full, what was not asked for the longest goes.
 */
export class SizedCache<Value> {
  readonly #maxBytes: number;
  /** In the order in which they were last asked for. */
  readonly #entries = new Map<string, { value: Value; bytes: number }>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  counts(): CacheCounts {
    return { hits: this.#hits, misses: this.#misses };
  }

  set(key: string, value: Value, bytes: number): void {
    this.#bytes += bytes - (this.#entries.get(key)?.bytes ?? 0);
    this.#entries.delete(key);
    this.#entries.set(key, { value, bytes });
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= entry.bytes;
    }
  }
}
