import type { DescribeError } from '../errors.ts';
import type { AuditFields, EngagementFields, ErrorFields, PageviewFields } from '../events.ts';
import type { Context, MicrologsApi, Severity } from '../types.ts';

/** What the visitor said to being measured. `pending`: not asked or not answered yet. */
export type Consent = 'pending' | 'granted' | 'denied';

interface Identified {
  /** Not in cookieless mode. */
  visitor_id?: string;
  session_token?: string;
}

/** An event as it is about to leave. */
export type TrackEvent =
  | ({ kind: 'pageview'; event_id: string } & PageviewFields & Identified)
  | ({ kind: 'error'; event_id: string } & ErrorFields & Identified)
  | ({ kind: 'audit'; event_id: string } & AuditFields)
  | ({ kind: 'engagement'; event_id: string } & EngagementFields);

/** Events that did not reach the server, or were not taken by it. */
export interface Loss {
  /**
   * `queue_full`: more waited than the page may keep. `too_large`, `rejected`, `unauthorized`: the server's word. `undelivered`: the
   * server was away for minutes. `closed`: captured after `close`, or still waiting at its deadline.
   */
  reason: 'queue_full' | 'too_large' | 'rejected' | 'unauthorized' | 'undelivered' | 'closed';
  count: number;
  /** The server's words, where it had any. */
  message: string;
}

export interface Options {
  /** The project's public key: 32 lowercase hex digits. */
  publicKey: string;
  /** Where the server is, without `/api`; one trailing slash is removed. */
  apiUrl: string;
  /** What is tracked besides pageviews: `errors()`, `engagement()`, `outboundLinks()` … */
  use?: AddOn[];
  /** Reported with errors. Default `production`. */
  environment?: string;
  /** Version of the application, reported with errors. */
  release?: string;
  /** Store nothing in the browser and send no ids; the project must be cookieless on the server as well. */
  cookieless?: boolean;
  /** Send nothing when the browser says Do Not Track or Global Privacy Control. */
  respectDnt?: boolean;
  /**
   * Default `granted`. While it is `pending` nothing is stored in the browser and nothing sent: events wait in memory for
   * `setConsent`. After `denied` they are gone, and so are ids of earlier visits.
   */
  consent?: Consent;
  /** False for routers that call `pageview()` themselves. Default true: a new URL is a new view. */
  autoPageview?: boolean;
  /** False where hashes are places within a page: a new one is no view, and views have none. Default true. */
  hashRouting?: boolean;
  /** Track nothing on `localhost`, loopback addresses and files. Default false. */
  excludeLocalhost?: boolean;
  /** Sees each event before it leaves: returns it, changed or not, or null to drop it. If it throws, the event goes as it was. */
  beforeSend?: (event: TrackEvent) => TrackEvent | null;
  /** Is told of what is lost. */
  onLoss?: (loss: Loss) => void;
}

/** Fields of a pageview by hand; what is not given is the page's own. */
export interface PageviewOptions {
  url?: string;
  title?: string;
  referrer?: string;
}

/** What a page can call. No method ever throws; all send in the background. */
export interface Micrologs extends MicrologsApi {
  /** Counts a view: of the present page, a tick later, when a router has set its title. A hidden page counts when it is shown. */
  pageview(options?: PageviewOptions): void;
  /** As `error`, by the name that all SDKs have for it; causes are sent by both, in `context.causes`. */
  captureException(error: unknown, context?: Context, severity?: Severity): void;
  /** Tells what the visitor chose; see `Options.consent`. */
  setConsent(consent: Consent): void;
  /** Sends what waits. @returns true when all of it arrived or is counted as lost, false after the deadline (5,000 ms) */
  flush(deadlineMs?: number): Promise<boolean>;
  /** Sends what waits, then tracks nothing more. @returns as `flush` */
  close(deadlineMs?: number): Promise<boolean>;
}

/** A pageview that is about to leave. */
export interface View extends PageviewFields {
  event_id: string;
}

/** What an add-on can use. */
export interface Host {
  readonly options: Options;
  /** Calls back for each view before it leaves; fields may be added to it. */
  onView(listener: (view: View) => void): void;
  /** Makes an error's fields out of anything that was thrown; `fallbackType` is its type unless it says its own. */
  describeError: DescribeError;
  /** Captures an error, with the visitor's ids. */
  error(fields: ErrorFields): void;
  engagement(fields: EngagementFields): void;
  /**
   * Captures something that happened by itself, as an audit entry without an actor. Where a project refuses those with its public
   * key, the first refusal ends them for this page.
   */
  event(action: string, context: Context): void;
}

/** Something that is tracked besides pageviews. Bundlers leave out those that are not used. */
export type AddOn = (host: Host) => void;
