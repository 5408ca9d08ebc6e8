import { HttpError } from './http-error.ts';
import { type RateLimitSettings, REFUSED_KEYS_LIMIT } from './rate-limits.ts';
import { type LimitState, TokenBuckets } from './token-bucket.ts';

const TOO_MANY = 'Too many attempts. Try again later.';

/** What decides: those of this process, or those that several processes share. */
export type Buckets = Pick<TokenBuckets, 'take' | 'peek'>;

/** The configured limits over one set of buckets. */
export class RateLimiter {
  readonly #settings: RateLimitSettings;
  readonly #buckets: Buckets;

  constructor(settings: RateLimitSettings, buckets: Buckets = new TokenBuckets()) {
    this.#settings = settings;
    this.#buckets = buckets;
  }

  /**
   * Spends `cost` of one bucket of the limit `name`.
   * @param who what tells this bucket from others of the same limit
   * @returns null when there is no such limit, or it is switched off
   * @throws HttpError 429
   */
  spend(name: string, who: string | number, cost = 1): LimitState | null {
    const limit = this.#settings.get(name) ?? null;
    if (limit === null) return null;
    // What is larger than the whole budget takes all of it, or it could never pass.
    const state = this.#buckets.take(`${name} ${who}`, limit, Math.min(cost, limit));
    if (!state.allowed) throw tooMany(state);
    return state;
  }

  /** Spends one, as far as there is one, for callers who answer a refusal themselves; null as in `spend`. */
  take(name: string, who: string | number): LimitState | null {
    const limit = this.#settings.get(name) ?? null;
    return limit === null ? null : this.#buckets.take(`${name} ${who}`, limit);
  }

  /** Undoes one `take`. */
  giveBack(name: string, who: string | number): void {
    const limit = this.#settings.get(name) ?? null;
    if (limit !== null) this.#buckets.take(`${name} ${who}`, limit, -1);
  }

  /**
   * Spends nothing.
   * @throws HttpError 429 when not even a cost of one would fit
   */
  assertRoom(name: string, who: string | number): void {
    const limit = this.#settings.get(name) ?? null;
    if (limit === null) return;
    const state = this.#buckets.peek(`${name} ${who}`, limit);
    if (!state.allowed) throw tooMany(state);
  }

  /** Where one bucket stands, spending nothing; null as in `spend`. */
  standing(name: string, who: string | number): LimitState | null {
    const limit = this.#settings.get(name) ?? null;
    return limit === null ? null : this.#buckets.peek(`${name} ${who}`, limit, 0);
  }

  /** @throws HttpError 429 when too many keys from this address were refused */
  assertNotGuessing(clientIp: string): void {
    this.assertRoom(REFUSED_KEYS_LIMIT, clientIp);
  }

  /** @throws HttpError 429 when too many keys from this address were refused */
  countRefusedKey(clientIp: string): void {
    this.spend(REFUSED_KEYS_LIMIT, clientIp);
  }
}

/** The headers that tell a client where it stands. */
export function limitHeaders({ limit, remaining, resetSeconds }: LimitState): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
}

function tooMany(state: LimitState): HttpError {
  return new HttpError(429, TOO_MANY, {
    headers: { ...limitHeaders(state), 'Retry-After': String(state.retryAfterSeconds) },
    // Old clients print this member.
    extra: { error: TOO_MANY },
  });
}
