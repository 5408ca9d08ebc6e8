import type { MessagePort, Worker } from 'node:worker_threads';
import type { ProjectId } from '@micrologs/domain';
import type { PipelineStatus, StoredBatch } from '@micrologs/pipeline';
import type { ValkeyAddress } from '@micrologs/valkey/address';
import type { Logger } from 'pino';

/** What the storing thread opens its side of the queue with. */
export interface QueueHandle {
  port: MessagePort;
}

/** From the HTTP thread to the storing thread. */
export type ToPipelineThread =
  | { type: 'source'; handle: QueueHandle }
  | { type: 'status'; call: number }
  /** The projects of which it is to tell that something was stored. */
  | { type: 'listen'; projects: ReadonlySet<ProjectId> };

/** From the storing thread to the HTTP thread. */
export type FromPipelineThread =
  | { type: 'status'; call: number; status: PipelineStatus }
  | { type: 'batch'; batch: StoredBatch }
  | { type: 'stored'; projects: ProjectId[] }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; details: object; message: string };

/** What the storing thread is started with. */
export interface PipelineThreadData {
  /** Names this writer in its leases. */
  owner: string;
  /** `paused`: events stay in the queue. `elsewhere`: other processes store them. */
  storing: 'here' | 'paused' | 'elsewhere';
  /** Where the queue is that is shared with others; null: it is a spool, of which a handle is sent. */
  valkey: ValkeyAddress | null;
  /** Whether each batch that is stored is to be told. */
  tellsBatches: boolean;
}

const STATUS_WAIT_MS = 1_000;

/** The HTTP thread's view of the thread that stores events, across restarts of that thread. */
export class PipelineThread {
  readonly #openQueue: (() => QueueHandle) | null;
  readonly #logger: Logger;
  readonly #onBatch: (batch: StoredBatch) => void;
  #onStored: (projects: readonly ProjectId[]) => void = () => undefined;
  #worker: Worker | null = null;
  #listened: ReadonlySet<ProjectId> = new Set();
  #calls = 0;
  readonly #waiting = new Map<number, (status: PipelineStatus) => void>();

  /**
   * @param openQueue a new handle for each start of the thread; null when it needs none
   * @param onBatch hears of batches from a thread that tells them
   */
  constructor(openQueue: (() => QueueHandle) | null, logger: Logger, onBatch: (batch: StoredBatch) => void) {
    this.#openQueue = openQueue;
    this.#logger = logger;
    this.#onBatch = onBatch;
  }

  /** Gives a thread that is starting its access to the queue. */
  attach(worker: Worker): void {
    this.#worker = worker;
    worker.on('message', (message: FromPipelineThread) => {
      if (message.type === 'log') {
        this.#logger[message.level](message.details, message.message);
        return;
      }
      if (message.type === 'batch') return this.#onBatch(message.batch);
      if (message.type === 'stored') return this.#onStored(message.projects);
      this.#waiting.get(message.call)?.(message.status);
      this.#waiting.delete(message.call);
    });
    const handle = this.#openQueue?.();
    if (handle) worker.postMessage({ type: 'source', handle } satisfies ToPipelineThread, [handle.port]);
    this.listenTo(this.#listened);
  }

  /** @param listener told, after each commit, of those projects with new facts that are listened to */
  onStored(listener: (projects: readonly ProjectId[]) => void): void {
    this.#onStored = listener;
  }

  /** Which projects are listened to from now on; of others nothing is told, so that they cost nothing. */
  listenTo(projects: ReadonlySet<ProjectId>): void {
    this.#listened = projects;
    this.#worker?.postMessage({ type: 'listen', projects } satisfies ToPipelineThread);
  }

  /** Null when the thread does not answer. */
  status(): Promise<PipelineStatus | null> {
    const call = ++this.#calls;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(call);
        resolve(null);
      }, STATUS_WAIT_MS);
      this.#waiting.set(call, (status) => {
        clearTimeout(timer);
        resolve(status);
      });
      this.#worker?.postMessage({ type: 'status', call } satisfies ToPipelineThread);
    });
  }
}
