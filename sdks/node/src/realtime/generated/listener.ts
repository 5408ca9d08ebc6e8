// Copied from sdks/browser/src/realtime/listener.ts by tools/generate. Do not edit.
import { type Receiver, run } from './connection.ts';
import type {
  Channel,
  ChannelData,
  ChannelError,
  ChannelEvents,
  ChannelMessage,
  EventChannel,
  Filters,
  Place,
} from './messages.ts';

/** Who is told of a channel by calls. */
export interface Listener<C extends Channel> {
  filters?: Filters;
  /** Of the last event that was seen, to go on from there. */
  position?: string;
  /**
   * The latest events, or for a channel without events all that it tells. It replaces all that came before: at the beginning, and where
   * not everything that was missed can be told.
   */
  onSnapshot?(
    latest: C extends EventChannel ? ChannelEvents[C][] : ChannelData<C>,
    place: C extends EventChannel ? Place : { at: string },
  ): void;
  /** Further events, in order, each once. */
  onEvents?(events: C extends EventChannel ? ChannelEvents[C][] : never, place: Place): void;
  /** How far the channel is, where filters let nothing through for a while. */
  onPosition?(place: Place): void;
  /** The server does not open the channel; there is no use in waiting. */
  onError?(error: ChannelError): void;
}

/** Calls what of a listener a message is for. */
export function receiverOf({ filters, position, ...calls }: Listener<Channel>): Receiver {
  // What a message holds depends on its channel, which the types of a listener for any channel do not know.
  type Told = { events?: never; data?: never; offset: never; position: string; at: string };
  return {
    filters,
    position,
    receive(message: ChannelMessage<Channel>) {
      const { events, data, offset, position, at } = message as ChannelMessage<Channel> & Told;
      const place = events ? { offset, position } : { at };
      if (message.type === 'snapshot') run(() => calls.onSnapshot?.(events ?? data!, place as never));
      else run(() => calls.onEvents?.(events!, { offset, position }));
    },
    moved: (place) => run(() => calls.onPosition?.(place)),
    refused: (error) => run(() => calls.onError?.(error)),
  };
}
