import { createHmac } from 'node:crypto';
import type { Valkey } from '@micrologs/valkey';
import type { Buckets } from './rate-limiter.ts';
import { type LimitState, TokenBuckets, WINDOW_MS } from './token-bucket.ts';

export interface SharedBucketsOptions {
  valkey: Valkey;
  /** In front of the names of all keys. */
  prefix: string;
  /** Secret that every process has: keys tell client addresses, which Valkey must not learn, since it writes to disk. */
  salt: string;
  /** How long what was spent here is gathered before others are told. */
  syncMs?: number;
}

const SYNC_MS = 25;
const KEYS_AT_ONCE = 500;
const MAX_WAITING_KEYS = 20_000;
const ARGUMENTS_OF_KEY = 2;

/**
 * `TokenBuckets.take` for several keys, of what was spent already: for each key the ms that this takes to be refilled, and how
 * long ago it began. Answers in how many ms each is full again. What was let through in several places at once may be more
 * than fits; it is owed, and paid by what comes later.
 */
const SPEND = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local answers = {}
for i, key in ipairs(KEYS) do
  local spent = tonumber(ARGV[i * ${ARGUMENTS_OF_KEY} - 1])
  local begun = now - tonumber(ARGV[i * ${ARGUMENTS_OF_KEY}])
  local full = math.max(tonumber(redis.call('GET', key) or 0), begun) + spent
  if full > now then
    redis.call('SET', key, string.format('%.17g', full), 'PX', math.ceil(full - now))
  else
    redis.call('DEL', key)
  end
  answers[i] = string.format('%.17g', full - now)
end
return answers`;

/** Spent here, and not told yet. */
interface Spending {
  /** In ms of refilling, so that it is the same by whichever limit. */
  ms: number;
  /** By `performance.now()`. */
  since: number;
}

/**
 * Rate limits that several processes share by way of Valkey. A request never waits for Valkey: each process decides by what
 * it knows, tells of what it let through a moment later, and learns from the answer what the others did. Without Valkey it
 * goes on by itself.
 */
export class SharedBuckets implements Buckets {
  readonly #local = new TokenBuckets();
  readonly #valkey: Valkey;
  readonly #prefix: string;
  readonly #salt: string;
  readonly #syncMs: number;
  #waiting = new Map<string, Spending>();
  #timer: NodeJS.Timeout | undefined;
  readonly #stopWatching: () => void;
  /** Whether Valkey took what it was told last. */
  #isSharing = true;

  constructor({ valkey, prefix, salt, syncMs = SYNC_MS }: SharedBucketsOptions) {
    this.#valkey = valkey;
    this.#prefix = `${prefix}limit:`;
    this.#salt = salt;
    this.#syncMs = syncMs;
    this.#stopWatching = valkey.onChange(() => {
      this.#isSharing = true;
    });
  }

  take(key: string, limit: number, cost = 1): LimitState {
    const state = this.#local.take(key, limit, cost);
    if (state.allowed && this.#valkey.isUp) this.#note(key, (cost * WINDOW_MS) / limit);
    return state;
  }

  peek(key: string, limit: number, cost = 1): LimitState {
    return this.#local.peek(key, limit, cost);
  }

  /** False while every process counts by itself. */
  get isShared(): boolean {
    return this.#valkey.isUp && this.#isSharing;
  }

  stop(): void {
    this.#stopWatching();
    clearTimeout(this.#timer);
  }

  #note(key: string, ms: number): void {
    const spending = this.#waiting.get(key);
    if (spending) spending.ms += ms;
    else if (this.#waiting.size < MAX_WAITING_KEYS) this.#waiting.set(key, { ms, since: performance.now() });
    this.#timer ??= setTimeout(() => void this.#sync(), this.#syncMs).unref();
  }

  async #sync(): Promise<void> {
    const told = [...this.#waiting];
    this.#waiting = new Map();
    try {
      for (let from = 0; from < told.length; from += KEYS_AT_ONCE)
        await this.#tell(told.slice(from, from + KEYS_AT_ONCE));
      this.#isSharing = true;
    } catch {
      // Away, or without room: the connection, and health, tell of it.
      this.#isSharing = false;
    }
    this.#timer = undefined;
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => void this.#sync(), this.#syncMs).unref();
  }

  async #tell(told: readonly [string, Spending][]): Promise<void> {
    const now = performance.now();
    const keys = told.map(([key]) => this.#nameOf(key));
    const values = told.flatMap(([, { ms, since }]) => [ms, now - since]);
    const answers = (await this.#valkey.redis.eval(SPEND, keys.length, ...keys, ...values)) as string[];
    answers.forEach((fullInMs, i) => {
      const [key] = told[i]!;
      this.#local.raise(key, Number(fullInMs) + (this.#waiting.get(key)?.ms ?? 0));
    });
  }

  #nameOf(key: string): string {
    return this.#prefix + createHmac('sha256', this.#salt).update(key).digest('base64url').slice(0, 22);
  }
}
