/** After so many events in a row that a filter left out, those who have it are told how far the channel is. */
const MOST_LEFT_OUT = 500;

/** By filter, how many events were left out since those who have it were last told where the channel stands. */
export class LeftOut {
  readonly #counts = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /**
   * @param isAfterEvent whether an event was told just before those that were left out
   * @returns whether it is time to tell those with the filter; they count as told then
   */
  add(filter: string, count: number, isAfterEvent: boolean): boolean {
    const leftOut = count + (isAfterEvent ? 0 : (this.#counts.get(filter) ?? 0));
    const isTime = leftOut >= MOST_LEFT_OUT;
    if (isTime || leftOut === 0) this.#counts.delete(filter);
    else this.#counts.set(filter, leftOut);
    return isTime;
  }

  /** The filters of those who have not been told; they count as told then. */
  takeAll(): Set<string> {
    const filters = new Set(this.#counts.keys());
    this.#counts.clear();
    return filters;
  }
}
