/**
 * Bytes of stored columns that were read lately. What a key stands for never changes. When it is full, what was not asked
 * for the longest goes.
 */
export class SegmentCache {
  readonly #maxBytes: number;
  /** In the order in which they were last asked for. */
  readonly #segments = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): Uint8Array | undefined {
    const segment = this.#segments.get(key);
    if (segment) {
      this.#segments.delete(key);
      this.#segments.set(key, segment);
    }
    return segment;
  }

  set(key: string, segment: Uint8Array): void {
    this.#bytes += segment.length - (this.#segments.get(key)?.length ?? 0);
    this.#segments.delete(key);
    this.#segments.set(key, segment);
    for (const [oldest, { length }] of this.#segments) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#segments.delete(oldest);
      this.#bytes -= length;
    }
  }
}
