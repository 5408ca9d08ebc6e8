export { ChannelRefusedError, RealtimeClosedError } from './realtime/errors.ts';
export type { Listener } from './realtime/generated/listener.ts';
export type {
  Channel,
  ChannelData,
  ChannelError,
  ChannelEvents,
  ChannelMessage,
  EventChannel,
  Filters,
  Live,
  Notice,
  Place,
  RealtimeState,
  ReportChannel,
  ReportData,
} from './realtime/generated/messages.ts';
export type { SubscribeOptions, Subscription } from './realtime/message-stream.ts';
export { Realtime, type RealtimeOptions } from './realtime/realtime.ts';
