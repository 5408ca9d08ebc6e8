import type { ErrorBody, KeyType } from './error-tracking.ts';
import type { EventId, ProjectId } from './ids.ts';
import type { LinkId, UncountedReason } from './links.ts';
import type { EpochMs, LocalDay } from './time.ts';

/** What a user agent string told. */
export interface Device {
  deviceType: 'desktop' | 'mobile' | 'tablet' | 'unknown';
  os: string;
  browser: string;
  /** Digits and dots, at most 20 characters; empty when unknown. */
  browserVersion: string;
}

export const UNKNOWN_DEVICE: Device = { deviceType: 'unknown', os: 'Unknown', browser: 'Unknown', browserVersion: '' };

/** Where an address lies, in English names; empty strings for what the GeoIP file does not know. */
export interface Place {
  country: string;
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
  region: string;
  city: string;
}

export type ReferrerCategory = 'direct' | 'organic_search' | 'social' | 'email' | 'referral' | 'internal';

/** The five UTM parameters of a URL; empty when absent. */
export interface Utm {
  source: string;
  medium: string;
  campaign: string;
  content: string;
  term: string;
}

/** Number of a visitor within its project: dense, starting at 1, never reused. */
export type VisitorNumber = number;
/** Number of a session within its project: dense, starting at 1, never reused. */
export type SessionNumber = number;
/** Number of a pageview within its project, in the order of commits; never reused. */
export type PageviewNumber = number;

/** One stored view of one page. `engagedMs` and `scrollPct` are cumulative maxima told by the tracker. */
export interface Pageview {
  project: ProjectId;
  number: PageviewNumber;
  visitor: VisitorNumber;
  session: SessionNumber;
  occurredAt: EpochMs;
  /** The day of the project's zone in which `occurredAt` lies. */
  day: LocalDay;
  url: string;
  title: string;
  referrer: string;
  referrerCategory: ReferrerCategory;
  utm: Utm;
  device: Device;
  place: Place | null;
  screen: string;
  /** The browser's zone as it said, not checked. */
  browserZone: string;
  /** Visible and focused time, in ms; 0 when never told. */
  engagedMs: number;
  /** Deepest scroll position, 0–100; null when never told. */
  scrollPct: number | null;
}

/**
 * A visit: views of one visitor (under one session token, if the client sent one) without a pause of more than
 * 30 minutes. It bounced when it has one view and no interaction.
 */
export interface Session {
  project: ProjectId;
  number: SessionNumber;
  visitor: VisitorNumber;
  /** SHA-256 (hex) of the client's session token; empty without one. */
  tokenHash: string;
  startedAt: EpochMs;
  /** The day of the project's zone in which the session started; session counts belong to it. */
  startDay: LocalDay;
  lastActivity: EpochMs;
  views: number;
  /** Sum of the views' engaged time, in ms. */
  engagedMs: number;
  entryUrl: string;
  exitUrl: string;
  /** When the entry and the exit page were viewed; an earlier or later view replaces them. */
  entryAt: EpochMs;
  exitAt: EpochMs;
}

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

export interface PageviewBody {
  url: string;
  page_title: string;
  referrer: string;
  visitor_id: string;
  session_token: string;
  fingerprint: string;
  screen_resolution: string;
  timezone: string;
}

export interface EngagementBody {
  pageview_id: EventId;
  engaged_ms: number;
  scroll_pct: number | null;
}

/** What every queued event carries, whatever its kind. It holds no address, no user agent and no key. */
interface QueuedBase {
  project: ProjectId;
  receivedAt: EpochMs;
  /** The client's own time, if one was given and accepted. */
  occurredAt?: EpochMs;
}

interface QueuedIdentified extends QueuedBase {
  id: EventId;
  /** True when the client chose the id, so that a retry may come with the same one. */
  idGiven: boolean;
}

export interface QueuedPageview extends QueuedIdentified {
  kind: 'pageview';
  device: Device;
  place?: Place;
  /**
   * Cookieless projects: today's visitor hash, then yesterday's, if there is one, in hex. Absent otherwise: the hash
   * comes from `body.visitor_id`.
   */
  visitorHashes?: [string] | [string, string];
  /** Members may be absent when the client left them out; they read as empty. */
  body: Partial<PageviewBody> & { url: string };
}

export interface QueuedEngagement extends QueuedIdentified {
  kind: 'engagement';
  body: EngagementBody;
}

export interface QueuedError extends QueuedIdentified {
  kind: 'error';
  keyType: KeyType;
  /** Absent where a backend speaks and says nothing of a browser. */
  device?: Device;
  place?: Place;
  /** As in `QueuedPageview`. */
  visitorHashes?: [string] | [string, string];
  body: ErrorBody;
}

export interface AuditBody {
  action: string;
  /** May be empty. */
  actor: string;
  /** JSON text of an object or an array, as it was sent. */
  context: string | null;
}

export interface QueuedAudit extends QueuedIdentified {
  kind: 'audit';
  keyType: KeyType;
  /** Hex. */
  ipHash: string;
  body: AuditBody;
}

/** A redirect that was answered. No client repeats it, so it has no id. */
export interface QueuedClick extends QueuedBase {
  kind: 'click';
  link: LinkId;
  /** Absent for a click that counts. */
  uncounted?: UncountedReason;
  /** The `Referer` header; empty without one. */
  referrer: string;
  device: Device;
  place?: Place;
  /** Hex. */
  ipHash: string;
}

/** An event that was refused at the door for a reason that is to be counted; nothing else of it is kept. */
export interface QueuedDrop extends QueuedBase {
  kind: 'drop';
  reason: DropReason;
}

/** One event on its way from the answer to the store, as JSON. */
export type QueuedEvent = QueuedPageview | QueuedEngagement | QueuedError | QueuedAudit | QueuedClick | QueuedDrop;
