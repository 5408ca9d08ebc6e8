import { Redis } from 'ioredis';
import type { ValkeyAddress } from './address.ts';

export interface ValkeyOptions {
  address: ValkeyAddress;
  /** Shown in the server's list of clients. */
  name: string;
  /** A connection on which an answer is due is given up after so long without a word. */
  silenceMs?: number;
  /** How often to ask for a sign of life: on a connection that only listens no answer is ever due otherwise. */
  pingMs?: number;
  /** Told of each change; `reason` is why the server cannot be reached, empty when it can. */
  onChange?: (isUp: boolean, reason: string) => void;
}

const SILENCE_MS = 3_000;
const CONNECT_MS = 3_000;
const PING_MS = 1_000;
const RETRY_MS = [50, 100, 200, 400, 800];

/**
 * One connection to a Valkey or Redis server. It is made anew for as long as it takes; meanwhile commands fail at once, since
 * everybody who uses Valkey can do without it for a while.
 */
export class Valkey {
  /** For commands. One that fails because the connection broke may have been carried out. */
  readonly redis: Redis;
  readonly #options: ValkeyOptions;
  #isUp = false;
  #reason = 'Not connected yet';
  readonly #listeners = new Set<(isUp: boolean) => void>();
  readonly #pinging: NodeJS.Timeout | undefined;

  constructor(options: ValkeyOptions) {
    this.#options = options;
    if (options.pingMs !== undefined) this.#pinging = setInterval(() => this.#ping(), options.pingMs).unref();
    const { host, port, user, password, database, tls } = options.address;
    this.redis = new Redis({
      host,
      port,
      ...(user !== null && { username: user }),
      ...(password !== null && { password }),
      ...(tls && { tls: {} }),
      db: database,
      connectionName: options.name,
      connectTimeout: CONNECT_MS,
      socketTimeout: options.silenceMs ?? SILENCE_MS,
      // Replies come in the shapes in which Redis documents them.
      protocol: 2,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      // Nobody would catch its failure, when the new connection breaks at once: who listens asks for it himself.
      autoResubscribe: false,
      // A replica that took the place of the server, or one that was made a replica: another connection may find the right one.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
      retryStrategy: (attempt) => RETRY_MS[Math.min(attempt, RETRY_MS.length) - 1]! * (0.75 + Math.random() / 2),
    });
    this.redis.on('error', (error: Error & { code?: string }) => {
      this.#reason = error.message || error.code || error.name;
    });
    this.redis.on('ready', () => {
      this.#reason = '';
      this.#setUp(true);
    });
    this.redis.on('close', () => {
      if (this.#isUp && this.#reason === '') this.#reason = 'The connection was closed';
      this.#setUp(false);
    });
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Why the server cannot be reached; empty while it can. */
  get reason(): string {
    return this.#reason;
  }

  /** @returns what ends the telling */
  onChange(listener: (isUp: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once connected, at the latest after `timeoutMs`. @returns whether it is */
  untilUp(timeoutMs: number): Promise<boolean> {
    if (this.#isUp) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stop();
        resolve(this.#isUp);
      };
      const stop = this.onChange(done);
      const timer = setTimeout(done, timeoutMs);
    });
  }

  /** One more connection to the same server, for commands that keep a connection to themselves. */
  another(options: Omit<ValkeyOptions, 'address'>): Valkey {
    return new Valkey({ ...options, address: this.#options.address });
  }

  /** The same for a connection that subscribes to channels, and can do nothing else; it is noticed when nothing comes on it any more. */
  anotherThatListens(name: string): Valkey {
    return this.another({ name, pingMs: PING_MS });
  }

  /** Gives the connection up: commands that wait for an answer fail. */
  close(): void {
    clearInterval(this.#pinging);
    this.redis.disconnect();
  }

  #ping(): void {
    if (this.#isUp) this.redis.ping().catch(() => undefined);
  }

  #setUp(isUp: boolean): void {
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#options.onChange?.(isUp, this.#reason);
    for (const listener of this.#listeners) listener(isUp);
  }
}
