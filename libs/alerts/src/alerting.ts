import { Pauses, SECOND_MS } from '@micrologs/domain';
import { Lookout, type LookoutOptions } from './lookout.ts';

export interface AlertingLog {
  warn(details: object, message: string): void;
}

export interface AlertingOptions extends Omit<LookoutOptions, 'clock'> {
  log: AlertingLog;
}

const LOOK_EVERY_MS = SECOND_MS;

/** Looks again and again, in any process: what each tells, the store takes once. */
export class Alerting {
  readonly #lookout: Lookout;
  readonly #log: AlertingLog;
  readonly #finished: Promise<void>;
  readonly #pauses = new Pauses();
  #failure: string | null = null;

  constructor({ log, ...options }: AlertingOptions) {
    this.#lookout = new Lookout({ ...options, clock: Date.now });
    this.#log = log;
    this.#finished = this.#run();
  }

  /** Ends after the look at hand. */
  async stop(): Promise<void> {
    this.#pauses.end();
    await this.#finished;
  }

  async #run(): Promise<void> {
    while (!this.#pauses.areOver) {
      const began = performance.now();
      let failed = false;
      const fail = (error: Error, details: object) => {
        failed = true;
        this.#fail(error, details);
      };
      await this.#lookout.look((error, project) => fail(error, { project })).catch((error) => fail(error, {}));
      if (!failed) this.#failure = null;
      // Half of a reader's time at most.
      await this.#pauses.rest(Math.max(LOOK_EVERY_MS, performance.now() - began));
    }
  }

  #fail(error: Error, details: object): void {
    // Once, until something else fails or nothing does: an outage must not fill the disk with its own log.
    if (this.#failure !== error.message) {
      this.#log.warn({ ...details, err: error }, 'alerts cannot be computed at the moment');
    }
    this.#failure = error.message;
  }
}
