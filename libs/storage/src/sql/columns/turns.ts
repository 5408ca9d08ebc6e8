import type { LocalDay } from '@micrologs/domain';

/** How often somebody who is ahead lets the others work: first those who only wait for their turn, then also the database. */
const PATIENCE = { turns: 64, rounds: 8 };

/**
 * Keeps questions that go through the same days at the same time side by side, so that each day is read and decoded once
 * for all of them. Nobody is waited for without end: who is left behind reads by itself.
 */
export class Turns {
  /** The day at which each of those under way is. */
  readonly #at = new Map<object, LocalDay>();

  /** To be called before a day is taken. */
  async reach(who: object, day: LocalDay): Promise<void> {
    this.#at.set(who, day);
    for (let turn = 0; turn < PATIENCE.turns && this.#isAhead(day); turn++) await null;
    for (let round = 0; round < PATIENCE.rounds && this.#isAhead(day); round++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  leave(who: object): void {
    this.#at.delete(who);
  }

  #isAhead(day: LocalDay): boolean {
    for (const other of this.#at.values()) if (other < day) return true;
    return false;
  }
}
