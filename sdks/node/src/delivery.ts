import type { Outcome, QueuedEvent } from './event-queue.ts';

/** What asks for a flush, and how long to wait for its result. */
export interface Hurry {
  hurry(): void;
  timeoutMs: number;
}

/**
 * What capturing an event gives. Leave it alone, and the event goes with its batch. Await it, and the event goes at once: you get the
 * server's envelope, or null when the event was lost or is not delivered within `timeoutMs` (then it still waits). Never rejects.
 */
export class Delivery extends Promise<Outcome> {
  /** The event's id; null when it was not taken. */
  readonly eventId: string | null;
  #start: (() => void) | undefined;

  // What `then` gives is a plain promise.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** @param event what waits in the queue; null when nothing was taken */
  constructor(event: QueuedEvent | null, hurry: Hurry) {
    let resolve: (outcome: Outcome) => void = () => {};
    super((settle) => {
      resolve = settle;
    });
    this.eventId = event?.id ?? null;
    if (event === null) resolve(null);
    else this.#start = () => follow(event, hurry, resolve);
  }

  /** Whether the event was taken into the queue. */
  get isQueued(): boolean {
    return this.eventId !== null;
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise has it; asking for the result is what hurries the event
  override then<A = Outcome, B = never>(
    onFulfilled?: ((value: Outcome) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#start?.();
    this.#start = undefined;
    return super.then(onFulfilled, onRejected);
  }
}

function follow(event: QueuedEvent, { hurry, timeoutMs }: Hurry, resolve: (outcome: Outcome) => void): void {
  if (event.outcome !== undefined) return resolve(event.outcome);
  const timer = setTimeout(() => resolve(null), timeoutMs);
  event.onOutcome = (outcome) => {
    clearTimeout(timer);
    resolve(outcome);
  };
  hurry();
}
