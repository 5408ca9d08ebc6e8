import type { ErrorBody, KeyType } from './error-tracking.ts';
import type { Device, Place } from './facts.ts';
import type { EventId, ProjectId } from './ids.ts';
import type { DropReason } from './ledger.ts';
import type { LinkId, UncountedReason } from './links.ts';
import type { EpochMs } from './time.ts';

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
