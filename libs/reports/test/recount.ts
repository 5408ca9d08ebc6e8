import { type DayRange, formatDay, type LocalDay, type Pageview, type VisitorNumber } from '@micrologs/domain';
import type { Facts } from './facts.ts';

/**
 * Every report, counted naively from single facts: the definitions of the contract once more, in other words and without
 * any shared code, to hold the real reports against.
 */
export function recount({ sessions, pageviews }: Facts, days: DayRange, limit: number, visitorDays: boolean) {
  const within = (day: LocalDay) => day >= days.from && day <= days.to;
  const views = pageviews.filter(({ day }) => within(day));
  const started = sessions.filter(({ startDay }) => within(startDay));
  const bounced = started.filter((session) => session.views === 1);
  const stayed = started.filter((session) => session.views !== 1);
  const firstDay = new Map<VisitorNumber, LocalDay>();
  for (const { visitor, day } of pageviews) {
    firstDay.set(visitor, Math.min(firstDay.get(visitor) ?? Number.POSITIVE_INFINITY, day));
  }
  const all = distinct(views, ({ visitor }) => visitor);
  const fresh = [...all].filter((visitor) => within(firstDay.get(visitor)!)).length;
  const bounceRate = round((bounced.length / started.length) * 100, 1);
  const viewDays = [...distinct(views, ({ day }) => day)].sort((a, b) => a - b);
  const startDays = [...distinct(started, ({ startDay }) => startDay)].sort((a, b) => a - b);

  return {
    getVisitors: {
      visitor_days: visitorDays,
      unique_visitors: all.size,
      total_pageviews: views.length,
      total_sessions: started.length,
      bounce_rate: bounceRate,
      over_time: viewDays.map((day) => {
        const ofDay = views.filter((view) => view.day === day);
        return { date: formatDay(day), ...counts(ofDay) };
      }),
    },
    getReturningVisitors: {
      visitor_days: visitorDays,
      total_visitors: all.size,
      new_visitors: fresh,
      returning_visitors: all.size - fresh,
      new_pct: round((fresh / all.size) * 100, 1),
      returning_pct: round(((all.size - fresh) / all.size) * 100, 1),
      over_time: viewDays.map((day) => {
        const ofDay = [
          ...distinct(
            views.filter((view) => view.day === day),
            ({ visitor }) => visitor,
          ),
        ];
        const fresh = ofDay.filter((visitor) => firstDay.get(visitor) === day).length;
        return { date: formatDay(day), new_visitors: fresh, returning_visitors: ofDay.length - fresh };
      }),
    },
    getSessions: {
      total_sessions: started.length,
      bounce_rate: bounceRate,
      avg_duration_seconds: meanOf(started.map(durationSeconds)),
      avg_duration_engaged: meanOf(stayed.map(durationSeconds)),
      avg_pages_per_session: round(views.length / distinct(views, ({ session }) => session).size, 2),
      avg_engaged_seconds: meanOf(
        started.map(({ engagedMs }) => engagedMs / 1000),
        1,
      ),
      over_time: startDays.map((day) => {
        const ofDay = started.filter(({ startDay }) => startDay === day);
        return {
          date: formatDay(day),
          sessions: ofDay.length,
          avg_duration_seconds: meanOf(ofDay.map(durationSeconds)),
        };
      }),
    },
    getPages: (() => {
      const rows = grouped(views, ({ url }) => ({ url })).slice(0, limit);
      return {
        visitor_days: visitorDays,
        count: rows.length,
        pages: rows.map(({ key, views }) => {
          const newest = views.reduce((best, view) =>
            view.occurredAt > best.occurredAt ||
            (view.occurredAt === best.occurredAt && bytewise(view.title, best.title) > 0)
              ? view
              : best,
          );
          const scrolls = views.flatMap(({ scrollPct }) => (scrollPct === null ? [] : [scrollPct]));
          return {
            ...key,
            page_title: newest.title,
            ...counts(views),
            avg_engaged_seconds: meanOf(
              views.map(({ engagedMs }) => engagedMs / 1000),
              1,
            ),
            avg_scroll_pct: scrolls.length === 0 ? null : round(scrolls.reduce((a, b) => a + b) / scrolls.length, 1),
          };
        }),
      };
    })(),
    getDevices: {
      visitor_days: visitorDays,
      by_device: grouped(views, ({ device }) => ({ device_type: device.deviceType })).map(withVisitors),
      by_os: grouped(views, ({ device }) => ({ os: device.os })).map(withoutVisitors),
      by_browser: grouped(views, ({ device }) => ({ browser: device.browser })).map(withoutVisitors),
    },
    getLocations: {
      visitor_days: visitorDays,
      by_country: grouped(
        views,
        ({ place }) => place && { country: place.country, country_code: place.countryCode },
      ).map(withVisitors),
      by_region: grouped(views, ({ place }) =>
        place?.region ? { country: place.country, country_code: place.countryCode, region: place.region } : null,
      )
        .slice(0, 50)
        .map(withoutVisitors),
      by_city: grouped(views, ({ place }) =>
        place?.city ? { city: place.city, region: place.region, country_code: place.countryCode } : null,
      )
        .slice(0, 50)
        .map(withoutVisitors),
    },
    getReferrers: {
      visitor_days: visitorDays,
      by_category: grouped(views, ({ referrerCategory }) => ({ category: referrerCategory })).map(withVisitors),
      top_referrers: grouped(views, ({ referrer }) => (referrer === '' ? null : { referrer_url: referrer }))
        .slice(0, 20)
        .map(withoutVisitors),
    },
    getUtm: (() => {
      const campaigns = grouped(views, ({ utm }) =>
        utm.campaign === '' ? null : { utm_source: utm.source, utm_medium: utm.medium, utm_campaign: utm.campaign },
      ).map(withVisitors);
      return { visitor_days: visitorDays, count: campaigns.length, campaigns };
    })(),
  };
}

