import type { EpochMs } from '@micrologs/domain';
import { BEGINNING } from './position.ts';

/** An event as it is sent, made into text once for everybody. */
export interface ToldEvent {
  offset: number;
  at: EpochMs;
  /** A few characters that no other event under this offset would have. */
  check: string;
  /** JSON. */
  text: string;
}

/** The last event told, or what stood before the first. */
export interface Told {
  offset: number;
  check: string;
}

export interface RecentBounds {
  count: number;
  /** Characters of JSON. */
  characters: number;
}

/** The last events of a channel without a gap, so that whoever was away for a moment is caught up without the database. */
export class RecentEvents {
  readonly #bounds: RecentBounds;
  /** What stood before the first of `#events`. */
  #before: Told;
  #events: ToldEvent[] = [];
  #characters = 0;

  constructor(bounds: RecentBounds, before: Told = { offset: 0, check: BEGINNING }) {
    this.#bounds = bounds;
    this.#before = before;
  }

  get last(): Told {
    return this.#events.at(-1) ?? this.#before;
  }

  /** @param events follow the last one without a gap */
  add(events: readonly ToldEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#characters += event.text.length;
    }
    this.#trim();
  }

  /** The last events, at most `count`. */
  latest(count: number): ToldEvent[] {
    return this.#events.slice(-count);
  }

  /**
   * What came after an event.
   * @returns undefined where that is too long ago to be known here; null where another event has its offset
   */
  after({ offset, check }: Told): ToldEvent[] | null | undefined {
    const index = offset - this.#before.offset;
    if (index < 0 || index > this.#events.length) return undefined;
    const known = index === 0 ? this.#before : this.#events[index - 1]!;
    return known.check === check ? this.#events.slice(index) : null;
  }

  #trim(): void {
    const { count, characters } = this.#bounds;
    let drop = Math.max(0, this.#events.length - count);
    for (let i = 0; i < drop; i++) this.#characters -= this.#events[i]!.text.length;
    while (this.#characters > characters && drop < this.#events.length) {
      this.#characters -= this.#events[drop]!.text.length;
      drop += 1;
    }
    if (drop === 0) return;
    const { offset, check } = this.#events[drop - 1]!;
    this.#before = { offset, check };
    this.#events = this.#events.slice(drop);
  }
}
