/**
 * @typedef {object} Series
 * @property {number[]} starts of each bar, in s
 * @property {(number | null)[]} counts null where not everything is known
 */

/**
 * How many events there were in each second of the last hour. What it takes of memory does not grow.
 * Times are in ms of the server's clock.
 */
export class Rates {
  static SECONDS = 3600;
  #counts = new Uint32Array(Rates.SECONDS);
  /** The latest second that has a place; those behind it are the last hour. */
  #latest = 0;
  /** Of the first whole second: what happened before may be unknown. */
  #wholeFrom = Number.POSITIVE_INFINITY;

  get hasBegun() {
    return this.#wholeFrom < Number.POSITIVE_INFINITY;
  }

  /**
   * Begins anew.
   * @param {number} wholeFrom all that happened since then will be added
   * @param {number} now
   */
  restart(wholeFrom, now) {
    this.#counts.fill(0);
    this.#latest = Math.floor(now / 1000);
    this.#wholeFrom = Math.ceil(wholeFrom / 1000);
  }

  /** @param {number} time @param {number} now */
  add(time, now) {
    this.#advance(now);
    // A clock that is ahead puts nothing into the future.
    const second = Math.min(Math.floor(time / 1000), this.#latest);
    if (second > this.#latest - Rates.SECONDS) this.#counts[second % Rates.SECONDS] += 1;
  }

  /**
   * Counts of `bars` equal spans, the last of which holds `now`.
   * @param {number} now
   * @param {{ bars: number, seconds: number }} shape `seconds` divides an hour
   * @returns {Series}
   */
  series(now, { bars, seconds }) {
    this.#advance(now);
    const last = Math.floor(this.#latest / seconds) * seconds;
    const starts = Array.from({ length: bars }, (_, bar) => last - (bars - 1 - bar) * seconds);
    return { starts, counts: starts.map((start) => (start < this.#wholeFrom ? null : this.#sum(start, seconds))) };
  }

  /**
   * Events of the last `seconds`.
   * @param {number} now @param {number} seconds
   * @returns {{ count: number, isWhole: boolean }} not whole: there may have been more
   */
  last(now, seconds) {
    this.#advance(now);
    const from = this.#latest - seconds + 1;
    return { count: this.#sum(from, seconds), isWhole: from >= this.#wholeFrom };
  }

  /** @param {number} from @param {number} seconds */
  #sum(from, seconds) {
    let sum = 0;
    const first = Math.max(from, this.#latest - Rates.SECONDS + 1);
    for (let second = first; second < from + seconds && second <= this.#latest; second++) {
      sum += this.#counts[second % Rates.SECONDS];
    }
    return sum;
  }

  /** Frees the places of the seconds that have come since. @param {number} now */
  #advance(now) {
    const second = Math.floor(now / 1000);
    const stale = Math.min(second - this.#latest, Rates.SECONDS);
    for (let i = 0; i < stale; i++) this.#counts[(second - i) % Rates.SECONDS] = 0;
    this.#latest = Math.max(this.#latest, second);
  }
}
