import { DAY_MS, type LocalDay } from '@micrologs/domain';

/** Whole days of the traffic; one more, the last, is a day that is still going on. */
export const WHOLE_DAYS = 365;
/** How much of the last day has passed. */
export const LAST_DAY_SHARE = 0.5;

/** Of all pageviews: 1.5 M visitors and 3.5 M sessions at 10 M. */
const VISITORS_PER_PAGEVIEW = 0.15;
const SESSIONS_PER_PAGEVIEW = 0.35;

/** From Sunday on. */
const WEEKDAYS = [0.8, 1.1, 1.12, 1.1, 1.08, 1.0, 0.75];

/** What of the traffic falls on one day: everything up to its beginning and its own share. */
export interface DayShare {
  day: LocalDay;
  /** Numbers given out before. */
  before: Totals;
  /** Sessions that start on the day, their pageviews, and how many of their visitors are new. */
  own: Totals;
  /** How much of the day there is: 1, or `LAST_DAY_SHARE`. */
  part: number;
}

export interface Totals {
  visitors: number;
  sessions: number;
  pageviews: number;
}

/**
 * Spreads pageviews over a year with a rhythm of the week and some growth. The whole days have exactly the pageviews asked for;
 * the last day comes on top.
 * @param lastDay the day that is still going on
 */
export function schedule(pageviews: number, lastDay: LocalDay): DayShare[] {
  const firstDay = lastDay - WHOLE_DAYS;
  const weights = Array.from({ length: WHOLE_DAYS + 1 }, (_, index) => {
    const growth = 0.8 + (0.4 * index) / WHOLE_DAYS;
    const part = index === WHOLE_DAYS ? LAST_DAY_SHARE : 1;
    return growth * part * WEEKDAYS[new Date((firstDay + index) * DAY_MS).getUTCDay()]!;
  });
  const whole = weights.slice(0, WHOLE_DAYS).reduce((sum, weight) => sum + weight, 0);
  const upTo = (weight: number): Totals => {
    const share = (total: number) => Math.round((total * weight) / whole);
    return {
      visitors: share(pageviews * VISITORS_PER_PAGEVIEW),
      sessions: share(pageviews * SESSIONS_PER_PAGEVIEW),
      pageviews: share(pageviews),
    };
  };
  let passed = 0;
  return weights.map((weight, index) => {
    const before = upTo(passed);
    // The sum over all whole days, added up in the same order, is exactly `whole`.
    passed += weight;
    const after = upTo(passed);
    const own = {
      visitors: after.visitors - before.visitors,
      sessions: after.sessions - before.sessions,
      pageviews: after.pageviews - before.pageviews,
    };
    return { day: firstDay + index, before, own, part: index === WHOLE_DAYS ? LAST_DAY_SHARE : 1 };
  });
}
