import type { Worker } from 'node:worker_threads';
import type { AuditStore } from '../audit-store.ts';
import type { ColumnStore } from '../column-store.ts';
import type { DeadLetterStore } from '../dead-letter-store.ts';
import type { ErrorStore } from '../error-store.ts';
import type { ExportStore } from '../exports.ts';
import type { VersionedFactReader } from '../facts.ts';
import type { FeedStore } from '../feeds.ts';
import type { LinkStore } from '../link-store.ts';
import type { NodeStore } from '../nodes.ts';
import {
  type InstallationStore,
  type LedgerSnapshot,
  type ProjectStore,
  type SaltStore,
  type Storage,
  type StorageStatus,
  StorageUnavailableError,
} from '../storage.ts';
import type { WebhookStore } from '../webhook-store.ts';
import { CALLS, type CallArguments, type CallName, type CallResult } from './calls.ts';
import { StorageThread } from './storage-thread.ts';

export interface ThreadedStorageOptions {
  /** The engine's name, for a status that no thread answers. */
  engine: string;
  /** Handed to the modules of the threads as `storageThreadData().database`; must survive a structured clone. */
  database: unknown;
  /** Threads that answer questions beside the writer, at most: all but the first start when there is work for them. */
  readers?: number;
  /** Module of the thread that writes: it opens the store that `database` names and calls `serveStorage`. */
  writerThread: URL;
  readerThread: URL;
  /** Handed to the writer's module as `storageThreadData().data`; must survive a structured clone. */
  writerData?: unknown;
  /** Called with the writer's thread at every start, before it has run anything. */
  onWriterStart?: (worker: Worker) => void;
  /**
   * Something is asked of the store. @returns what is called when it is answered, or has failed; undefined where nobody wants to know
   */
  onCall?: (name: CallName) => ((failed: boolean) => void) | undefined;
  /** A thread died; it is started again after this delay. */
  onThreadDeath?: (mode: 'writer' | 'reader', error: Error, restartInMs: number) => void;
}

const DEFAULT_READERS = 2;
/** A reader that has been at one call for so long has work for another. */
const BUSY_MS = 20;
/** After this, a status says that the database does not answer. */
const STATUS_WAIT_MS = 5000;

/**
 * A database behind threads, so that no query and no rows to be read ever hold up the one that answers requests: one thread
 * writes, the others read. A commit is seen by every later question, since they all look at one database.
 */
export class ThreadedStorage implements Storage {
  readonly projects: ProjectStore;
  readonly facts: VersionedFactReader;
  readonly errors: ErrorStore;
  readonly audit: AuditStore;
  readonly links: LinkStore;
  readonly webhooks: WebhookStore;
  readonly exports: ExportStore;
  readonly feeds: FeedStore;
  readonly deadLetters: DeadLetterStore;
  readonly columns: ColumnStore;
  readonly salts: SaltStore;
  readonly installation: InstallationStore;
  readonly nodes: NodeStore;
  readonly #engine: string;
  readonly #onCall: ThreadedStorageOptions['onCall'];
  readonly #writer: StorageThread;
  readonly #readers: readonly StorageThread[];
  /** How many readers were started: the first at once, each other when those before it are busy. */
  #startedReaders = 1;
  #turn = 0;

  /**
   * Starts the writer and a reader. A database that cannot be used just now is no error here: calls throw
   * `StorageUnavailableError` until it can be, and `status` says why.
   * @throws NewerSchemaError, or whatever keeps a thread from starting at all
   */
  static async open(options: ThreadedStorageOptions): Promise<ThreadedStorage> {
    const storage = new ThreadedStorage(options);
    try {
      // The writer first: readers need the database and its schema.
      await storage.#writer.start();
      await storage.#readers[0]!.start();
    } catch (error) {
      await storage.close().catch(() => undefined);
      throw error;
    }
    return storage;
  }

