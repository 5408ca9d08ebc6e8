export {
  Client,
  type ClientOptions,
  type Credentials,
  type Grant,
  HARD_BYTES,
  PING_SECONDS,
  SOFT_BYTES,
  type Wire,
} from './client.ts';
export { type FilterFields, parseFilterFields } from './event-filter.ts';
export { Feed, type FeedSource, HISTORY_EVENTS, HISTORY_MS, type Subscriber } from './feed.ts';
export { type Frame, frameOf } from './frames.ts';
export { Hub, type HubOptions } from './hub.ts';
export { formatPosition, type Position, parsePosition } from './position.ts';
export {
  type ChannelName,
  CLOSE,
  type ClientMessage,
  type CloseReason,
  EVENT_CHANNELS,
  type EventChannel,
  isChannelName,
  PROTOCOL_VERSION,
  type ServerMessage,
} from './protocol.ts';
export type { ToldEvent } from './recent-events.ts';
export { isReportChannel, partsOfReport, type ReportChannel } from './report-channel.ts';
export { type AskedReport, type ReportQuestion, ReportRefusal, type ReportSource } from './report-source.ts';
export { readToken, signingKey, signToken, type TokenClaims } from './tokens.ts';
