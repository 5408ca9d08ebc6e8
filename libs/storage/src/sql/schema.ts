/** The tables that built queries read, as the migrations of every engine make them. */
export interface Schema {
  pageviews: PageviewsTable;
  visitors: VisitorsTable;
}

/** Live views, one row each. Texts are never null: an unknown value is an empty text. */
export interface PageviewsTable {
  project_id: number;
  /** The day of the project's zone. */
  day: number;
  number: number;
  visitor: number;
  session: number;
  /** Epoch ms. */
  occurred_at: number;
  /** See `textHash`. */
  url_hash: number;
  url: string;
  title: string;
  referrer: string;
  referrer_category: string;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  utm_content: string;
  utm_term: string;
  device_type: string;
  os: string;
  browser: string;
  browser_version: string;
  country: string;
  country_code: string;
  region: string;
  city: string;
  screen: string;
  browser_zone: string;
  engaged_ms: number;
  scroll_pct: number | null;
}

export interface VisitorsTable {
  project_id: number;
  number: number;
  hash: Uint8Array;
  /** Null when none is known. */
  fingerprint_hash: Uint8Array | null;
  first_seen: number;
  /** The day of the project's zone in which `first_seen` lies. */
  first_day: number;
  last_seen: number;
}
