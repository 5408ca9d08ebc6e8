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

/** Events in order, wherever they are kept. */
export interface Queue {
  readonly length: number;
  /** The place of the first event among all that were captured; undefined when there is none. */
  readonly first: number | undefined;
  hasRoomFor(bytes: number): boolean;
  push(event: QueuedEvent): void;
  /** Brings the first events into memory, if they are elsewhere. Never rejects. */
  ready(): Promise<void>;
  /** The first events in memory, as many as fit into both bounds; one at least, unless there is none. */
  peek(maxEvents: number, maxBytes: number): QueuedEvent[];
  /** Takes the first events in memory away. */
  drop(count: number): void;
  /** Puts what waits where the next process finds it, at once, and empties the queue of it. @returns how many events */
  save(): number;
}

/** Events in memory, bounded by their number and by their bytes. */
export class EventQueue implements Queue {
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

  get first(): number | undefined {
    return this.#events[this.#first]?.sequence;
  }

  hasRoomFor(bytes: number): boolean {
    return this.length < this.#maxEvents && this.#bytes + bytes <= this.#maxBytes;
  }

  push(event: QueuedEvent): void {
    this.#events.push(event);
    this.#bytes += event.bytes;
  }

  async ready(): Promise<void> {}

  peek(maxEvents: number, maxBytes: number): QueuedEvent[] {
    return fitting(this.#events, this.#first, maxEvents, maxBytes);
  }

  drop(count: number): void {
    for (const { bytes } of this.#events.slice(this.#first, this.#first + count)) this.#bytes -= bytes;
    this.#first += count;
    // Moving the rest is worth it once half of the array has gone.
    if (this.#first * 2 >= this.#events.length) {
      this.#events = this.#events.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Memory goes with the process. */
  save(): number {
    return 0;
  }
}

/** The events from `start` on, as many as fit into both bounds; one at least, unless there is none. */
export function fitting(
  events: readonly QueuedEvent[],
  start: number,
  maxEvents: number,
  maxBytes: number,
): QueuedEvent[] {
  let end = start;
  for (let bytes = 0; end < events.length && end - start < maxEvents; end += 1) {
    // The comma counts, too.
    bytes += events[end]!.bytes + 1;
    if (bytes > maxBytes && end > start) break;
  }
  return events.slice(start, end);
}

/** Looks up what was left for later. Never rejects. */
export async function complete(event: QueuedEvent): Promise<void> {
  if (event.complete === undefined) return;
  event.json = await event.complete().catch(() => event.json);
  event.complete = undefined;
}
