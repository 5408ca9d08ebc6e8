import type { EventFilter } from '../src/event-filter.ts';
import type { Frame, Subscriber } from '../src/index.ts';
import type { ServerMessage } from '../src/protocol.ts';

type Placed = Extract<ServerMessage, { position: string }>;

/** A subscriber that keeps everything, and can be cut off. */
export class Listener implements Subscriber {
  readonly messages: Placed[] = [];
  isGone = false;

  constructor(readonly filter: EventFilter | null = null) {}

  send(frame: Frame): void {
    if (!this.isGone) this.messages.push(JSON.parse(frame.toString()) as Placed);
  }

  get position(): string | undefined {
    return this.messages.at(-1)?.position;
  }

  /** Offsets of the events told, without those of snapshots. */
  get offsets(): number[] {
    return this.messages.flatMap((message) =>
      message.type === 'event' ? message.events.map(({ offset }) => offset) : [],
    );
  }

  get types(): string[] {
    return this.messages.map((message) =>
      message.type === 'subscribed' ? `subscribed ${message.recovered}` : message.type,
    );
  }
}
