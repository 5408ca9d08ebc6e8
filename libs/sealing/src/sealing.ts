import {
  type Clock,
  DAY_MS,
  type EpochMs,
  type LocalDay,
  MINUTE_MS,
  Pauses,
  type ProjectId,
  SECOND_MS,
} from '@micrologs/domain';
import type { ColumnStore, DueGroups } from '@micrologs/storage';
import { DueDays } from './due-days.ts';
import { sealDays } from './seal-days.ts';

export interface SealingLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface SealingOptions {
  columns: ColumnStore;
  /** Whose partitions are sealed: the name under which the pipeline holds their leases. */
  owner: string;
  log: SealingLog;
  clock?: Clock;
  /** How long to wait between two looks at what is due. */
  lookEveryMs?: number;
}

export interface SealingStatus {
  /** Ended days that are not sealed as they are. */
  due: number;
  /** The oldest day that ended and was never sealed; null when there is none. */
  oldestUnsealed: LocalDay | null;
  /** Why the last attempt failed; null when it did not. */
  failure: string | null;
}

/** After midnight: what is still on its way comes in first. */
const AFTER_MIDNIGHT_MS = 15 * MINUTE_MS;
/** Rows go when no event id that may refer to them is remembered any more. */
const ROWS_KEPT_MS = 10 * DAY_MS;
/** Late events seldom come later: a month is written once more for each day that changes. */
const MONTH_KEPT_APART_MS = 2 * DAY_MS;
const LOOK_EVERY_MS = MINUTE_MS;
/** After a step, nothing is done for as long as it took, so that events and questions get their turn. */
const LONGEST_REST_MS = 2 * SECOND_MS;

/** Seals days when they have ended, again when they have changed, puts those of a month side by side, and removes their rows when nothing refers to them. */
export class Sealing {
  readonly #options: Required<SealingOptions>;
  readonly #dueDays = new DueDays();
  readonly #finished: Promise<void>;
  readonly #pauses = new Pauses();
  #status: SealingStatus = { due: 0, oldestUnsealed: null, failure: null };

  constructor(options: SealingOptions) {
    this.#options = { clock: Date.now, lookEveryMs: LOOK_EVERY_MS, ...options };
    this.#finished = this.#run();
  }

  status(): SealingStatus {
    return this.#status;
  }

  /** Ends after the step at hand. */
  async stop(): Promise<void> {
    this.#pauses.end();
    await this.#finished;
  }

  async #run(): Promise<void> {
    while (!this.#pauses.areOver) {
      try {
        const failed = await this.#look();
        if (!failed) this.#status = { ...this.#status, failure: null };
      } catch (error) {
        this.#fail(error as Error, {});
      }
      await this.#pauses.rest(this.#options.lookEveryMs);
    }
  }

  /** @returns whether anything failed that does not keep the rest from being done */
  async #look(): Promise<boolean> {
    const { columns, owner, clock } = this.#options;
    const now = clock();
    const due = await columns.due(now - AFTER_MIDNIGHT_MS, owner);
    const unsealed = due.filter(({ wasSealed }) => !wasSealed).map(({ day }) => day);
    const oldestUnsealed = unsealed.length > 0 ? unsealed.reduce((a, b) => Math.min(a, b)) : null;
    this.#status = { ...this.#status, due: due.length, oldestUnsealed };
    let failed = false;
    for (const [project, days] of this.#dueDays.ready(due, now)) {
      // A project that cannot be sealed must not keep the others waiting.
      failed = !(await this.#succeeds(project, () => this.#seal(project, days))) || failed;
    }
    for (const { project, month } of await columns.dueMonths(now - MONTH_KEPT_APART_MS, owner)) {
      failed = !(await this.#succeeds(project, () => columns.joinMonth(project, month))) || failed;
    }
    for (const groups of await columns.dueGroups(now - MONTH_KEPT_APART_MS, owner)) {
      if (this.#pauses.areOver) return failed;
      failed = !(await this.#succeeds(groups.project, () => this.#keepGroups(groups))) || failed;
    }
    const endedBefore = now - ROWS_KEPT_MS;
    for (const project of await columns.retirable(endedBefore, owner)) {
      failed = !(await this.#succeeds(project, () => this.#retire(project, endedBefore))) || failed;
    }
    return failed;
  }

  async #seal(project: ProjectId, days: readonly LocalDay[]): Promise<void> {
    const { columns, log } = this.#options;
    let stepBegan = performance.now();
    for await (const { done, sealed } of sealDays(columns, project, days)) {
      this.#status = { ...this.#status, due: this.#status.due - sealed.length };
      log.info({ project, sealed: sealed.length, left: days.length - done }, 'days are sealed');
      await this.#rest(stepBegan);
      if (this.#pauses.areOver) return;
      stepBegan = performance.now();
    }
  }

  async #keepGroups(groups: DueGroups): Promise<void> {
    const { columns } = this.#options;
    const stepBegan = performance.now();
    const encoded = await columns.encodeGroups(groups);
    if (encoded) await columns.storeGroups(encoded);
    await this.#rest(stepBegan);
  }

  async #retire(project: ProjectId, endedBefore: EpochMs): Promise<void> {
    for (let more = true; more && !this.#pauses.areOver; ) {
      const stepBegan = performance.now();
      more = await this.#options.columns.retire(project, endedBefore);
      await this.#rest(stepBegan);
    }
  }

  async #succeeds(project: ProjectId, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#fail(error as Error, { project });
      return false;
    }
  }

  #fail(error: Error, details: object): void {
    // Once, until something else fails or nothing does: an outage must not fill the disk with its own log.
    if (this.#status.failure !== error.message) {
      this.#options.log.warn({ ...details, err: error }, 'days cannot be sealed at the moment');
    }
    this.#status = { ...this.#status, failure: error.message };
  }

  #rest(stepBegan: number): Promise<void> {
    return this.#pauses.rest(Math.min(performance.now() - stepBegan, LONGEST_REST_MS));
  }
}
