import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { EpochMs, ProjectId } from '@micrologs/domain';
import { type Positions, partitionOf, type QueueCounts } from '@micrologs/storage';
import Database from 'better-sqlite3';
import { type GroupCounts, type GroupHead, readHead, writeHead } from './group-head.ts';

interface GroupInfo {
  seq: number;
  counts: GroupCounts;
  bytes: number;
  appendedAt: EpochMs;
}

interface TrimmedGroup {
  seq: number;
  at: EpochMs;
  /** Consumed out of this queue, and so received by it. */
  kept: GroupCounts;
  /** Moved to another queue, which counts them as received. */
  moved: GroupCounts;
}

/**
 * How long the counts of trimmed groups stay in memory: a ledger is read from two stores, the position first, so what
 * was consumed in between must still be known here.
 */
const COUNTS_KEPT_MS = 60_000;
/** As much as a group of a busy moment takes. */
const PROBE_BYTES = 65_536;
/** Groups are appended and deleted, and never looked at again. */
const CACHE_KIB = 1024;

/**
 * The spool's file: groups of events, each written by one transaction that reaches the disk before `append` returns
 * (WAL, synchronous=FULL). Used from one thread only; it is the file's only writer.
 *
 * Received counts ride in the group's own row, and move to a table of totals in the transaction that trims the group:
 * so a group commit writes one row.
 */
export class SpoolFile {
  readonly source: string;
  readonly #path: string;
  readonly #inode: number;
  readonly #db: Database.Database;
  readonly #insert: Database.Statement;
  readonly #trim: Database.Transaction<(upTo: number, kept: GroupCounts) => void>;
  readonly #received = new Map<ProjectId, number>();
  /** Groups in the file, in order. */
  #groups: GroupInfo[] = [];
  /** Groups trimmed a short while ago, in order. */
  #trimmed: TrimmedGroup[] = [];
  #lastSeq: number;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#db = new Database(path);
    this.#inode = statSync(path).ino;
    const db = this.#db;
    db.pragma('busy_timeout = 5000');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.exec(`
      CREATE TABLE IF NOT EXISTS spool (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS groups (seq INTEGER PRIMARY KEY, appended_at INTEGER NOT NULL, counts TEXT NOT NULL, events BLOB NOT NULL);
      CREATE TABLE IF NOT EXISTS received (project_id INTEGER PRIMARY KEY, count INTEGER NOT NULL);
    `);
    db.prepare("INSERT INTO spool VALUES ('source', ?), ('trimmed', 0) ON CONFLICT DO NOTHING").run(randomUUID());
    const value = (name: string) => db.prepare('SELECT value FROM spool WHERE name = ?').pluck().get(name);
    this.source = value('source') as string;

