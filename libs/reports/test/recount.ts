import type { Pageview, Session } from '@micrologs/domain';
import { type Asked, askedFacts, pathOf } from './asked-facts.ts';
import type { Facts } from './facts.ts';

/** What is asked of a report besides its facts. */
export interface Shown extends Asked {
  limit?: number;
  by: 'url' | 'path';
  fill: boolean;
  visitorDays: boolean;
}

/**
 * Every report, counted naively from single facts: the definitions of the contract once more, in other words and without
 * any shared code, to hold the real reports against.
 */
export function recount(facts: Facts, shown: Shown) {
  const asked = askedFacts(facts, shown);
  const { views, sessions: started, labels, labelOf, isNew, isNewIn } = asked;
  const { limit, by, fill, visitorDays } = shown;
  const bounced = started.filter((session) => session.views === 1);
  const stayed = started.filter((session) => session.views !== 1);
  const all = distinct(views, ({ visitor }) => visitor);
  const fresh = [...all].filter(isNew).length;
  const bounceRate = round((bounced.length / started.length) * 100, 1);
  const viewsOf = new Map(labels.map((date) => [date, views.filter((view) => labelOf(view.occurredAt) === date)]));
  const startedOf = new Map(
    labels.map((date) => [date, started.filter(({ startedAt }) => labelOf(startedAt) === date)]),
  );
  const shownDates = (rowsOf: Map<string, unknown[]>) => labels.filter((date) => fill || rowsOf.get(date)!.length > 0);
  const lists = <L extends Record<string, unknown[]>>(lists: L) => ({
    ...(Object.fromEntries(
      Object.entries(lists).map(([name, rows]) => [name, rows.slice(0, limit ?? rows.length)]),
    ) as L),
    ...(limit === undefined ? {} : { next_cursor: Object.values(lists).some((rows) => rows.length > limit) }),
  });
  const page = <Row>(rows: Row[]) => ({
    rows: rows.slice(0, limit ?? 20),
    next_cursor: rows.length > (limit ?? 20),
  });

  return {
    getVisitors: {
      visitor_days: visitorDays,
      unique_visitors: all.size,
      total_pageviews: views.length,
      total_sessions: started.length,
      bounce_rate: bounceRate,
      over_time: shownDates(viewsOf).map((date) => ({ date, ...counts(viewsOf.get(date)!) })),
    },
    getReturningVisitors: {
      visitor_days: visitorDays,
      total_visitors: all.size,
      new_visitors: fresh,
      returning_visitors: all.size - fresh,
      new_pct: round((fresh / all.size) * 100, 1),
      returning_pct: round(((all.size - fresh) / all.size) * 100, 1),
      over_time: shownDates(viewsOf).map((date) => {
        const ofDate = [...distinct(viewsOf.get(date)!, ({ visitor }) => visitor)];
        const fresh = ofDate.filter((visitor) => isNewIn(visitor, date)).length;
        return { date, new_visitors: fresh, returning_visitors: ofDate.length - fresh };
      }),
    },
    getSessions: {
      total_sessions: started.length,
      bounce_rate: bounceRate,
      avg_duration_seconds: meanOf(started.map(durationSeconds)),
      avg_duration_engaged: meanOf(stayed.map(durationSeconds)),
      avg_pages_per_session: round(views.length / distinct(views, ({ session }) => session).size, 2),
      avg_engaged_seconds: meanOf(started.map(engagedSeconds), 1),
      over_time: shownDates(startedOf).map((date) => {
        const ofDate = startedOf.get(date)!;
        return { date, sessions: ofDate.length, avg_duration_seconds: meanOf(ofDate.map(durationSeconds)) };
      }),
    },
    getPages: (() => {
      const { rows, next_cursor } = page(grouped(views, ({ url }) => ({ url: by === 'path' ? pathOf(url) : url })));
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
            avg_engaged_seconds: meanOf(views.map(engagedSeconds), 1),
            avg_scroll_pct: scrolls.length === 0 ? null : round(scrolls.reduce((a, b) => a + b) / scrolls.length, 1),
          };
        }),
        next_cursor,
      };
    })(),
    getEntryPages: (() => {
      const groups = groupedSessions(started, (session) => asked.valuesOf(session).entry_page);
      const { rows, next_cursor } = page(groups);
      return {
        visitor_days: visitorDays,
        count: rows.length,
        pages: rows.map(({ key, sessions }) => ({
          entry_page: key,
          sessions: sessions.length,
          unique_visitors: distinct(sessions, ({ visitor }) => visitor).size,
          ...sessionMeans(sessions),
        })),
        next_cursor,
      };
    })(),
    getExitPages: (() => {
      const groups = groupedSessions(started, (session) => asked.valuesOf(session).exit_page);
      const { rows, next_cursor } = page(groups);
      return {
        visitor_days: visitorDays,
        count: rows.length,
        pages: rows.map(({ key, sessions }) => ({
          exit_page: key,
          exits: sessions.length,
          unique_visitors: distinct(sessions, ({ visitor }) => visitor).size,
          ...sessionMeans(sessions),
        })),
        next_cursor,
      };
    })(),
    getChannels: (() => {
      const viewsIn = (channel: string) =>
        views.filter((view) => asked.sessionValuesOf(view).channel === channel).length;
      const groups = groupedSessions(started, (session) => asked.valuesOf(session).channel);
      const others = [...distinct(views, (view) => asked.sessionValuesOf(view).channel)]
        .filter((channel) => !groups.some(({ key }) => key === channel))
        .sort(bytewise)
        .map((key) => ({ key, sessions: [] }));
      const { rows, next_cursor } = page([...groups, ...others]);
      return {
        visitor_days: visitorDays,
        count: rows.length,
        channels: rows.map(({ key, sessions }) => ({
          channel: key,
          sessions: sessions.length,
          unique_visitors: distinct(sessions, ({ visitor }) => visitor).size,
          pageviews: viewsIn(key),
          ...sessionMeans(sessions),
        })),
        next_cursor,
      };
    })(),
    getDevices: {
      visitor_days: visitorDays,
      ...lists({
        by_device: grouped(views, ({ device }) => ({ device_type: device.deviceType })).map(withVisitors),
        by_os: grouped(views, ({ device }) => ({ os: device.os })).map(withoutVisitors),
        by_browser: grouped(views, ({ device }) => ({ browser: device.browser })).map(withoutVisitors),
      }),
    },
    getLocations: {
      visitor_days: visitorDays,
      ...lists({
        by_country: grouped(
          views,
          ({ place }) => place && { country: place.country, country_code: place.countryCode },
        ).map(withVisitors),
        by_region: grouped(views, ({ place }) =>
          place?.region ? { country: place.country, country_code: place.countryCode, region: place.region } : null,
        ).map(withoutVisitors),
        by_city: grouped(views, ({ place }) =>
          place?.city ? { city: place.city, region: place.region, country_code: place.countryCode } : null,
        ).map(withoutVisitors),
      }),
    },
    getReferrers: {
      visitor_days: visitorDays,
      ...lists({
        by_category: grouped(views, ({ referrerCategory }) => ({ category: referrerCategory })).map(withVisitors),
        top_referrers: grouped(views, ({ referrer }) => (referrer === '' ? null : { referrer_url: referrer })).map(
          withoutVisitors,
        ),
      }),
    },
    getUtm: (() => {
      const campaigns = grouped(views, ({ utm }) =>
        utm.campaign === '' ? null : { utm_source: utm.source, utm_medium: utm.medium, utm_campaign: utm.campaign },
      ).map(withVisitors);
      const list = lists({ campaigns });
      return { visitor_days: visitorDays, count: list.campaigns.length, ...list };
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

/** Sessions by a text of theirs, most first, ties by that text, bytewise. */
function groupedSessions(sessions: readonly Session[], keyOf: (session: Session) => string) {
  return [...distinct(sessions, keyOf)]
    .map((key) => ({ key, sessions: sessions.filter((session) => keyOf(session) === key) }))
    .sort((a, b) => b.sessions.length - a.sessions.length || bytewise(a.key, b.key));
}

function sessionMeans(sessions: readonly Session[]) {
  return {
    bounce_rate: round((sessions.filter(({ views }) => views === 1).length / sessions.length) * 100, 1),
    avg_duration_seconds: meanOf(sessions.map(durationSeconds)),
    avg_engaged_seconds: meanOf(sessions.map(engagedSeconds), 1),
  };
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

function engagedSeconds({ engagedMs }: { engagedMs: number }): number {
  return engagedMs / 1000;
}

function meanOf(values: readonly number[], decimals = 0): number {
  return round(values.reduce((a, b) => a + b, 0) / values.length, decimals);
}

/** Half away from zero, on the decimal text of the value so that it shares nothing with the code under test. */
function round(value: number, decimals: number): number {
  return Number.isNaN(value) ? 0 : Number(`${Math.round(Number(`${value.toFixed(9)}e${decimals}`))}e-${decimals}`);
}