  private constructor(options: ThreadedStorageOptions) {
    this.#engine = options.engine;
    this.#onCall = options.onCall;
    const thread = (mode: 'writer' | 'reader') =>
      new StorageThread({
        script: options[`${mode}Thread`],
        mode,
        database: options.database,
        data: mode === 'writer' ? (options.writerData ?? null) : null,
        onStart: mode === 'writer' ? options.onWriterStart : undefined,
        onDeath: (error, restartInMs) => options.onThreadDeath?.(mode, error, restartInMs),
      });
    this.#writer = thread('writer');
    this.#readers = Array.from({ length: options.readers ?? DEFAULT_READERS }, () => thread('reader'));

    this.projects = {
      all: () => this.#call('projects.all'),
      create: (project, act) => this.#call('projects.create', project, act),
      update: (id, patch, updatedAt, act) => this.#call('projects.update', id, patch, updatedAt, act),
      delete: (id, act) => this.#call('projects.delete', id, act),
      stats: () => this.#call('projects.stats'),
      changeNumber: () => this.#call('projects.changeNumber'),
    };
    this.facts = {
      read: (queries) => this.#call('facts.read', queries) as Promise<never>,
      version: (queries) => this.#call('facts.version', queries),
      readVersioned: (queries) => this.#call('facts.readVersioned', queries) as Promise<never>,
    };
    this.errors = {
      setStatus: (change) => this.#call('errors.setStatus', change),
    };
    this.audit = {
      chains: () => this.#call('audit.chains'),
      read: (project, after, limit) => this.#call('audit.read', project, after, limit),
      record: (project, act) => this.#call('audit.record', project, act),
      prune: (project, before, act) => this.#call('audit.prune', project, before, act),
    };
    this.links = {
      create: (links, act) => this.#call('links.create', links, act),
      get: (project, code) => this.#call('links.get', project, code),
      update: (project, code, patch, updatedAt, act) =>
        this.#call('links.update', project, code, patch, updatedAt, act),
      delete: (project, code, act) => this.#call('links.delete', project, code, act),
      resolve: (code) => this.#call('links.resolve', code),
      reserveClick: (id) => this.#call('links.reserveClick', id),
      changeNumber: () => this.#call('links.changeNumber'),
    };
    this.webhooks = {
      create: (...args) => this.#call('webhooks.create', ...args),
      list: (...args) => this.#call('webhooks.list', ...args),
      get: (...args) => this.#call('webhooks.get', ...args),
      update: (...args) => this.#call('webhooks.update', ...args),
      delete: (...args) => this.#call('webhooks.delete', ...args),
      enabled: (...args) => this.#call('webhooks.enabled', ...args),
      addEvents: (...args) => this.#call('webhooks.addEvents', ...args),
      undispatched: (...args) => this.#call('webhooks.undispatched', ...args),
      dispatch: (...args) => this.#call('webhooks.dispatch', ...args),
      due: (...args) => this.#call('webhooks.due', ...args),
      record: (...args) => this.#call('webhooks.record', ...args),
      deliveries: (...args) => this.#call('webhooks.deliveries', ...args),
      delivery: (...args) => this.#call('webhooks.delivery', ...args),
      replay: (...args) => this.#call('webhooks.replay', ...args),
      expire: (...args) => this.#call('webhooks.expire', ...args),
    };
    this.exports = {
      page: (...args) => this.#call('exports.page', ...args) as Promise<never>,
    };
    this.feeds = {
      last: (projects) => this.#call('feeds.last', projects),
      states: (projects) => this.#call('feeds.states', projects),
      read: (...args) => this.#call('feeds.read', ...args) as Promise<never>,
    };
    this.deadLetters = {
      page: (project, before, limit) => this.#call('deadLetters.page', project, before, limit),
      read: (selection, after, limit) => this.#call('deadLetters.read', selection, after, limit),
      drop: (selection, act) => this.#call('deadLetters.drop', selection, act),
    };
    this.columns = {
      due: (endedBefore, owner) => this.#call('columns.due', endedBefore, owner),
      encode: (project, days) => this.#call('columns.encode', project, days),
      store: (encoded) => this.#call('columns.store', encoded),
      dueMonths: (endedBefore, owner) => this.#call('columns.dueMonths', endedBefore, owner),
      joinMonth: (project, month) => this.#call('columns.joinMonth', project, month),
      dueGroups: (endedBefore, owner) => this.#call('columns.dueGroups', endedBefore, owner),
      encodeGroups: (due) => this.#call('columns.encodeGroups', due),
      storeGroups: (encoded) => this.#call('columns.storeGroups', encoded),
      retirable: (endedBefore, owner) => this.#call('columns.retirable', endedBefore, owner),
      retire: (project, endedBefore) => this.#call('columns.retire', project, endedBefore),
    };
    this.salts = {
      get: (project, day) => this.#call('salts.get', project, day),
      getOrCreate: (project, day, now) => this.#call('salts.getOrCreate', project, day, now),
    };
    this.installation = {
      get: (name) => this.#call('installation.get', name),
      setOnce: (name, value) => this.#call('installation.setOnce', name, value),
    };
    this.nodes = {
      beat: (node) => this.#call('nodes.beat', node),
      leave: (id) => this.#call('nodes.leave', id),
      all: () => this.#call('nodes.all'),
    };
  }

