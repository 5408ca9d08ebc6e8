import { randomUUID } from 'node:crypto';
import type { Delivering } from './delivering.ts';
import { Delivery, type Hurry } from './delivery.ts';
import { eventJson } from './event-json.ts';
import type { Queue, QueuedEvent } from './event-queue.ts';
import type { Losses } from './losses.ts';
import type { CapturedEvent, LossReason, Settings } from './options.ts';
import { toPlain } from './plain.ts';
import type { Secrets } from './secrets.ts';

/** Fields in which the host's data stands; ids and kinds are left as they are. */
const SCRUBBED = ['message', 'stack', 'file', 'url', 'referrer', 'page_title', 'actor', 'context'];

/** Bytes that the lines of source around frames may add to an event after it is queued. */
export const SOURCE_BYTES = 4_096;

/** Looks up what belongs to an event, shortly before it is sent. */
export type Complete = (event: CapturedEvent) => Promise<CapturedEvent>;

/** Makes events of what the host tells, and queues them. Never throws. */
export class Capturing {
  readonly #settings: Settings;
  readonly #queue: Queue;
  readonly #delivering: Delivering;
  readonly #losses: Losses;
  readonly #secrets: Secrets;
  readonly #hurry: Hurry;

  constructor(settings: Settings, queue: Queue, delivering: Delivering, losses: Losses, secrets: Secrets) {
    this.#settings = settings;
    this.#queue = queue;
    this.#delivering = delivering;
    this.#losses = losses;
    this.#secrets = secrets;
    this.#hurry = { hurry: () => delivering.hurry(), timeoutMs: settings.timeoutMs };
  }

  /** @param complete what is looked up later; it may add up to `SOURCE_BYTES` */
  capture(kind: CapturedEvent['kind'], fields: () => Record<string, unknown>, complete?: Complete): Delivery {
    return new Delivery(this.#queued(kind, fields, complete), this.#hurry);
  }

  /** What a refused call gives. */
  refused(): Delivery {
    return new Delivery(null, this.#hurry);
  }

  #queued(kind: CapturedEvent['kind'], fields: () => Record<string, unknown>, complete?: Complete): QueuedEvent | null {
    if (!this.#settings.enabled) return null;
    if (this.#delivering.isClosed) return this.#lost('closed', 'The client is closed');
    // Before any work is done for the event.
    if (!this.#queue.hasRoomFor(0)) return this.#lost('queue_full', 'The queue is full');
    if (kind === 'error' && this.#settings.sampleRate < 1 && Math.random() >= this.#settings.sampleRate) return null;
    try {
      const made = this.#made({ kind, event_id: randomUUID(), occurred_at: new Date().toISOString(), ...fields() });
      if (made === null) return null;
      const { event, text } = made;
      if (text === null) return this.#lost('too_large', 'The event is above 64 KB');
      const bytes = text.bytes + (complete ? SOURCE_BYTES : 0);
      if (!this.#queue.hasRoomFor(bytes)) return this.#lost('queue_full', 'The queue is full');
      return this.#delivering.add({
        id: event.event_id,
        json: text.json,
        bytes,
        ...(complete && { complete: () => completed(event, text.json, complete) }),
      });
    } catch {
      return this.#lost('rejected', 'The event cannot be read');
    }
  }

  /** The event without secrets and as `beforeSend` wants it; null when that drops it. */
  #made(given: CapturedEvent): { event: CapturedEvent; text: ReturnType<typeof eventJson> } | null {
    const event = { ...given };
    for (const name of SCRUBBED) if (name in event) event[name] = toPlain(event[name], this.#secrets);
    const { beforeSend } = this.#settings;
    if (beforeSend === undefined) return { event, text: eventJson(event) };
    // It may break the event before it throws.
    const untouched = eventJson(event);
    try {
      const changed = beforeSend({ ...event });
      if (changed === null) return null;
      if (changed.kind === undefined) throw new TypeError('beforeSend gave no event');
      const { kind, event_id, occurred_at } = event;
      const kept = { ...changed, kind, event_id, occurred_at };
      return { event: kept, text: eventJson(kept) };
    } catch {
      return { event, text: untouched };
    }
  }

  #lost(reason: LossReason, message: string): null {
    this.#losses.add(reason, 1, message);
    return null;
  }
}

/** The JSON of the completed event, or that of the event as it was when more would not fit. */
async function completed(event: CapturedEvent, json: string, complete: Complete): Promise<string> {
  const text = eventJson(await complete(event));
  return text !== null && text.bytes <= Buffer.byteLength(json) + SOURCE_BYTES ? text.json : json;
}
