import type { PageviewDimension, SessionDimension } from './question.ts';

/**
 * What is kept of a closed month, by number as it is stored: a number never gets another meaning. Of those that only rank
 * there are pageviews alone: addresses of referrers are as many as views, and nobody asks for more.
 */
export const GROUPINGS = {
  total: { id: 1, from: 'pageviews', by: [] },
  url: { id: 2, from: 'pageviews', by: ['url'] },
  deviceType: { id: 3, from: 'pageviews', by: ['deviceType'] },
  os: { id: 4, from: 'pageviews', by: ['os'] },
  browser: { id: 5, from: 'pageviews', by: ['browser'] },
  country: { id: 6, from: 'pageviews', by: ['country', 'countryCode'] },
  region: { id: 7, from: 'pageviews', by: ['country', 'countryCode', 'region'] },
  city: { id: 8, from: 'pageviews', by: ['city', 'region', 'countryCode'] },
  referrerCategory: { id: 9, from: 'pageviews', by: ['referrerCategory'] },
  referrer: { id: 10, from: 'pageviews', by: ['referrer'], ranksOnly: true },
  utm: { id: 11, from: 'pageviews', by: ['utmSource', 'utmMedium', 'utmCampaign'] },
  entryPage: { id: 12, from: 'sessions', by: ['entryPage'] },
  exitPage: { id: 13, from: 'sessions', by: ['exitPage'] },
  channel: { id: 14, from: 'sessions', by: ['channel'] },
} as const satisfies Record<string, Grouping>;

export type Grouping =
  | { id: number; from: 'pageviews'; by: readonly PageviewDimension[]; ranksOnly?: true }
  | { id: number; from: 'sessions'; by: readonly SessionDimension[] };

export type GroupingName = keyof typeof GROUPINGS;

/**
 * What is known of a group besides how many pageviews or sessions it has. `title`: the id of the title of the latest
 * view, the larger text where two are equally late. `scrollPct`: the sum over the `scrolls`, the views that told one.
 */
export const GROUP_DETAILS = {
  pageviews: ['engagedMs', 'scrollPct', 'scrolls', 'title'],
  sessions: ['bounces', 'durationMs', 'unbouncedDurationMs', 'engagedMs'],
} as const;

export type GroupDetail<From extends Grouping['from']> = (typeof GROUP_DETAILS)[From][number];

/** The groups of a month, in any order. */
export interface MonthGroups<From extends Grouping['from'] = Grouping['from']> {
  /** For each dimension, the ids of its values by group. */
  keys: readonly Uint32Array[];
  /** Pageviews, or sessions, by group. */
  counts: Uint32Array;
  /** By group. */
  details: Readonly<Record<GroupDetail<From>, Float64Array>>;
  /** Who viewed, or started the sessions. */
  visitors: GroupVisitors;
}

/** Distinct visitors of each group, ascending: those of group `g` from `offsets[g]` to `offsets[g + 1]`. */
export interface GroupVisitors {
  offsets: Uint32Array;
  numbers: Uint32Array;
}
