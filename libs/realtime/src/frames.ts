import type { Place, ServerMessage } from './protocol.ts';
import type { ToldEvent } from './recent-events.ts';
import type { ReportChannel } from './report-channel.ts';

/** A message as it goes over the wire: UTF-8, made once however many receive it. */
export type Frame = Buffer;

/** Characters of events in one message; a single event may be longer. */
const FRAME_CHARACTERS = 256 * 1024;

export function frameOf(message: ServerMessage): Frame {
  return Buffer.from(JSON.stringify(message));
}

/**
 * A message whose events are text already.
 * @param place behind the last of the events
 */
export function eventsFrame(type: 'event' | 'snapshot', place: Place, events: readonly ToldEvent[]): Frame {
  const head = JSON.stringify({ type, ...place });
  return Buffer.from(`${head.slice(0, -1)},"events":[${events.map(({ text }) => text).join(',')}]}`);
}

/** @param data of a report, as JSON */
export function reportFrame(head: { channel: ReportChannel; at: string }, data: string): Frame {
  return Buffer.from(`${JSON.stringify({ type: 'snapshot', ...head }).slice(0, -1)},"data":${data}}`);
}

export function subscribedFrame(recovered: boolean, place: Place): Frame {
  return frameOf({ type: 'subscribed', recovered, ...place });
}

/** Events in parts, each of which makes one message. */
export function* partsOf(events: readonly ToldEvent[]): Generator<ToldEvent[]> {
  let part: ToldEvent[] = [];
  let characters = 0;
  for (const event of events) {
    if (part.length > 0 && characters + event.text.length > FRAME_CHARACTERS) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(event);
    characters += event.text.length;
  }
  if (part.length > 0) yield part;
}
