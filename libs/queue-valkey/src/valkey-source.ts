import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, HOUR_MS, type ProjectId, SECOND_MS } from '@micrologs/domain';
import {
  type EventSource,
  type Positions,
  type QueueGroup,
  QueueReplacedError,
  QueueUnavailableError,
} from '@micrologs/storage';
import { Valkey, type ValkeyAddress } from '@micrologs/valkey';
import { ConsumerGroup } from './consumer-group.ts';
import { InHand } from './in-hand.ts';
import { GROUP, idOf, QueueKeys, seqOf } from './keys.ts';
import { COUNTS_KEPT_MS, identify } from './queue-ledger.ts';
import { trim } from './scripts.ts';

export interface ValkeySourceOptions {
  address: ValkeyAddress;
  /** Names this consumer in the consumer groups; the same after a restart of the same node. */
  consumer: string;
  /** In front of the names of all keys. */
  prefix: string;
  /** Consumers that did nothing for so long and have nothing in hand are forgotten. */
  forgetConsumersAfterMs?: number;
  clock?: Clock;
}

type Entry = [id: string, fields: string[]];

/** How long one blocking read lasts at most, and how much longer its answer may take. */
const BLOCK_MS = 2 * SECOND_MS;
const SILENCE_MS = 5 * SECOND_MS;
const CONNECT_MS = SECOND_MS;
/** What a group is taken to be as long as none was seen, in characters. */
const GROUP_SIZE = 65_536;

/**
 * The consumer's side of a queue in Valkey. Consumer groups tell what is in whose hands; which of it was consumed, only the
 * positions do. What is in hand is kept until its position is known as consumed, so that a batch that failed is at hand.
 */
export class ValkeySource implements EventSource {
  readonly #consumer: string;
  readonly #keys: QueueKeys;
  readonly #clock: Clock;
  readonly #valkey: Valkey;
  /** Waits in blocking reads. */
  readonly #waiting: Valkey;
  readonly #group: ConsumerGroup;
  #source = '';
  readonly #hands = new Map<number, InHand>();
  #groupSize = GROUP_SIZE;
  readonly #trimmed = new Map<number, number>();
  /** Up to where events were deleted when, so that what a ledger needs to know of them goes a while later. */
  #trims: { at: number; partition: number; position: number }[] = [];

