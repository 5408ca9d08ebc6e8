import { randomUUID } from 'node:crypto';
import type { Clock, ProjectId } from '@micrologs/domain';
import {
  type EventQueue,
  type Positions,
  type QueueCounts,
  QueueReplacedError,
  type QueueStatus,
  QueueUnavailableError,
} from '@micrologs/storage';
import { readServerFacts, type Valkey } from '@micrologs/valkey';
import { GatheredParts } from './group-parts.ts';
import { QueueKeys } from './keys.ts';
import { QueueLedger } from './queue-ledger.ts';
import { append, type CommitName } from './scripts.ts';

export interface ValkeyQueueOptions {
  valkey: Valkey;
  /** In front of the names of all keys. */
  prefix: string;
  /** Bytes of events that may wait in Valkey before new ones are refused. */
  maxPendingBytes?: number;
  /** Characters of events that may wait in memory before new ones are refused. */
  maxWaitingSize?: number;
  /** Makes events durable that Valkey could not be given. Without it, they are refused. */
  rescue?: (group: FailedGroup) => Promise<void>;
  clock?: Clock;
}

/** A group commit that Valkey did not answer. */
export interface FailedGroup {
  /** All events, joined by commas. */
  records: string;
  counts: [ProjectId, number][];
  /** The name under which it may have been appended nevertheless; null when it surely was not. */
  name: CommitName | null;
}

export const MAX_PENDING_BYTES = 1024 ** 3;
const MIB = 1024 ** 2;
/** A group is read as a whole, so it is not made larger than this by events that come together. */
const GROUP_SIZE = MIB;

class Group extends GatheredParts {
  readonly waiters: { resolve: () => void; reject: (error: Error) => void }[] = [];
}

/**
 * A durable queue in Valkey, with group commit: while one commit is on its way, whatever arrives is gathered for the next.
 * What is answered is on the server's disk, where its settings promise that.
 */
export class ValkeyQueue implements EventQueue {
  readonly #valkey: Valkey;
  readonly #keys: QueueKeys;
  readonly #ledger: QueueLedger;
  readonly #options: Required<Pick<ValkeyQueueOptions, 'maxPendingBytes' | 'maxWaitingSize' | 'clock'>>;
  readonly #rescue: ValkeyQueueOptions['rescue'];
  /** In the order in which they are appended; the last one is being filled, unless it is on its way. */
  readonly #groups: Group[] = [];
  #onItsWay: Group | null = null;
  #committing: Promise<void> | null = null;
  #waitingSize = 0;
  #closed = false;
  /** Events were refused for want of room, and none was taken since. */
  #isFull = false;
  /** Begun anew after a commit without an answer, so that its number stays the last one of its series. */
  #name: CommitName = { series: randomUUID(), number: 0 };

  constructor({ valkey, prefix, rescue, ...options }: ValkeyQueueOptions) {
    this.#valkey = valkey;
    this.#keys = new QueueKeys(prefix);
    this.#rescue = rescue;
    this.#options = { maxPendingBytes: MAX_PENDING_BYTES, maxWaitingSize: 32 * MIB, clock: Date.now, ...options };
    this.#ledger = new QueueLedger(valkey.redis, this.#keys, this.#options.clock);
  }

  append(project: ProjectId, records: string, count: number): Promise<void> {
    if (this.#closed) return Promise.reject(new QueueUnavailableError('The server is shutting down'));
    if (this.#waitingSize + records.length > this.#options.maxWaitingSize) {
      return Promise.reject(new QueueUnavailableError('Too many events wait for Valkey', 1));
    }
    let group = this.#groups.at(-1);
    if (!group || group === this.#onItsWay || group.size >= GROUP_SIZE) {
      group = new Group();
      this.#groups.push(group);
    }
    group.add(project, records, count);
    this.#waitingSize += records.length;
    this.#committing ??= this.#commitAll();
    return new Promise((resolve, reject) => group.waiters.push({ resolve, reject }));
  }

  async #commitAll(): Promise<void> {
    // Requests that are read in the same turn of the event loop share the commit.
    await new Promise(setImmediate);
    for (let group = this.#groups[0]; group; group = this.#groups[0]) {
      this.#onItsWay = group;
      const { waiters } = group;
      try {
        await this.#commit(group);
        for (const { resolve } of waiters) resolve();
      } catch (error) {
        for (const { reject } of waiters) reject(error as Error);
      }
      this.#groups.shift();
      this.#waitingSize -= group.size;
    }
    this.#onItsWay = null;
    this.#committing = null;
  }

