// Copied from sdks/browser/src/realtime/messages.ts by tools/generate. Do not edit.
import type { ChannelEvents, Live, ReportData } from './schema.ts';

export type { ChannelEvents, Live, ReportData } from './schema.ts';

/** Channels that tell of single events. Members that this version does not know may be in them as well. */
export type EventChannel = keyof ChannelEvents;

/** A report, with its parameters as over HTTP: `report:pages?range=7d&limit=10`. */
export type ReportChannel = `report:${keyof ReportData}` | `report:${keyof ReportData}?${string}`;

export type Channel = EventChannel | 'live' | ReportChannel;

type NamedReport<Name> = Name extends keyof ReportData ? ReportData[Name] : never;

/** What a channel without events tells, whole each time. */
export type ChannelData<C> = C extends 'live'
  ? Live
  : C extends `report:${infer Name}?${string}`
    ? NamedReport<Name>
    : C extends `report:${infer Name}`
      ? NamedReport<Name>
      : never;

/** Where a channel of events stands. */
export interface Place {
  /** Of the last event told. */
  offset: number;
  /** To be given to `subscribe` by whoever comes back, for example after a reload. */
  position: string;
}

/** Of each field named, an event must have one of the values; a value may end with `*`. */
export type Filters = Record<string, string[]>;

/**
 * What is told of a channel. A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can
 * be told. An `event` has further events, in order, each once.
 */
export type ChannelMessage<C extends Channel> = C extends EventChannel
  ? { type: 'snapshot' | 'event'; channel: C; events: ChannelEvents[C][] } & Place
  : { type: 'snapshot'; channel: C; at: string; data: ChannelData<C> };

export interface ChannelError {
  /**
   * `bad_message`: the filters make no sense. Of reports: `bad_params`: their parameters make none; `not_found`: what one is about does not
   * exist, or no longer; `too_many`: of them.
   */
  code: 'bad_message' | 'unknown_channel' | 'forbidden_channel' | 'bad_params' | 'not_found' | 'too_many';
  message: string;
}

/** `delayed`: the server is cut off from others, so what these store is told a little later; nothing is lost. `on_time`: no more. */
export interface Notice {
  code: 'delayed' | 'on_time';
  message?: string;
}

export type RealtimeState =
  | { state: 'connecting' }
  /** @property expiresAt when the token ends, in ISO 8601; null with a key */
  | { state: 'open'; projectId: number; expiresAt: string | null }
  | { state: 'waiting'; retryInMs: number; code: number; reason: string }
  /** It does not come back: by `close`, or since the server's code says so. */
  | { state: 'closed'; code: number; reason: string };

/** What the server says, as far as the client acts on it. */
export type ServerMessage =
  | { type: 'welcome'; project_id: number; expires_at: string | null; ping_seconds: number }
  /** Channels without events have no place. */
  | ({ type: 'subscribed'; channel: Channel; recovered: boolean } & Partial<Place>)
  | ChannelMessage<Channel>
  | ({ type: 'position'; channel: EventChannel } & Place)
  | { type: 'unsubscribed'; channel: Channel }
  | { type: 'ping' | 'pong' }
  | ({ type: 'notice' } & Notice)
  | {
      type: 'error';
      code: ChannelError['code'] | 'already_subscribed' | 'not_subscribed' | 'unavailable';
      message: string;
      channel?: Channel;
    };
