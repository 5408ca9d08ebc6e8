import type { EpochMs } from '@micrologs/domain';

/**
 * Who was told of what, so that nobody is told of the same thing again before an interval is over. The truth is in the store, which
 * takes one event per interval of the clock, whoever offers it; this keeps one process from telling at the end of one
 * interval and at the beginning of the next.
 */
export class ToldLately {
  readonly #until = new Map<string, EpochMs>();

  isTold(what: string, now: EpochMs): boolean {
    return (this.#until.get(what) ?? now) > now;
  }

  /** @param until when it may be told of again */
  note(what: string, until: EpochMs): void {
    this.#until.set(what, until);
  }

  /** Lets go of what may be told of again. */
  forget(now: EpochMs): void {
    for (const [what, until] of this.#until) if (until <= now) this.#until.delete(what);
  }
}
