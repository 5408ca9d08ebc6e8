/**
 * Ends something after a time, or when everything ends. Not `AbortSignal.any` with `AbortSignal.timeout`: that holds its parts
 * weakly, so the timeout is collected as garbage in Node.js 20, and never comes.
 */
export class TimeLimit {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #everything: AbortSignal;
  readonly #stop = () => this.#controller.abort(this.#everything.reason);

  constructor(ms: number, everything: AbortSignal) {
    this.#everything = everything;
    this.#timer = setTimeout(() => this.#controller.abort(new DOMException('Took too long', 'TimeoutError')), ms);
    if (everything.aborted) this.#stop();
    else everything.addEventListener('abort', this.#stop);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Nothing is to be ended any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#everything.removeEventListener('abort', this.#stop);
  }
}
