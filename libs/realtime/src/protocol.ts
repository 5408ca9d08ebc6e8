import type { EpochMs, ProjectId } from '@micrologs/domain';
import { type FilterFields, parseFilterFields } from './event-filter.ts';
import type { LiveCounts } from './live-visitors.ts';
import { isReportChannel, type ReportChannel } from './report-channel.ts';

/** Every message between server and client, in either direction, as JSON. `docs/realtime.md` has the rules. */
export const PROTOCOL_VERSION = 1;

/** Channels whose messages tell of single events, and have offsets. */
export const EVENT_CHANNELS = ['pageviews', 'errors', 'links', 'audit', 'alerts'] as const;
export type EventChannel = (typeof EVENT_CHANNELS)[number];

/** `live` tells who is there now, and a report what it answers: whole each time, without offsets. */
export type ChannelName = EventChannel | 'live' | ReportChannel;

export type ClientMessage =
  | { type: 'hello'; protocol?: number; token?: string; key?: string }
  /**
   * @property position the last one that the client got of this channel; without it, it begins at the present
   * @property filters lets through only events with one of these values in each of these fields
   */
  | { type: 'subscribe'; channel: ChannelName; position?: string; filters?: FilterFields }
  | { type: 'unsubscribe'; channel: ChannelName }
  | { type: 'ping' }
  | { type: 'pong' };

/** Where a channel stands after a message. */
export interface Place {
  channel: EventChannel;
  /** Of the last event told; 0 before the first. */
  offset: number;
  /** To be given back, as it is, when the client comes back. */
  position: string;
}

/** An event as the export of its kind writes it, or as a webhook has it, with its offset. */
export type EventData = { offset: number } & Record<string, unknown>;

export type ServerMessage =
  | {
      type: 'welcome';
      protocol: typeof PROTOCOL_VERSION;
      project_id: ProjectId;
      /** When the token ends, in ISO 8601; null with the secret key. */
      expires_at: string | null;
      ping_seconds: number;
    }
  /** `recovered`: everything after the client's position follows. Otherwise a snapshot does, and replaces what the client had. */
  | ({ type: 'subscribed'; recovered: boolean } & Place)
  | { type: 'subscribed'; recovered: false; channel: 'live' | ReportChannel }
  | ({ type: 'snapshot'; events: EventData[] } & Place)
  /** Visitors with a view in the last five minutes. */
  | { type: 'snapshot'; channel: 'live'; at: string; data: LiveCounts }
  /** `data` of what the report answers over HTTP, and since when it is so. */
  | { type: 'snapshot'; channel: ReportChannel; at: string; data: object }
  /** One or more events, in order, without a gap to those before. */
  | ({ type: 'event'; events: EventData[] } & Place)
  /** How far the channel is, where the filters let nothing through for a while. */
  | ({ type: 'position' } & Place)
  | { type: 'unsubscribed'; channel: ChannelName }
  /** What other processes store is found a little later than usual, and nothing is lost. */
  | { type: 'notice'; code: 'delayed'; message: string }
  /** It is told at once again. */
  | { type: 'notice'; code: 'on_time' }
  | { type: 'ping' }
  | { type: 'pong' }
  /** `channel` is there where the failure is about one. */
  | { type: 'error'; code: ErrorCode; message: string; channel?: string };

export type ErrorCode =
  /** The message is no JSON object of a known type and shape; with a channel: the filters are none. */
  | 'bad_message'
  /** There is no such channel. */
  | 'unknown_channel'
  /** The token does not name the channel. */
  | 'forbidden_channel'
  | 'already_subscribed'
  | 'not_subscribed'
  /** The report cannot be asked so: what it would answer with a status of 400. */
  | 'bad_params'
  /** What the report is about does not exist, or no longer. */
  | 'not_found'
  /** Of reports, on this connection or of the project. */
  | 'too_many'
  /** The database does not answer: subscribe again later. */
  | 'unavailable';

/** Why the server closes a socket. After those marked so, the client comes back with its positions. */
export const CLOSE = {
  /** The server stops; come back. */
  goingAway: { code: 1001, reason: 'The server stops' },
  /** No key or token, or one that is not valid. */
  unauthorized: { code: 4001, reason: 'The token or key is not valid' },
  /** Come back with a new token. */
  expired: { code: 4002, reason: 'The token has expired' },
  /** The project's keys were changed, or it was disabled or deleted. */
  keyRevoked: { code: 4003, reason: 'The key was changed, or the project disabled' },
  /** The token is for another origin. */
  forbiddenOrigin: { code: 4004, reason: 'The token is not for this origin' },
  /** Of an unsupported version of the protocol. */
  unsupportedProtocol: { code: 4005, reason: 'This version of the protocol is not supported' },
  /** Too many keys or tokens from this address were not valid. */
  tooMany: { code: 4029, reason: 'Too many attempts' },
  /** The database does not answer, and the key is not known here; come back. */
  unavailable: { code: 1013, reason: 'The key cannot be checked now' },
  /** Too many sockets of this project, or from this address. */
  tooManySockets: { code: 4030, reason: 'Too many connections' },
  /** The client does not read what it is sent; come back. */
  slow: { code: 4008, reason: 'Too slow' },
  /** A message in bytes, a too large one, or too many that are wrong. */
  badMessages: { code: 4006, reason: 'Too many messages that are wrong' },
} as const;

export type CloseReason = (typeof CLOSE)[keyof typeof CLOSE];

const MAX_TEXT = 4096;

/** A wish to subscribe that cannot be obeyed: there is no such channel, or the filters are none. */
export type BadSubscribe = { type: 'subscribe' } & ({ unknown: string } | { unfiltered: ChannelName });

/** @returns null for what is no message of a client */
export function parseClientMessage(text: string): ClientMessage | BadSubscribe | null {
  const value = parseObject(text);
  if (!value) return null;
  const { type } = value;
  if (type === 'ping' || type === 'pong') return { type };
  if (type === 'hello') {
    const { protocol, token, key } = value;
    if (protocol !== undefined && typeof protocol !== 'number') return null;
    if (!isOptionalText(token) || !isOptionalText(key)) return null;
    return { type, ...(protocol !== undefined && { protocol }), ...(token && { token }), ...(key && { key }) };
  }
  if (type !== 'subscribe' && type !== 'unsubscribe') return null;
  const { channel, position, filters } = value;
  if (typeof channel !== 'string' || channel.length > MAX_TEXT || !isOptionalText(position)) return null;
  if (!isChannelName(channel)) return { type: 'subscribe', unknown: channel };
  if (type === 'unsubscribe') return { type, channel };
  const fields = filters === undefined ? undefined : parseFilterFields(filters);
  if (fields === null) return { type, unfiltered: channel };
  return { type, channel, ...(position && { position }), ...(fields && { filters: fields }) };
}

export function isChannelName(name: string): name is ChannelName {
  return name === 'live' || isReportChannel(name) || (EVENT_CHANNELS as readonly string[]).includes(name);
}

export function isoOf(at: EpochMs): string {
  return new Date(at).toISOString();
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value.length <= MAX_TEXT);
}
