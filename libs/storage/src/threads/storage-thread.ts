import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { NewerSchemaError, StorageUnavailableError } from '../storage.ts';
import type { CallArguments, CallName, CallResult, ThreadMessage } from './calls.ts';
import { errorFromMessage, errorToMessage } from './error-message.ts';
import type { StorageThreadData } from './serve.ts';

export interface StorageThreadOptions {
  script: URL;
  mode: 'writer' | 'reader';
  database: unknown;
  data: unknown;
  /** Hears of a thread that died, and of its next start. */
  onDeath?: (error: Error, restartInMs: number) => void;
  onStart?: (worker: Worker) => void;
}

interface PendingCall {
  /** By `performance.now()`. */
  since: number;
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 10_000;
/** How long a thread may take to end by itself after it was closed. */
const EXIT_WAIT_MS = 5000;

/**
 * Small young generations keep idle threads cheap; a reader that needs more than its old generation is stopped and
 * started anew rather than taking the whole process with it.
 */
const RESOURCE_LIMITS = {
  writer: { maxYoungGenerationSizeMb: 24 },
  reader: { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 512 },
};

/** One thread that holds a store, started anew whenever it dies. */
export class StorageThread {
  readonly #options: StorageThreadOptions;
  readonly #pending = new Map<number, PendingCall>();
  #worker: Worker | null = null;
  #port: MessagePort | null = null;
  #serves = false;
  #nextId = 1;
  #deaths = 0;
  #restart: NodeJS.Timeout | null = null;
  #closing = false;
  #failure: Error = new StorageUnavailableError('The database thread has not been started.');

  constructor(options: StorageThreadOptions) {
    this.#options = options;
  }

  /** Calls that wait for their answer. */
  get load(): number {
    return this.#pending.size;
  }

  /** For how many ms the first of them has waited; 0 without any. */
  get waitingMs(): number {
    const [first] = this.#pending.values();
    return first ? performance.now() - first.since : 0;
  }

  /** Whether it has started to serve. */
  get isRunning(): boolean {
    return this.#serves;
  }

  /** Resolves when the thread serves for the first time. @throws what kept it from that */
  start(): Promise<void> {
    const { script, mode, database, data } = this.#options;
    return new Promise((resolve, reject) => {
      const { port1: port, port2 } = new MessageChannel();
      const threadData: StorageThreadData = { port: port2, mode, database, data };
      const worker = new Worker(script, {
        workerData: threadData,
        transferList: [port2],
        resourceLimits: RESOURCE_LIMITS[mode],
        name: `storage-${mode}`,
      });
      this.#worker = worker;
      this.#port = port;
      let death: Error | null = null;
      const receive = (message: ThreadMessage) => {
        if (message.type === 'ready') {
          this.#serves = true;
          resolve();
        } else this.#settle(message);
      };
      port.on('message', receive);
      worker.on('error', (error) => {
        death = errorFromMessage(errorToMessage(error));
      });
      worker.on('exit', (code) => {
        // Answers may have been sent before the end and not been read yet.
        for (let left = receiveMessageOnPort(port); left; left = receiveMessageOnPort(port)) receive(left.message);
        port.close();
        const error = death ?? new Error(`The database thread ended with code ${code}.`);
        reject(error);
        this.#died(error);
      });
      this.#options.onStart?.(worker);
    });
  }

  call<N extends CallName>(name: N, ...args: CallArguments<N>): Promise<CallResult<N>> {
    return this.ask(name, args) as Promise<CallResult<N>>;
  }

  /** Something that the thread's module answers besides. */
  ask(name: string, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#port) {
        reject(this.#failure);
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { since: performance.now(), resolve: resolve as (value: never) => void, reject });
      try {
        this.#port.postMessage({ id, name, args });
      } catch (error) {
        this.#pending.delete(id);
        reject(error);
      }
    });
  }

  /** Lets the thread end its work and stops it. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#restart) clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) return;
    const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const closed = this.call('close');
    const timer = setTimeout(() => void worker.terminate(), EXIT_WAIT_MS);
    try {
      await closed;
    } finally {
      await exit;
      clearTimeout(timer);
    }
  }

  #settle(message: Exclude<ThreadMessage, { type: 'ready' }>): void {
    const call = this.#pending.get(message.id);
    if (!call) return;
    this.#pending.delete(message.id);
    if (message.type === 'failure') {
      call.reject(errorFromMessage(message.error));
    } else {
      // It works: the next death is a new story.
      this.#deaths = 0;
      call.resolve(message.value as never);
    }
  }

  #died(error: Error): void {
    this.#worker = null;
    this.#port = null;
    this.#serves = false;
    this.#failure =
      error instanceof NewerSchemaError
        ? error
        : new StorageUnavailableError(
            `The database thread died (${error.message}). It is being started again; what was under way may or may not have been stored.`,
            { cause: error },
          );
    for (const call of this.#pending.values()) call.reject(this.#failure);
    this.#pending.clear();
    if (this.#closing) return;
    const delay = Math.min(FIRST_RESTART_MS * 2 ** this.#deaths, LAST_RESTART_MS);
    this.#deaths += 1;
    this.#options.onDeath?.(error, delay);
    this.#restart = setTimeout(() => {
      // A start that fails ends in `exit`, from where the next one is planned.
      this.start().catch(() => undefined);
    }, delay);
  }
}
