import { MessageChannel, Worker } from 'node:worker_threads';
import type { ProjectId } from '@micrologs/domain';
import {
  type EventQueue,
  type Positions,
  type QueueCounts,
  type QueueStatus,
  QueueUnavailableError,
} from '@micrologs/storage';
import type { SpoolReply, SpoolRequest, SpoolSourceHandle, SpoolThreadData } from './messages.ts';

export interface LocalSpoolOptions {
  /** The spool's file; made when missing. */
  path: string;
  /** Bytes of events that may wait on disk before new ones are refused. */
  maxPendingBytes?: number;
  /** Bytes of events that may wait in memory for the next group commit before new ones are refused. */
  maxWaitingBytes?: number;
  threadEntry?: URL;
}

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

const DEFAULT_THREAD = import.meta.url.endsWith('.ts')
  ? new URL('../dist/spool.thread.mjs', import.meta.url)
  : new URL('./spool.thread.mjs', import.meta.url);

interface Waiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Events that will be committed together. */
class Group {
  readonly records: string[] = [];
  readonly counts = new Map<ProjectId, number>();
  readonly waiters: Waiter[] = [];
  bytes = 0;
  readonly origin: string | null;

  constructor(origin: string | null = null) {
    this.origin = origin;
  }

  add(records: string, counts: Iterable<[ProjectId, number]>): Promise<void> {
    this.records.push(records);
    this.bytes += records.length;
    for (const [project, count] of counts) this.counts.set(project, (this.counts.get(project) ?? 0) + count);
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }
}

/**
 * A durable queue in one file, with group commit: while one commit is on its way to the disk, whatever arrives is
 * gathered for the next. The disk work happens in a thread of its own.
 */
export class LocalSpool implements EventQueue {
  /** The name of its data, which is that of the file: no other has it. */
  readonly source: string;
  readonly #path: string;
  readonly #worker: Worker;
  readonly #maxPendingBytes: number;
  readonly #maxWaitingBytes: number;
  #pendingBytes: number;
  #gathering = new Group();
  /** Groups that are committed as they are, before the one that is gathered. */
  #whole: Group[] = [];
  #committing: Group | null = null;
  #flushScheduled = false;
  #closed = false;
  #broken: string | null = null;
  #lastRefusal: string | null = null;
  #calls = 0;
  readonly #replies = new Map<number, { resolve: (reply: SpoolReply) => void; reject: (error: Error) => void }>();
  #onClosed: (() => void) | null = null;

