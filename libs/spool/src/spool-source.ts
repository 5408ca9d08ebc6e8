import type { MessagePort } from 'node:worker_threads';
import { type EventSource, type Positions, partitionOf, type QueueGroup } from '@micrologs/storage';
import Database from 'better-sqlite3';
import { readHead } from './group-head.ts';
import type { ConsumerNotice, ConsumerRequest, SpoolSourceHandle } from './messages.ts';

const CACHE_KIB = 256;

/** A group of a spool, and the name under which it may be in another queue already; null where it surely is in none. */
export interface SpoolGroup extends QueueGroup {
  origin: string | null;
}

/** The consumer's side of a spool: reads the file through a connection of its own, in the thread where it is opened. */
export class SpoolSource implements EventSource {
  readonly #source: string;
  readonly #db: Database.Database;
  readonly #port: MessagePort;
  readonly #heads: Database.Statement;
  readonly #events: Database.Statement;
  /** The newest group that the spool told of. */
  #lastSeq = 0;
  /** Up to here nothing is left for the partitions that were last read for: it was consumed, or is for others. */
  #doneUpTo = 0;
  /** Those partitions, as text. */
  #readFor = '';
  #wake: (() => void) | null = null;

  constructor(handle: SpoolSourceHandle) {
    this.#source = handle.source;
    this.#db = new Database(handle.path, { readonly: true });
    this.#db.pragma('busy_timeout = 5000');
    // Every group is read once.
    this.#db.pragma(`cache_size = -${CACHE_KIB}`);
    this.#heads = this.#db.prepare('SELECT seq, counts FROM groups WHERE seq > ? ORDER BY seq');
    this.#events = this.#db.prepare('SELECT CAST(events AS TEXT) FROM groups WHERE seq = ?').pluck();
    this.#port = handle.port;
    this.#port.on('message', ({ lastSeq }: ConsumerNotice) => {
      this.#lastSeq = lastSeq;
      this.#wake?.();
    });
  }

  async identify(): Promise<string> {
    return this.#source;
  }

  async read(positions: Positions, maxBytes: number): Promise<SpoolGroup[]> {
    const toldBefore = this.#lastSeq;
    this.#startOverForOthers(positions);
    const groups: SpoolGroup[] = [];
    let bytes = 0;
    const heads = this.#heads.iterate(this.#doneUpTo) as IterableIterator<{ seq: number; counts: string }>;
    for (const { seq, counts } of heads) {
      const head = readHead(counts);
      const projects = head.counts.map(([project]) => project);
      if (!projects.some((project) => seq > (positions.get(partitionOf(project)) ?? Number.POSITIVE_INFINITY))) {
        if (groups.length === 0) this.#doneUpTo = seq;
        continue;
      }
      const events = this.#events.get(seq) as string;
      groups.push({ seq, projects, events, origin: head.origin });
      bytes += events.length;
      if (bytes >= maxBytes) break;
    }
    // Groups that are trimmed already are not in the file to be seen.
    if (groups.length === 0) this.#doneUpTo = Math.max(this.#doneUpTo, toldBefore);
    return groups;
  }

  /** What was passed over for not being theirs may be others'. */
  #startOverForOthers(positions: Positions): void {
    const readFor = [...positions.keys()].join();
    if (readFor !== this.#readFor) this.#doneUpTo = 0;
    this.#readFor = readFor;
  }

  waitBeyond(positions: Positions, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#wake = done;
      this.#startOverForOthers(positions);
      this.#ask({ type: 'wake', seq: this.#doneUpTo });
    });
  }

  #ask(request: ConsumerRequest): void {
    this.#port.postMessage(request);
  }

  async trim(positions: Positions): Promise<void> {
    this.#ask({ type: 'trim', positions });
  }

  /** Groups up to this one are in another queue, as far as they were not consumed before. */
  moved(upTo: number): void {
    this.#ask({ type: 'moved', upTo });
  }

  async close(): Promise<void> {
    this.#wake?.();
    this.#port.close();
    this.#db.close();
  }
}
