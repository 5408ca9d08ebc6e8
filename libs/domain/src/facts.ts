import type { ProjectId } from './ids.ts';
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