  constructor(options: ValkeySourceOptions) {
    const { address, consumer } = options;
    this.#consumer = consumer;
    this.#keys = new QueueKeys(options.prefix);
    this.#clock = options.clock ?? Date.now;
    this.#valkey = new Valkey({ address, name: `micrologs-pipeline-${consumer}` });
    this.#waiting = this.#valkey.another({ name: `micrologs-pipeline-${consumer}-waits`, silenceMs: SILENCE_MS });
    this.#group = new ConsumerGroup({
      redis: this.#valkey.redis,
      keys: this.#keys,
      consumer,
      forgetAfterMs: options.forgetConsumersAfterMs ?? HOUR_MS,
    });
  }

  identify(): Promise<string> {
    return this.#asked(async () => {
      const source = await identify(this.#valkey.redis, this.#keys);
      if (source !== this.#source) {
        this.#hands.clear();
        this.#trimmed.clear();
        this.#trims = [];
      }
      this.#source = source;
      return source;
    });
  }

  read(positions: Positions, maxBytes: number): Promise<QueueGroup[]> {
    return this.#asked(async () => {
      await this.#hold(positions);
      if (this.#sizeInHand() < maxBytes) await this.#fetch(maxBytes);
      return this.#next(maxBytes);
    });
  }

  /** Lets go of what was consumed and of partitions that are others' now, and gets ready for those that are new. */
  async #hold(positions: Positions): Promise<void> {
    for (const [partition, hand] of this.#hands) {
      const position = positions.get(partition);
      if (position === undefined) this.#hands.delete(partition);
      else hand.consume(position);
    }
    const taken = [...positions].filter(([partition]) => !this.#hands.has(partition));
    await Promise.all(taken.map(([partition, position]) => this.#takeUp(partition, position)));
  }

  async #takeUp(partition: number, position: number): Promise<void> {
    if (!(await this.#group.ensure(partition))) return;
    await this.#group.acknowledgeUpTo(partition, position);
    await this.#group.forgetConsumers(partition);
    this.#hands.set(partition, new InHand(position, idOf(position + 1)));
  }

  #sizeInHand(): number {
    let size = 0;
    for (const { groups } of this.#hands.values()) for (const { events } of groups) size += events.length;
    return size;
  }

  async #fetch(maxBytes: number): Promise<void> {
    for (const [partition, hand] of this.#hands)
      if (hand.claimFrom !== null) await this.#claim(partition, hand, maxBytes);
    let asked = [...this.#hands].filter(([, { claimFrom }]) => claimFrom === null);
    for (let room = maxBytes - this.#sizeInHand(); room > 0 && asked.length > 0; room = maxBytes - this.#sizeInHand()) {
      const count = Math.max(1, Math.ceil(room / this.#groupSize / asked.length));
      const given = await this.#readNew(asked, count);
      // Those that gave as much as they were asked for may have more.
      asked = asked.filter(([partition]) => given.get(partition) === count);
    }
  }

  /** Takes what other consumers were given, until there is enough or no more of it. */
  async #claim(partition: number, hand: InHand, maxBytes: number): Promise<void> {
    const count = Math.max(1, Math.ceil(maxBytes / this.#groupSize / this.#hands.size));
    const key = this.#keys.events(partition);
    while (hand.claimFrom !== null && this.#sizeInHand() < maxBytes) {
      const reply = await this.#valkey.redis.xautoclaim(key, GROUP, this.#consumer, 0, hand.claimFrom, 'COUNT', count);
      const [next, entries] = reply as [string, (Entry | null)[]];
      hand.claimFrom = next === '0-0' ? null : next;
      // Before Redis 7, nulls stand for what was deleted.
      const existing = entries.filter((entry) => entry !== null);
      if (!(await this.#take(partition, hand, existing))) hand.claimFrom = null;
    }
  }

  /** @returns how many entries each partition gave */
  async #readNew(asked: readonly (readonly [number, InHand])[], count: number): Promise<Map<number, number>> {
    const keys = asked.map(([partition]) => this.#keys.events(partition));
    const [source, read] = (await this.#valkey.redis
      .pipeline()
      .get(this.#keys.source)
      .xreadgroup('GROUP', GROUP, this.#consumer, 'COUNT', count, 'STREAMS', ...keys, ...keys.map(() => '>'))
      .exec())!;
    if (source![0]) throw source![0];
    if (source![1] !== this.#source) throw new QueueReplacedError();
    if (read![0]) throw read![0];
    const streams = new Map((read![1] ?? []) as [string, Entry[]][]);
    const given = new Map<number, number>();
    for (const [partition, hand] of asked) {
      const entries = streams.get(this.#keys.events(partition)) ?? [];
      given.set(partition, entries.length);
      await this.#take(partition, hand, entries);
    }
    return given;
  }

  /**
   * Takes entries as far as nothing is missing between them. What is missing was given to somebody who held the partition
   * before and reads on without knowing that it is lost, or its answer got lost: the group is set back, so that the next
   * reading brings it. What is missing then too is not there.
   * @returns whether it took all
   */
  async #take(partition: number, hand: InHand, entries: readonly Entry[]): Promise<boolean> {
    for (const [id, [, counts, , events]] of entries) {
      const seq = seqOf(id);
      if (seq <= hand.last) continue;
      if (seq > hand.last + 1 && (await this.#askAgain(partition, hand))) return false;
      // A running mean.
      this.#groupSize = Math.max(1, Math.round((15 * this.#groupSize + events!.length) / 16));
      const projects = (JSON.parse(counts!) as [ProjectId, number][]).map(([project]) => project);
      hand.add({ seq, projects, events: events! });
    }
    return !(entries.length === 0 && hand.expected && (await this.#askAgain(partition, hand)));
  }

  async #askAgain(partition: number, hand: InHand): Promise<boolean> {
    hand.expected = false;
    if (hand.askedAgainAt === hand.last) return false;
    hand.askedAgainAt = hand.last;
    await this.#group.setBack(partition, hand.last);
    return true;
  }

  #next(maxBytes: number): QueueGroup[] {
    const next: QueueGroup[] = [];
    let size = 0;
    for (const { groups } of this.#hands.values()) {
      for (const group of groups) {
        if (size >= maxBytes) return next;
        next.push(group);
        size += group.events.length;
      }
    }
    return next;
  }

  async waitBeyond(positions: Positions, timeoutMs: number): Promise<void> {
    if (positions.size === 0) return sleep(timeoutMs, undefined, { ref: false });
    const until = this.#clock() + timeoutMs;
    await this.#waiting.untilUp(timeoutMs);
    const partitions = [...positions.keys()];
    const keys = partitions.map((partition) => this.#keys.groups(partition));
    while (this.#clock() < until) {
      const after = [...positions].map(([partition, position]) => idOf(this.#hands.get(partition)?.last ?? position));
      const blockMs = Math.max(1, Math.min(BLOCK_MS, until - this.#clock()));
      // Consumer groups are left alone: what is read here is only that there is something.
      const streams = await this.#waiting.redis.xread('COUNT', 1, 'BLOCK', blockMs, 'STREAMS', ...keys, ...after);
      if (streams === null) continue;
      const found = new Set(streams.map(([key]) => key));
      for (const [index, key] of keys.entries()) {
        const hand = this.#hands.get(partitions[index]!);
        if (hand && found.has(key)) hand.expected = true;
      }
      return;
    }
  }

  trim(positions: Positions): Promise<void> {
    return this.#asked(async () => {
      const trimming = [...this.#toTrim(positions)].map(async ([partition, { upTo, forget }]) => {
        const hand = this.#hands.get(partition);
        hand?.consume(upTo);
        await this.#group.acknowledge(partition, hand?.takeConsumed() ?? []);
        await trim(this.#valkey.redis, { keys: this.#keys, source: this.#source, partition, upTo, forget });
        this.#trimmed.set(partition, upTo);
      });
      await Promise.all(trimming);
    });
  }

  /** The partitions that have something to delete, or to forget. */
  #toTrim(positions: Positions): Map<number, { upTo: number; forget: number }> {
    const now = this.#clock();
    const found = new Map<number, { upTo: number; forget: number }>();
    while (this.#trims.length > 0 && this.#trims[0]!.at < now - COUNTS_KEPT_MS) {
      const { partition, position } = this.#trims.shift()!;
      found.set(partition, { upTo: this.#trimmed.get(partition) ?? 0, forget: position });
    }
    for (const [partition, position] of positions) {
      if (position <= (this.#trimmed.get(partition) ?? 0)) continue;
      found.set(partition, { upTo: position, forget: found.get(partition)?.forget ?? 0 });
      this.#trims.push({ at: now, partition, position });
    }
    return found;
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    if (!(await this.#valkey.untilUp(CONNECT_MS))) {
      throw new QueueUnavailableError(`Valkey cannot be reached: ${this.#valkey.reason}`);
    }
    try {
      return await ask();
    } catch (error) {
      if (error instanceof QueueReplacedError) throw error;
      const { message } = error as Error;
      // Somebody deleted the streams: they are made again with the next reading.
      if (message.startsWith('NOGROUP')) this.#hands.clear();
      throw new QueueUnavailableError(`Valkey cannot be read: ${message}`, 5, { cause: error });
    }
  }

  async close(): Promise<void> {
    this.#valkey.close();
    this.#waiting.close();
  }
}
