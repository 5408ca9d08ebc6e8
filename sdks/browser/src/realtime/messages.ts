import type { components } from '../generated/schema.ts';

type Schemas = components['schemas'];

/** What each channel tells of. Members that this version does not know may be there as well. */
export interface ChannelEvents {
  /** A stored pageview. */
  pageviews: { offset: number } & Schemas['ExportedPageview'];
  /** An error, with what it did to its group, or a change of a group's status. */
  errors: { offset: number } & (
    | ({ kind: 'occurrence'; effect: 'created' | 'reopened' | null } & Schemas['ExportedError'])
    | { kind: 'status_change'; [field: string]: unknown }
  );
  /** A click on a short link. */
  links: { offset: number } & Schemas['ExportedClick'];
  /** An entry of the audit log. */
  audit: { offset: number } & Schemas['ExportedAudit'];
}

export type Channel = keyof ChannelEvents;

/** Where a channel stands. */
export interface Place {
  /** Of the last event told. */
  offset: number;
  /** To be given to `subscribe` by whoever comes back, for example after a reload. */
  position: string;
}

export interface ChannelError {
  /** `bad_message`: the filters make no sense. */
  code: 'bad_message' | 'unknown_channel' | 'forbidden_channel';
  message: string;
}

/** What the server says, as far as the client acts on it. */
export type ServerMessage =
  | { type: 'welcome'; project_id: number; expires_at: string | null; ping_seconds: number }
  | ({ type: 'subscribed'; channel: Channel; recovered: boolean } & Place)
  | ({ type: 'snapshot' | 'event'; channel: Channel; events: never[] } & Place)
  | ({ type: 'position'; channel: Channel } & Place)
  | { type: 'unsubscribed'; channel: Channel }
  | { type: 'ping' | 'pong' }
  | {
      type: 'error';
      code: ChannelError['code'] | 'already_subscribed' | 'not_subscribed' | 'unavailable';
      message: string;
      channel?: Channel;
    };
