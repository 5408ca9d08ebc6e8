import type { Loss, LossReason } from './options.ts';
import type { Warn } from './warn.ts';

/** Counts what is lost, and tells of it. */
export class Losses {
  readonly #counts = new Map<LossReason, number>();
  readonly #onLoss: ((loss: Loss) => unknown) | undefined;
  readonly #warn: Warn;
  #isTelling = false;

  constructor(onLoss: ((loss: Loss) => unknown) | undefined, warn: Warn) {
    this.#onLoss = onLoss;
    this.#warn = warn;
  }

  get counts(): Partial<Record<LossReason, number>> {
    return Object.fromEntries(this.#counts);
  }

  add(reason: LossReason, count: number, message: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
    this.#warn(reason, `${count} event${count === 1 ? '' : 's'} lost (${reason}): ${message}`);
    // A hook may capture something itself, which may be lost in turn.
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      // A hook may be async, and then its failure must not become the host's.
      Promise.resolve(this.#onLoss?.({ reason, count, message })).catch(() => {});
    } catch {
      // The hook's own fault harms nothing here.
    } finally {
      this.#isTelling = false;
    }
  }
}
