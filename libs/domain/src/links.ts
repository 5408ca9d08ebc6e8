import type { Device, Place, ReferrerCategory } from './facts.ts';
import type { ProjectId } from './ids.ts';
import type { EpochMs, LocalDay } from './time.ts';

/** A link's number, over all projects; never reused. */
export type LinkId = number;
/** Number of a click within its project, in the order of commits; never reused. */
export type ClickNumber = number;

export const REDIRECT_STATUSES = [301, 302, 307, 308] as const;
export type RedirectStatus = (typeof REDIRECT_STATUSES)[number];

/** A short link. */
export interface Link {
  id: LinkId;
  project: ProjectId;
  /** Case-sensitive, unique over all projects, never issued again. */
  code: string;
  /** An absolute `http:` or `https:` URL in ASCII. */
  destinationUrl: string;
  label: string;
  isActive: boolean;
  redirectStatus: RedirectStatus;
  /** The visitor's query parameters are added to the target, but for those that it has already. */
  forwardQuery: boolean;
  /** From this instant on it answers 410; null: never. */
  expiresAt: EpochMs | null;
  /** It leads on so many times; null: without limit. */
  maxClicks: number | null;
  /** Clicks given out of `maxClicks`; counted while there is a maximum. */
  reservedClicks: number;
  /** Counted clicks since it was made. */
  totalClicks: number;
  /** With salt and parameters; null when no password is asked for. */
  passwordHash: string | null;
  tags: string[];
  createdAt: EpochMs;
  updatedAt: EpochMs;
}

/** Why a request for a link is no click. */
export type UncountedReason = 'head' | 'prefetch' | 'bot';

/** One request for a link. */
export interface Click {
  project: ProjectId;
  number: ClickNumber;
  link: LinkId;
  occurredAt: EpochMs;
  /** The day of the project's zone in which `occurredAt` lies. */
  day: LocalDay;
  /** Null for a click that counts. */
  uncounted: UncountedReason | null;
  referrer: string;
  referrerCategory: ReferrerCategory;
  device: Device;
  place: Place | null;
  /** Hex. */
  ipHash: string;
}
