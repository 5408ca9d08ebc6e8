import type { MessagePort } from 'node:worker_threads';
import type { EventSource, QueueGroup } from '@micrologs/storage';
import Database from 'better-sqlite3';
import type { ConsumerNotice, ConsumerRequest, SpoolSourceHandle } from './messages.ts';
import type { GroupCounts } from './spool-file.ts';

const CACHE_KIB = 256;

/** The consumer's side of a spool: reads the file through a connection of its own, in the thread where it is opened. */
export class SpoolSource implements EventSource {
  readonly source: string;
  readonly #db: Database.Database;
  readonly #port: MessagePort;
  readonly #select: Database.Statement;
  /** The newest group that the spool told of. */
  #lastSeq = 0;
  /** Up to here nothing is left to read: what was there is trimmed. */
  #emptyUpTo = 0;
  #wake: (() => void) | null = null;

  constructor(handle: SpoolSourceHandle) {
    this.source = handle.source;
    this.#db = new Database(handle.path, { readonly: true });
    this.#db.pragma('busy_timeout = 5000');
    // Every group is read once.
    this.#db.pragma(`cache_size = -${CACHE_KIB}`);
    this.#select = this.#db.prepare(
      'SELECT seq, counts, CAST(events AS TEXT) AS events FROM groups WHERE seq > ? ORDER BY seq',
    );
    this.#port = handle.port;
    this.#port.on('message', ({ lastSeq }: ConsumerNotice) => {
      this.#lastSeq = lastSeq;
      this.#wake?.();
    });
  }

  async read(position: number, maxBytes: number): Promise<QueueGroup[]> {
    const toldBefore = this.#lastSeq;
    const groups: QueueGroup[] = [];
    let bytes = 0;
    const rows = this.#select.iterate(position) as IterableIterator<{ seq: number; counts: string; events: string }>;
    for (const { seq, counts, events } of rows) {
      const projects = (JSON.parse(counts) as GroupCounts).map(([project]) => project);
      groups.push({ seq, projects, events });
      bytes += events.length;
      if (bytes >= maxBytes) break;
    }
    if (groups.length === 0) this.#emptyUpTo = toldBefore;
    return groups;
  }

  waitBeyond(position: number, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#wake = done;
      this.#ask({ type: 'wake', position: Math.max(position, this.#emptyUpTo) });
    });
  }

  #ask(request: ConsumerRequest): void {
    this.#port.postMessage(request);
  }

  async trim(position: number): Promise<void> {
    this.#ask({ type: 'trim', upTo: position });
  }

  async close(): Promise<void> {
    this.#wake?.();
    this.#port.close();
    this.#db.close();
  }
}