    for (const row of db.prepare('SELECT project_id, count FROM received').all() as {
      project_id: number;
      count: number;
    }[]) {
      this.#received.set(row.project_id, row.count);
    }
    const rows = db
      .prepare('SELECT seq, appended_at, counts, length(events) AS bytes FROM groups ORDER BY seq')
      .iterate() as IterableIterator<{ seq: number; appended_at: number; counts: string; bytes: number }>;
    for (const row of rows) {
      this.#remember({
        seq: row.seq,
        appendedAt: row.appended_at,
        counts: readHead(row.counts).counts,
        bytes: row.bytes,
      });
    }
    // Sequence numbers are never reused, also when every group was trimmed before the restart.
    this.#lastSeq = Math.max(value('trimmed') as number, this.#groups.at(-1)?.seq ?? 0);

    this.#insert = db.prepare('INSERT INTO groups (seq, appended_at, counts, events) VALUES (?, ?, ?, ?)');
    const addReceived = db.prepare(
      'INSERT INTO received VALUES (?, ?) ON CONFLICT (project_id) DO UPDATE SET count = count + excluded.count',
    );
    const deleteGroups = db.prepare('DELETE FROM groups WHERE seq <= ?');
    const setTrimmed = db.prepare("UPDATE spool SET value = ? WHERE name = 'trimmed'");
    this.#trim = db.transaction((upTo, kept) => {
      const totals = new Map<ProjectId, number>();
      for (const [project, count] of kept) totals.set(project, (totals.get(project) ?? 0) + count);
      for (const [project, count] of totals) addReceived.run(project, count);
      deleteGroups.run(upTo);
      setTrimmed.run(upTo);
    });
  }

  #remember(group: GroupInfo): void {
    this.#groups.push(group);
    this.#bytes += group.bytes;
    for (const [project, count] of group.counts) {
      this.#received.set(project, (this.#received.get(project) ?? 0) + count);
    }
  }

  /**
   * Writes one group; it is on disk when this returns.
   * @param events a JSON array
   * @returns the group's sequence number
   */
  append(events: string, head: GroupHead, now: EpochMs): number {
    const seq = this.#lastSeq + 1;
    const body = Buffer.from(events);
    this.#insert.run(seq, now, writeHead(head), body);
    this.#lastSeq = seq;
    this.#remember({ seq, counts: head.counts, bytes: body.length, appendedAt: now });
    return seq;
  }

  /**
   * Deletes the oldest groups, as far as every event of them was consumed or is in another queue.
   * @param movedUpTo number of the last group that was moved to another queue, as far as it was not consumed before
   * @param limit of groups
   * @returns how many it deleted
   */
  trim(positions: Positions, movedUpTo: number, limit: number, now: EpochMs): number {
    let end = 0;
    while (end < this.#groups.length && end < limit && isDone(this.#groups[end]!, positions, movedUpTo)) end++;
    if (end > 0) {
      const groups = this.#groups.slice(0, end);
      const trimmed = groups.map(({ seq, counts }) => {
        const isKept = ([project]: [ProjectId, number]) => seq <= (positions.get(partitionOf(project)) ?? 0);
        return { seq, at: now, kept: counts.filter(isKept), moved: counts.filter((count) => !isKept(count)) };
      });
      this.#trim(
        groups.at(-1)!.seq,
        trimmed.flatMap(({ kept }) => kept),
      );
      this.#groups = this.#groups.slice(end);
      for (const { bytes } of groups) this.#bytes -= bytes;
      for (const [project, count] of trimmed.flatMap(({ moved }) => moved)) {
        this.#received.set(project, this.#received.get(project)! - count);
      }
      this.#trimmed.push(...trimmed);
    }
    let old = 0;
    while (old < this.#trimmed.length && this.#trimmed[old]!.at < now - COUNTS_KEPT_MS) old++;
    if (old > 0) this.#trimmed = this.#trimmed.slice(old);
    return end;
  }

  /** @param movedUpTo as in `trim`; what it says to be elsewhere is not counted here */
  counts(positions: Positions, movedUpTo: number): Map<ProjectId, QueueCounts> {
    const result = new Map<ProjectId, QueueCounts>();
    for (const [project, received] of this.#received) result.set(project, { received, pending: 0 });
    const add = (project: ProjectId, received: number, pending: number) => {
      const own = result.get(project)!;
      own.received += received;
      own.pending += pending;
    };
    const isPending = (seq: number, project: ProjectId) => seq > (positions.get(partitionOf(project)) ?? 0);
    for (const { seq, kept, moved } of this.#trimmed) {
      for (const [project, count] of kept) if (isPending(seq, project)) add(project, 0, count);
      if (seq > movedUpTo) for (const [project, count] of moved) add(project, count, count);
    }
    for (const { seq, counts } of this.#groups) {
      for (const [project, count] of counts) {
        if (!isPending(seq, project)) continue;
        if (seq > movedUpTo) add(project, 0, count);
        else add(project, -count, 0);
      }
    }
    return result;
  }

  get pendingBytes(): number {
    return this.#bytes;
  }

  get groupCount(): number {
    return this.#groups.length;
  }

  get oldestAppendedAt(): EpochMs | null {
    return this.#groups[0]?.appendedAt ?? null;
  }

  get durability(): 'full' | 'reduced' {
    return (this.#db.pragma('synchronous', { simple: true }) as number) >= 2 ? 'full' : 'reduced';
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * @param write looks whether there is room for a group by writing one's worth, and taking it back
   * @throws Error when what is appended now would not be kept
   */
  check(write: boolean): void {
    if (statSync(this.#path, { throwIfNoEntry: false })?.ino !== this.#inode) {
      throw new Error('The spool was moved or deleted while in use: put it back, or restart the server');
    }
    if (!write) return;
    this.#db.prepare("INSERT OR REPLACE INTO spool VALUES ('probe', zeroblob(?))").run(PROBE_BYTES);
    this.#db.prepare("DELETE FROM spool WHERE name = 'probe'").run();
  }

  close(): void {
    this.#db.close();
  }
}

function isDone({ seq, counts }: GroupInfo, positions: Positions, movedUpTo: number): boolean {
  return seq <= movedUpTo || counts.every(([project]) => seq <= (positions.get(partitionOf(project)) ?? 0));
}
