import { randomUUID } from 'node:crypto';
import { type Clock, type EpochMs, type ProjectId, SECOND_MS } from '@micrologs/domain';
import { type Positions, type QueueCounts, QueueReplacedError } from '@micrologs/storage';
import type { Redis } from 'ioredis';
import { idOf, type QueueKeys, seqOf } from './keys.ts';
import { readSnapshot, type Snapshot } from './scripts.ts';

/** A group as the ledger knows it. */
interface GroupInfo {
  seq: number;
  appendedAt: EpochMs;
  counts: [ProjectId, number][];
}

/** Positions that a ledger is counted by were read at most so long before. */
export const COUNTS_KEPT_MS = 60 * SECOND_MS;
const PAGE = 1000;

/** The name of the data; they get one if they have none. */
export async function identify(redis: Redis, keys: QueueKeys): Promise<string> {
  const known = await redis.get(keys.source);
  if (known !== null) return known;
  await redis.set(keys.source, randomUUID(), 'NX');
  return identify(redis, keys);
}

/** Counts what is in the queue. What is known of groups is remembered, so each is read once. */
export class QueueLedger {
  readonly #redis: Redis;
  readonly #keys: QueueKeys;
  readonly #clock: Clock;
  #source: string | null = null;
  /** By partition, in order. */
  readonly #groups = new Map<number, GroupInfo[]>();
  /** Positions that were counted by, with the time of it. */
  #asked: { at: EpochMs; positions: Positions }[] = [];

  constructor(redis: Redis, keys: QueueKeys, clock: Clock) {
    this.#redis = redis;
    this.#keys = keys;
    this.#clock = clock;
  }

  async identify(): Promise<string> {
    const source = await identify(this.#redis, this.#keys);
    if (source !== this.#source) this.#groups.clear();
    this.#source = source;
    return source;
  }

  /**
   * @param spool of which to tell how far it was moved here
   * @throws QueueReplacedError when the data are others than those that were identified last
   */
  async counts(positions: Positions, spool = ''): Promise<{ counts: Map<ProjectId, QueueCounts>; moved: number }> {
    const { last, received, moved } = await this.#read(spool);
    const counts = new Map<ProjectId, QueueCounts>();
    for (const [project, count] of received) counts.set(project, { received: count, pending: 0 });
    for (const [partition, upTo] of last) {
      const position = positions.get(partition) ?? 0;
      for (const { seq, counts: ofGroup } of this.#groups.get(partition) ?? []) {
        if (seq <= position || seq > upTo) continue;
        for (const [project, count] of ofGroup) counts.get(project)!.pending += count;
      }
    }
    this.#forget(positions);
    return { counts, moved };
  }

  /** Of what is not deleted yet. */
  async depth(): Promise<{ groups: number; pendingBytes: number; oldestAppendedAt: EpochMs | null }> {
    const { trimmed, last, bytes } = await this.#read('');
    let groups = 0;
    let oldestAppendedAt: EpochMs | null = null;
    for (const [partition, seq] of last) {
      const from = trimmed.get(partition) ?? 0;
      groups += seq - from;
      const first = this.#groups.get(partition)?.find((group) => group.seq > from);
      if (first) oldestAppendedAt = Math.min(oldestAppendedAt ?? first.appendedAt, first.appendedAt);
    }
    return { groups, pendingBytes: bytes, oldestAppendedAt };
  }

  async #read(spool: string): Promise<Snapshot> {
    const snapshot = await readSnapshot(this.#redis, this.#keys, spool);
    if (this.#source !== null && snapshot.source !== this.#source) {
      this.#source = null;
      this.#groups.clear();
      throw new QueueReplacedError();
    }
    await Promise.all([...snapshot.last].map(([partition, seq]) => this.#readGroups(partition, seq)));
    return snapshot;
  }

  /** Reads what is not known yet of a partition, up to the number that belongs to the snapshot. */
  async #readGroups(partition: number, upTo: number): Promise<void> {
    const groups = this.#groups.get(partition) ?? [];
    this.#groups.set(partition, groups);
    for (;;) {
      const from = (groups.at(-1)?.seq ?? 0) + 1;
      if (from > upTo) return;
      const rows = await this.#redis.xrange(this.#keys.groups(partition), idOf(from), idOf(upTo), 'COUNT', PAGE);
      // Somebody else may have read them meanwhile.
      const next = (groups.at(-1)?.seq ?? 0) + 1;
      for (const [id, [, appendedAt, , , , counts]] of rows) {
        if (seqOf(id) >= next)
          groups.push({ seq: seqOf(id), appendedAt: Number(appendedAt), counts: JSON.parse(counts!) });
      }
      if (rows.length < PAGE) return;
    }
  }

  /** Groups that nobody can count as pending any more: positions that were counted by long ago were behind them. */
  #forget(positions: Positions): void {
    const now = this.#clock();
    this.#asked.push({ at: now, positions });
    let old: Positions | null = null;
    while (this.#asked[0]!.at < now - COUNTS_KEPT_MS) old = this.#asked.shift()!.positions;
    if (!old) return;
    for (const [partition, groups] of this.#groups) {
      const consumed = groups.findIndex(({ seq }) => seq > (old.get(partition) ?? 0));
      // The last one is kept, since it says how far was read.
      groups.splice(0, consumed === -1 ? groups.length - 1 : consumed);
    }
  }
}
