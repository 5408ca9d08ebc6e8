/** Counts what is held by each name, up to a most. */
export class Places {
  readonly #most: number;
  readonly #taken = new Map<string | number, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns false when none is left for the name; nothing is taken then */
  take(name: string | number): boolean {
    const taken = this.#taken.get(name) ?? 0;
    if (taken >= this.#most) return false;
    this.#taken.set(name, taken + 1);
    return true;
  }

  giveBack(name: string | number): void {
    const left = this.#taken.get(name)! - 1;
    if (left === 0) this.#taken.delete(name);
    else this.#taken.set(name, left);
  }
}
