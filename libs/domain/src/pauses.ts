/** The pauses of a loop that works again and again until it is told to stop. */
export class Pauses {
  #isOver = false;
  #wake: (() => void) | null = null;

  /** Whether the loop was told to stop. */
  get areOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when the time is over, or somebody wakes the loop; at once when it was told to stop. */
  rest(ms: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }

  /** Ends the pause at hand, if there is one. */
  wake(): void {
    this.#wake?.();
  }

  /** Ends the pause at hand, and lets none begin any more. */
  end(): void {
    this.#isOver = true;
    this.wake();
  }
}
