import type { Context, Severity } from './types.ts';

/** The fields of a pageview, as the API takes them. */
export interface PageviewFields {
  url: string;
  page_title: string;
  referrer: string;
  /** Width and height, such as `1920x1080`. */
  screen_resolution: string;
  /** The IANA name. */
  timezone: string;
  fingerprint?: string;
}

/** The fields of an error, as the API takes them. */
export interface ErrorFields {
  message: string;
  error_type: string;
  url: string;
  file?: string;
  line?: number;
  stack?: string;
  severity?: Severity;
  environment?: string;
  release?: string;
  context?: Context;
}

/** The fields of an audit entry, as the API takes them. */
export interface AuditFields {
  action: string;
  actor?: string;
  context?: Context;
}

/** How a pageview was used so far. Values only grow: the server keeps the highest, whatever the order of arrival. */
export interface EngagementFields {
  /** The `event_id` of the pageview. */
  pageview_id: string;
  /** Time with the page visible and focused, in milliseconds. */
  engaged_ms: number;
  /** How far down the page was seen, 0–100. */
  scroll_pct: number;
}