  private constructor(worker: Worker, options: LocalSpoolOptions, source: string, pendingBytes: number) {
    this.source = source;
    this.#path = options.path;
    this.#worker = worker;
    this.#maxPendingBytes = options.maxPendingBytes ?? GIB;
    this.#maxWaitingBytes = options.maxWaitingBytes ?? 32 * MIB;
    this.#pendingBytes = pendingBytes;
    worker.on('message', (reply: SpoolReply) => this.#receive(reply));
    worker.on('error', (error) => this.#break(`The spool's thread failed: ${error.message}`));
    worker.on('exit', () => {
      if (!this.#closed) this.#break("The spool's thread ended");
      this.#onClosed?.();
    });
  }

  /** @throws Error when the file cannot be opened or is not a spool */
  static open(options: LocalSpoolOptions): Promise<LocalSpool> {
    const worker = new Worker(options.threadEntry ?? DEFAULT_THREAD, {
      workerData: { path: options.path } satisfies SpoolThreadData,
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (reply: SpoolReply) => {
        worker.off('error', reject);
        if (reply.type === 'ready') {
          resolve(new LocalSpool(worker, options, reply.source, reply.pendingBytes));
        } else {
          const cause = reply.type === 'failed' ? reply.message : 'unexpected answer';
          reject(new Error(`The spool ${options.path} cannot be opened: ${cause}`));
        }
      });
    });
  }

  async identify(): Promise<string> {
    return this.source;
  }

  append(project: ProjectId, records: string, count: number): Promise<void> {
    const refusal = this.#refusal(records.length);
    if (refusal) return Promise.reject(refusal);
    this.#scheduleFlush();
    return this.#gathering.add(records, [[project, count]]);
  }

  /**
   * Appends events as one group.
   * @param origin the name under which it may be in another queue already; null where it surely is in none
   * @param records JSON objects, joined by commas
   * @throws QueueUnavailableError
   */
  appendGroup(records: string, counts: [ProjectId, number][], origin: string | null): Promise<void> {
    const refusal = this.#refusal(records.length);
    if (refusal) return Promise.reject(refusal);
    const group = new Group(origin);
    this.#whole.push(group);
    this.#scheduleFlush();
    return group.add(records, counts);
  }

  /** Requests that are read in the same turn of the event loop share the commit. */
  #scheduleFlush(): void {
    if (this.#committing || this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  #refusal(bytes: number): QueueUnavailableError | null {
    if (this.#closed) return new QueueUnavailableError('The server is shutting down');
    if (this.#broken) return new QueueUnavailableError(this.#broken);
    if (this.#gathering.bytes + bytes > this.#maxWaitingBytes) {
      return new QueueUnavailableError('Too many events wait for the disk', 1);
    }
    if (this.#pendingBytes + this.#gathering.bytes + bytes > this.#maxPendingBytes) {
      return new QueueUnavailableError('The spool is full: events arrive faster than they are stored', 30);
    }
    return null;
  }

  get #isWaiting(): boolean {
    return this.#whole.length > 0 || this.#gathering.waiters.length > 0;
  }

  #flush(): void {
    if (this.#committing || !this.#isWaiting || this.#broken) return;
    const whole = this.#whole.shift();
    const group = whole ?? this.#gathering;
    if (!whole) this.#gathering = new Group();
    this.#committing = group;
    const head = { counts: [...group.counts], origin: group.origin };
    this.#send({ type: 'append', events: `[${group.records.join(',')}]`, head });
  }

  #receive(reply: SpoolReply): void {
    switch (reply.type) {
      case 'appended': {
        this.#pendingBytes = reply.pendingBytes;
        this.#lastRefusal = null;
        const waiters = this.#committing!.waiters;
        this.#committing = null;
        for (const waiter of waiters) waiter.resolve();
        if (this.#isWaiting) this.#scheduleFlush();
        return;
      }
      case 'refused': {
        this.#lastRefusal = reply.message;
        const waiters = this.#committing!.waiters;
        this.#committing = null;
        const error = new QueueUnavailableError(`Events cannot be written to disk: ${reply.message}`);
        for (const waiter of waiters) waiter.reject(error);
        this.#flush();
        return;
      }
      case 'trimmed':
        this.#pendingBytes = reply.pendingBytes;
        return;
      case 'counts':
      case 'status':
        this.#replies.get(reply.call)?.resolve(reply);
        this.#replies.delete(reply.call);
        return;
    }
  }

  #break(message: string): void {
    this.#broken = message;
    const error = new QueueUnavailableError(message);
    for (const group of [this.#committing, ...this.#whole, this.#gathering]) {
      for (const waiter of group?.waiters ?? []) waiter.reject(error);
    }
    this.#committing = null;
    this.#whole = [];
    this.#gathering = new Group();
    for (const { reject } of this.#replies.values()) reject(error);
    this.#replies.clear();
  }

  #send(request: SpoolRequest): void {
    this.#worker.postMessage(request);
  }

  #ask<T extends SpoolReply['type']>(request: (call: number) => SpoolRequest, _type: T) {
    if (this.#broken || this.#closed) {
      return Promise.reject(new QueueUnavailableError(this.#broken ?? 'The server is shutting down'));
    }
    const call = ++this.#calls;
    return new Promise<Extract<SpoolReply, { type: T }>>((resolve, reject) => {
      this.#replies.set(call, { resolve: resolve as (reply: SpoolReply) => void, reject });
      this.#send(request(call));
    });
  }

  /** @param movedUpTo number of the last group that is counted by another queue, as far as it was not consumed before */
  async counts(positions: Positions, movedUpTo = 0): Promise<Map<ProjectId, QueueCounts>> {
    return (await this.#ask((call) => ({ type: 'counts', call, positions, movedUpTo }), 'counts')).counts;
  }

  async status(): Promise<QueueStatus> {
    try {
      const refusal = this.#lastRefusal;
      const { status } = await this.#ask(
        (call) => ({ type: 'status', call, afterRefusal: refusal !== null }),
        'status',
      );
      // Whoever gets no events because this said "not ok" must hear that there is room again without a new event.
      if (status.ok && this.#lastRefusal === refusal) this.#lastRefusal = null;
      return status;
    } catch (error) {
      return {
        ok: false,
        message: (error as Error).message,
        durability: 'reduced',
        groups: 0,
        pendingBytes: this.#pendingBytes,
        oldestAppendedAt: null,
      };
    }
  }

  /** A consumer in any thread opens the spool with this; put `port` into the transfer list. */
  sourceHandle(): SpoolSourceHandle {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ type: 'consumer', port: port1 } satisfies SpoolRequest, [port1]);
    return { path: this.#path, source: this.source, port: port2 };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    while (!this.#broken && (this.#committing || this.#isWaiting)) {
      this.#flush();
      await new Promise<void>((resolve) => {
        const waiter = { resolve, reject: () => resolve() };
        (this.#committing ?? this.#gathering).waiters.push(waiter);
      });
    }
    if (this.#broken) {
      await this.#worker.terminate();
      return;
    }
    await new Promise<void>((resolve) => {
      this.#onClosed = resolve;
      this.#send({ type: 'close' });
    });
  }
}
