import type { Envelope } from './envelope.ts';

/** What became of an event: the server's word, or null when it was lost. */
export type Outcome = Envelope<{ queued: true; event_id: string }> | null;

/** An event that waits to be sent. */
export interface QueuedEvent {
  id: string;
  json: string;
  /** Of its JSON. */
  bytes: number;
  /** Its place among all that were captured. */
  sequence: number;
  /** Undefined while it waits. */
  outcome?: Outcome;
  /** Told when the outcome is known. */
  onOutcome?: (outcome: Outcome) => void;
  /** What is looked up shortly before it is sent, since that takes time: gives the event's new JSON. */
  complete?: (() => Promise<string>) | undefined;
}

/** Events in order, bounded by their number and by their bytes. */
export class EventQueue {
  readonly #maxEvents: number;
  readonly #maxBytes: number;
  #events: QueuedEvent[] = [];
  /** Where the first waiting event stands; what is before it has gone. */
  #first = 0;
  #bytes = 0;

  constructor(maxEvents: number, maxBytes: number) {
    this.#maxEvents = maxEvents;
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#events.length - this.#first;
  }

  get head(): QueuedEvent | undefined {
    return this.#events[this.#first];
  }

  hasRoomFor(bytes: number): boolean {
    return this.length < this.#maxEvents && this.#bytes + bytes <= this.#maxBytes;
  }

  push(event: QueuedEvent): void {
    this.#events.push(event);
    this.#bytes += event.bytes;
  }

  /** The first events, as many as fit into both bounds; one at least, unless there is none. */
  peek(maxEvents: number, maxBytes: number): QueuedEvent[] {
    const batch: QueuedEvent[] = [];
    let bytes = 0;
    for (let at = this.#first; at < this.#events.length && batch.length < maxEvents; at += 1) {
      const event = this.#events[at]!;
      // The comma counts, too.
      bytes += event.bytes + 1;
      if (bytes > maxBytes && batch.length > 0) break;
      batch.push(event);
    }
    return batch;
  }

  /** Takes the first events away. */
  drop(count: number): void {
    for (const { bytes } of this.#events.slice(this.#first, this.#first + count)) this.#bytes -= bytes;
    this.#first += count;
    // Moving the rest is worth it once half of the array has gone.
    if (this.#first * 2 >= this.#events.length) {
      this.#events = this.#events.slice(this.#first);
      this.#first = 0;
    }
  }
}
