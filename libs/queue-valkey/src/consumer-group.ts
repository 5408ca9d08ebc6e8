import type { Redis } from 'ioredis';
import { GROUP, idOf, type QueueKeys } from './keys.ts';

export interface ConsumerGroupOptions {
  redis: Redis;
  keys: QueueKeys;
  consumer: string;
  /** Consumers that did nothing for so long and have nothing in hand are forgotten. */
  forgetAfterMs: number;
}

const PENDING_PAGE = 1000;

/** The consumer group of each partition's events: what is in whose hands. */
export class ConsumerGroup {
  readonly #redis: Redis;
  readonly #keys: QueueKeys;
  readonly #consumer: string;
  readonly #forgetAfterMs: number;

  constructor({ redis, keys, consumer, forgetAfterMs }: ConsumerGroupOptions) {
    this.#redis = redis;
    this.#keys = keys;
    this.#consumer = consumer;
    this.#forgetAfterMs = forgetAfterMs;
  }

  /** @returns false when there is none, and no memory to make one: then nothing was appended either */
  async ensure(partition: number): Promise<boolean> {
    const key = this.#keys.events(partition);
    try {
      await this.#redis.xgroup('CREATE', key, GROUP, '0', 'MKSTREAM');
      return true;
    } catch (error) {
      const { message } = error as Error;
      if (message.startsWith('BUSYGROUP')) return true;
      if (!message.startsWith('OOM')) throw error;
      const groups = await this.#redis.xinfo('GROUPS', key).catch(() => []);
      return (groups as unknown[]).length > 0;
    }
  }

  /** What was consumed and not acknowledged, since whoever had it ended in between. */
  async acknowledgeUpTo(partition: number, position: number): Promise<void> {
    if (position === 0) return;
    const key = this.#keys.events(partition);
    for (;;) {
      const pending = (await this.#redis.xpending(key, GROUP, '-', idOf(position), PENDING_PAGE)) as [string][];
      if (pending.length === 0) return;
      await this.#redis.xack(key, GROUP, ...pending.map(([id]) => id));
    }
  }

  /** Each start of a worker is a consumer of its own. */
  async forgetConsumers(partition: number): Promise<void> {
    const key = this.#keys.events(partition);
    const consumers = (await this.#redis.xinfo('CONSUMERS', key, GROUP)) as unknown[][];
    for (const consumer of consumers) {
      const field = (wanted: string) => consumer.find((_, i) => i % 2 === 1 && consumer[i - 1] === wanted);
      const name = field('name') as string;
      const isGone = field('pending') === 0 && (field('idle') as number) >= this.#forgetAfterMs;
      if (isGone && name !== this.#consumer) await this.#redis.xgroup('DELCONSUMER', key, GROUP, name);
    }
  }

  /** Groups that are consumed. */
  async acknowledge(partition: number, seqs: readonly number[]): Promise<void> {
    if (seqs.length > 0) await this.#redis.xack(this.#keys.events(partition), GROUP, ...seqs.map(idOf));
  }

  /** What comes after this group is given out anew. */
  async setBack(partition: number, seq: number): Promise<void> {
    await this.#redis.xgroup('SETID', this.#keys.events(partition), GROUP, idOf(seq));
  }
}
