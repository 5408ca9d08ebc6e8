/**
 * Rows of the PHP engine's database, as its reader gives them: times as the text that is stored, numbers that are keys of
 * joined tables null where the join found nothing. `docs/from-the-php-engine.md` says what each becomes.
 */

/** A `DATETIME` as text, `YYYY-MM-DD HH:MM:SS`. */
export type WallTime = string | null;

/** What every row of a project's tables has. */
export interface KeyedRow {
  id: number;
}

export interface ProjectRow extends KeyedRow {
  name: string | null;
  secret_key: string | null;
  public_key: string | null;
  /** Separated by commas. */
  allowed_domains: string | null;
  is_active: number | null;
  created_at: WallTime;
}

export interface DeviceColumns {
  /** Null when the row names no device, or one that is gone. */
  device_type: string | null;
  os: string | null;
  browser: string | null;
  browser_version: string | null;
}

export interface PlaceColumns {
  /** Null when the row names no location, or one that is gone. */
  country: string | null;
  country_code: string | null;
  region: string | null;
  city: string | null;
}

export interface PageviewRow extends KeyedRow, DeviceColumns, PlaceColumns {
  url: string | null;
  page_title: string | null;
  referrer_url: string | null;
  referrer_category: string | null;
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_content: string | null;
  utm_term: string | null;
  screen_resolution: string | null;
  timezone: string | null;
  created_at: WallTime;
  /** Of its visitor; null when that is gone. */
  visitor_hash: string | null;
  fingerprint_hash: string | null;
  /** Of its session; null when that is gone. */
  session_token: string | null;
  session_started_at: WallTime;
  session_last_activity: WallTime;
}

export interface VisitorRow extends KeyedRow {
  visitor_hash: string | null;
}

export interface SessionRow extends KeyedRow {
  session_token: string | null;
  /** Of its visitor; null when that is gone. */
  visitor_hash: string | null;
}

/** What the PHP engine tells groups apart by. */
export interface GroupedBy {
  error_type: string | null;
  message: string | null;
  file: string | null;
  line: number | null;
}

export interface ErrorGroupRow extends KeyedRow, GroupedBy {
  severity: string | null;
  environment: string | null;
  status: string | null;
  first_seen: WallTime;
  last_seen: WallTime;
}

export interface ErrorEventRow extends KeyedRow, GroupedBy, DeviceColumns, PlaceColumns {
  /** Null when its group is gone. */
  group_id: number | null;
  stack_trace: string | null;
  url: string | null;
  environment: string | null;
  severity: string | null;
  /** JSON text. */
  context: string | null;
  created_at: WallTime;
}

export interface AuditRow extends KeyedRow {
  action: string | null;
  actor: string | null;
  ip_hash: string | null;
  /** JSON text. */
  context: string | null;
  created_at: WallTime;
}

export interface LinkRow extends KeyedRow {
  code: string | null;
  destination_url: string | null;
  label: string | null;
  is_active: number | null;
  created_at: WallTime;
}

export interface ClickRow extends KeyedRow, DeviceColumns, PlaceColumns {
  /** Of its link; null when that is gone. */
  code: string | null;
  referrer_url: string | null;
  referrer_category: string | null;
  ip_hash: string | null;
  created_at: WallTime;
}

/** The tables of a project, with what is read of their rows. */
export interface PartRows {
  pageviews: PageviewRow;
  visitors: VisitorRow;
  sessions: SessionRow;
  error_groups: ErrorGroupRow;
  error_events: ErrorEventRow;
  audit_logs: AuditRow;
  tracked_links: LinkRow;
  link_clicks: ClickRow;
}

export type Part = keyof PartRows;