  ledger(source: string): Promise<LedgerSnapshot> {
    return this.#call('ledger', source);
  }

  /** Ok when the writer may write and a reader can read. */
  async status(): Promise<StorageStatus> {
    const writer = await this.#statusOf(this.#writer);
    if (!writer.ok) return writer;
    const reader = await this.#statusOf(this.#reader());
    return reader.ok ? writer : reader;
  }

  /** Asks the thread that writes for what its module answers besides the store (`ServeOptions.besides`). */
  ask(name: string, ...args: unknown[]): Promise<unknown> {
    return this.#writer.ask(name, args);
  }

  /** The same of each thread that answers questions and has been started. */
  askReaders(name: string, ...args: unknown[]): Promise<unknown[]> {
    const started = this.#readers.slice(0, this.#startedReaders);
    return Promise.all(started.filter(({ isRunning }) => isRunning).map((reader) => reader.ask(name, args)));
  }

  async close(): Promise<void> {
    // Readers first: the last of SQLite's connections to close clears the write-ahead log away, and only the writer may.
    const started = this.#readers.slice(0, this.#startedReaders);
    this.#startedReaders = this.#readers.length;
    await Promise.all(started.map((reader) => reader.close()));
    await this.#writer.close();
  }

  #call<N extends CallName>(name: N, ...args: CallArguments<N>): Promise<CallResult<N>> {
    const thread = CALLS[name].on === 'writer' ? this.#writer : this.#reader();
    const answer = thread.call(name, ...args);
    const ended = this.#onCall?.(name);
    if (ended) {
      answer.then(
        () => ended(false),
        () => ended(true),
      );
    }
    return answer;
  }

  /** The running reader with the fewest calls waiting; in turn where they are equal. */
  #reader(): StorageThread {
    const started = this.#readers.slice(0, this.#startedReaders);
    this.#turn += 1;
    let best = started[this.#turn % started.length]!;
    for (const reader of started) {
      if (!reader.isRunning) continue;
      if (!best.isRunning || reader.load < best.load) best = reader;
    }
    // A thread takes memory also while it has nothing to do.
    const another = best.waitingMs > BUSY_MS || !best.isRunning ? this.#readers[this.#startedReaders] : undefined;
    if (!another) return best;
    this.#startedReaders += 1;
    another.start().catch(() => undefined);
    // Until it serves, calls wait in it: longer than behind others.
    return best.isRunning ? best : another;
  }

  async #statusOf(thread: StorageThread): Promise<StorageStatus> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new StorageUnavailableError(`The database has not answered for ${STATUS_WAIT_MS / 1000} s.`)),
        STATUS_WAIT_MS,
      );
    });
    try {
      return await Promise.race([thread.call('status'), late]);
    } catch (error) {
      return { ok: false, engine: this.#engine, message: (error as Error).message, durability: 'reduced' };
    } finally {
      clearTimeout(timer);
    }
  }
}
