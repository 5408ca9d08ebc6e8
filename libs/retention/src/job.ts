import { setTimeout } from 'node:timers/promises';
import { type Clock, DAY_MS, MINUTE_MS } from '@micrologs/domain';
import { StorageUnavailableError, type WritableStorage } from '@micrologs/storage';
import { type ApplyOptions, applyRetention } from './apply.ts';

export interface RetentionLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface RetentionJobOptions {
  storage: Pick<WritableStorage, 'projects' | 'retention'>;
  /** Names the writer whose projects it cares for. */
  owner: string;
  act: ApplyOptions['act'];
  log: RetentionLog;
  clock?: Clock;
  /** Until the first run, so that a start is not slowed down. */
  firstAfterMs?: number;
  everyMs?: number;
  /** After a run that failed. */
  retryMs?: number;
}

const FIRST_AFTER_MS = MINUTE_MS;
const RETRY_MS = 10 * MINUTE_MS;
/** After a step, so long as it took at least, so that half of the time is others'. */
const MIN_PAUSE_MS = 10;

/** Applies the retention of every project once a day. */
export class RetentionJob {
  readonly #options: Required<RetentionJobOptions>;
  readonly #stop = new AbortController();
  readonly #finished: Promise<void>;

  constructor(options: RetentionJobOptions) {
    this.#options = { clock: Date.now, firstAfterMs: FIRST_AFTER_MS, everyMs: DAY_MS, retryMs: RETRY_MS, ...options };
    this.#finished = this.#run();
  }

  /** Ends after the step at hand; the next run goes on from there. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }

  async #run(): Promise<void> {
    const { firstAfterMs, everyMs, retryMs, log } = this.#options;
    await this.#sleep(firstAfterMs);
    while (!this.#stop.signal.aborted) {
      let next = everyMs;
      try {
        await this.#applyAll();
      } catch (error) {
        next = retryMs;
        const details = error instanceof StorageUnavailableError ? { error: error.message } : { err: error };
        log.warn(details, 'Retention could not be applied; it is tried again later');
      }
      await this.#sleep(next);
    }
  }

  async #applyAll(): Promise<void> {
    const { storage, owner, act, log, clock } = this.#options;
    for (const { id } of await storage.projects.all()) {
      if (this.#stop.signal.aborted) return;
      let stepBegan = performance.now();
      const pause = async () => {
        await this.#sleep(Math.max(MIN_PAUSE_MS, performance.now() - stepBegan));
        stepBegan = performance.now();
        return !this.#stop.signal.aborted;
      };
      const removed = await applyRetention(storage.retention, id, { clock, act, owner, pause });
      if (Object.keys(removed).length > 0) log.info({ project: id, ...removed }, 'Retention removed what is too old');
    }
  }

  /** A process that has nothing else to do may end meanwhile. */
  async #sleep(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { ref: false, signal: this.#stop.signal }).catch(() => undefined);
  }
}
