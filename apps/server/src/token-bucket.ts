/** What a limiter says about one request. */
export interface LimitState {
  allowed: boolean;
  /** Requests (or events) a window, which is also the largest burst. */
  limit: number;
  /** Whole units that could be spent right now. */
  remaining: number;
  /** Seconds until the bucket is full again. */
  resetSeconds: number;
  /** Seconds until the refused cost would fit; 0 when allowed. */
  retryAfterSeconds: number;
}

export const WINDOW_MS = 60_000;
const MAX_KEYS_PER_GENERATION = 100_000;

/**
 * A token bucket per key in its GCRA form: one number a key (when the bucket will be full again), refilled evenly over
 * a minute, with no window whose edge lets a double burst through and no penalty after a refusal.
 *
 * Own code because the memory limiter of rate-limiter-flexible counts in fixed windows and creates a timer and a promise for
 * every key, which costs more than the request that it guards.
 *
 * Memory is bounded by two generations of keys. A key that was not used for a whole window is full again, so the older
 * generation can be forgotten after one; when there are too many keys at once, it is forgotten early, in the clients' favour.
 */
export class TokenBuckets {
  readonly #clock: () => number;
  readonly #maxKeys: number;
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  #turnedAt: number;

  /** @param clock ms that only ever go forward: a wall clock that is set back would lock keys out */
  constructor(clock: () => number = () => performance.now(), maxKeys = MAX_KEYS_PER_GENERATION) {
    this.#clock = clock;
    this.#maxKeys = maxKeys;
    this.#turnedAt = clock();
  }

  /** Spends `cost` of the key's budget if it fits; a refused request costs nothing. A cost above `limit` never fits. */
  take(key: string, limit: number, cost = 1): LimitState {
    return this.#apply(key, limit, cost, true);
  }

  /** What `take` would say, without spending anything. */
  peek(key: string, limit: number, cost = 1): LimitState {
    return this.#apply(key, limit, cost, false);
  }

  /** What others have spent counts too: the bucket is not full before `fullInMs` from now. */
  raise(key: string, fullInMs: number): void {
    const fullAt = this.#clock() + fullInMs;
    if (fullAt > (this.#young.get(key) ?? this.#old.get(key) ?? 0)) this.#young.set(key, fullAt);
  }

  /** Keys held at present. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  #apply(key: string, limit: number, cost: number, spend: boolean): LimitState {
    const now = this.#clock();
    if (now - this.#turnedAt >= WINDOW_MS || this.#young.size >= this.#maxKeys) {
      this.#old = now - this.#turnedAt >= 2 * WINDOW_MS ? new Map() : this.#young;
      this.#young = new Map();
      this.#turnedAt = now;
    }
    const interval = WINDOW_MS / limit;
    const base = Math.max(this.#young.get(key) ?? this.#old.get(key) ?? 0, now);
    const next = base + cost * interval;
    // Half a microsecond of slack: sums of `interval` are not exact.
    const allowed = next - now <= WINDOW_MS + 0.0005;
    const after = allowed ? next : base;
    if (allowed && spend) this.#young.set(key, next);
    return {
      allowed,
      limit,
      remaining: Math.max(0, Math.floor((WINDOW_MS + 0.0005 - (after - now)) / interval)),
      resetSeconds: Math.ceil((after - now) / 1000),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((next - now - WINDOW_MS) / 1000)),
    };
  }
}