  async #commit(group: Group): Promise<void> {
    if (!this.#valkey.isUp) return this.#save(group, null, this.#valkey.reason);
    this.#name = { series: this.#name.series, number: this.#name.number + 1 };
    const name = this.#name;
    let hasRoom: boolean;
    try {
      hasRoom = await append(this.#valkey.redis, {
        keys: this.#keys,
        parts: group.parts,
        name,
        spooled: null,
        newSource: randomUUID(),
        maxBytes: this.#options.maxPendingBytes,
        now: this.#options.clock(),
      });
    } catch (error) {
      const { name: kind, message } = error as Error;
      // What the server says no to, it has not done.
      if (kind === 'ReplyError') return this.#save(group, null, message);
      this.#name = { series: randomUUID(), number: 0 };
      return this.#save(group, name, message);
    }
    this.#isFull = !hasRoom;
    if (!hasRoom) throw new QueueUnavailableError('Valkey is full: events arrive faster than they are stored', 30);
  }

  async #save(group: Group, name: CommitName | null, failure: string): Promise<void> {
    if (!this.#rescue) throw new QueueUnavailableError(`Valkey cannot be reached: ${failure}`);
    await this.#rescue({ ...group.whole, name });
  }

  identify(): Promise<string> {
    return this.#asked(() => this.#ledger.identify());
  }

  counts(positions: Positions): Promise<Map<ProjectId, QueueCounts>> {
    return this.#asked(async () => (await this.#ledger.counts(positions)).counts);
  }

  /** Counts, and at the same instant up to which group a spool was moved here. */
  countsBesides(spool: string, positions: Positions): Promise<{ counts: Map<ProjectId, QueueCounts>; moved: number }> {
    return this.#asked(() => this.#ledger.counts(positions, spool));
  }

  async status(): Promise<QueueStatus> {
    try {
      return await this.askStatus();
    } catch (error) {
      const message = (error as Error).message;
      return { ok: false, message, durability: 'reduced', groups: 0, pendingBytes: 0, oldestAppendedAt: null };
    }
  }

  /** @throws QueueUnavailableError */
  askStatus(): Promise<QueueStatus> {
    return this.#asked(async () => {
      const { server, durability, problems } = await readServerFacts(this.#valkey.redis);
      const depth = await this.#ledger.depth();
      const ok = await this.#hasRoom(depth.pendingBytes);
      const message = ok ? [`Connected (${server})`, ...problems].join('. ') : 'Valkey is full';
      return { ok, message, durability, ...depth };
    });
  }

  /** Whoever gets no events because this says no must hear that there is room again without a new event. */
  async #hasRoom(pendingBytes: number): Promise<boolean> {
    if (!this.#isFull) return true;
    if (pendingBytes >= this.#options.maxPendingBytes) return false;
    this.#isFull = !(await this.#valkey.redis.set(this.#keys.probe, '').then(
      () => true,
      () => false,
    ));
    return !this.#isFull;
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof QueueReplacedError) throw error;
      const { message } = error as Error;
      throw new QueueUnavailableError(`Valkey cannot be reached: ${this.#valkey.reason || message}`, 5, {
        cause: error,
      });
    }
  }

  /** The connection is the caller's to close. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#committing;
  }
}
