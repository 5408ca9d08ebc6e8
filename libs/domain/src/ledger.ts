/** Why an accepted event was not stored. Every drop is counted under one of these, per project. */
export type DropReason =
  | 'bot_user_agent'
  | 'bot_empty_user_agent'
  | 'bot_missing_accept'
  | 'bot_missing_accept_language'
  | 'opted_out'
  /** An event with this id was stored before. */
  | 'duplicate'
  /** The same visitor viewed the same URL within the last 300 s. */
  | 'repeated_view'
  | 'project_deleted'
  /** The link was deleted before its click was stored. */
  | 'link_deleted'
  /** It belongs to a day whose views have gone by retention. */
  | 'too_old'
  /** An operator dropped it from the dead letters. */
  | 'dead_letter_dropped';

export type EventKind = 'pageview' | 'engagement' | 'error' | 'audit';

/** `received = stored + dropped + pending`, all cumulative since the project was created. */
export interface LedgerCounts {
  received: number;
  stored: number;
  dropped: Partial<Record<DropReason, number>>;
  /** Accepted but not yet processed: waiting in the queue, or a dead letter. */
  pending: number;
  /** The part of `pending` that lies in the dead-letter table. */
  deadLetters: number;
}