function distinct<T, K>(items: readonly T[], of: (item: T) => K): Set<K> {
  return new Set(items.map(of));
}

function counts(views: readonly Pageview[]) {
  return { pageviews: views.length, unique_visitors: distinct(views, ({ visitor }) => visitor).size };
}

interface Group<K> {
  key: K;
  views: Pageview[];
}

/** Groups, most pageviews first, ties by the members of their keys in turn, bytewise; a null key is left out. */
function grouped<K extends Record<string, string>>(
  views: readonly Pageview[],
  keyOf: (view: Pageview) => K | null,
): Group<K>[] {
  const groups = new Map<string, Group<K>>();
  for (const view of views) {
    const key = keyOf(view);
    if (key === null) continue;
    const id = JSON.stringify(key);
    const group = groups.get(id) ?? { key, views: [] };
    group.views.push(view);
    groups.set(id, group);
  }
  return [...groups.values()].sort((a, b) => {
    if (a.views.length !== b.views.length) return b.views.length - a.views.length;
    for (const name of Object.keys(a.key)) {
      const order = bytewise(a.key[name]!, b.key[name]!);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function withVisitors<K extends object>({ key, views }: Group<K>) {
  return { ...key, ...counts(views) };
}

function withoutVisitors<K extends object>({ key, views }: Group<K>) {
  return { ...key, pageviews: views.length };
}

function bytewise(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function durationSeconds({ startedAt, lastActivity }: { startedAt: number; lastActivity: number }): number {
  return (lastActivity - startedAt) / 1000;
}

function meanOf(values: readonly number[], decimals = 0): number {
  return round(values.reduce((a, b) => a + b, 0) / values.length, decimals);
}

/** Half away from zero, on the decimal text of the value so that it shares nothing with the code under test. */
function round(value: number, decimals: number): number {
  return Number.isNaN(value) ? 0 : Number(`${Math.round(Number(`${value.toFixed(9)}e${decimals}`))}e-${decimals}`);
}
