import type { LocalDay, Pageview, Session } from '@micrologs/domain';
import type {
  PageviewDimension,
  PageviewMeasure,
  PageviewQuery,
  SessionQuery,
  SessionRow,
  SessionSums,
} from '../facts.ts';

/** Single facts, as they were given to the store. */
export interface Facts {
  pageviews: readonly Pageview[];
  sessions: readonly Session[];
  /** First day by project and visitor number: `1 7`. */
  firstDays: ReadonlyMap<string, LocalDay>;
}

const VALUES: Readonly<Record<string, (view: Pageview) => string | number>> = {
  day: (view) => view.day,
  url: (view) => view.url,
  deviceType: (view) => view.device.deviceType,
  os: (view) => view.device.os,
  browser: (view) => view.device.browser,
  country: (view) => view.place?.country ?? '',
  countryCode: (view) => view.place?.countryCode ?? '',
  region: (view) => view.place?.region ?? '',
  city: (view) => view.place?.city ?? '',
  referrer: (view) => view.referrer,
  referrerCategory: (view) => view.referrerCategory,
  utmSource: (view) => view.utm.source,
  utmMedium: (view) => view.utm.medium,
  utmCampaign: (view) => view.utm.campaign,
};

export const DIMENSIONS = Object.keys(VALUES) as PageviewDimension[];

function compareBytes(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));
}

function measure(name: PageviewMeasure, views: readonly Pageview[], facts: Facts, query: PageviewQuery) {
  const distinct = (values: number[]) => new Set(values).size;
  const firstDay = (view: Pageview) => facts.firstDays.get(`${view.project} ${view.visitor}`)!;
  const { from, to } = query.days;
  switch (name) {
    case 'pageviews':
      return views.length;
    case 'visitors':
      return distinct(views.map((view) => view.visitor));
    case 'newOnDay':
      return distinct(views.filter((view) => firstDay(view) === view.day).map((view) => view.visitor));
    case 'newInRange':
      return distinct(
        views.filter((view) => firstDay(view) >= from && firstDay(view) <= to).map((view) => view.visitor),
      );
    case 'sessions':
      return distinct(views.map((view) => view.session));
    case 'engagedMs':
      return views.reduce((sum, view) => sum + view.engagedMs, 0);
    case 'scrollPct': {
      const told = views.flatMap((view) => (view.scrollPct === null ? [] : [view.scrollPct]));
      return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0) / told.length;
    }
    case 'latestTitle': {
      const latest = Math.max(...views.map((view) => view.occurredAt));
      const titles = views.filter((view) => view.occurredAt === latest).map((view) => view.title);
      return titles.sort(compareBytes).at(-1) ?? '';
    }
  }
}

export const MEASURES: PageviewMeasure[] = [
  'pageviews',
  'visitors',
  'newOnDay',
  'newInRange',
  'sessions',
  'engagedMs',
  'scrollPct',
  'latestTitle',
];

/** What a `FactReader` must answer, by going through the facts one by one. */
export function recount(facts: Facts, query: PageviewQuery | SessionQuery): object[] {
  return query.from === 'pageviews' ? recountPageviews(facts, query) : recountSessions(facts, query);
}

function recountPageviews(facts: Facts, query: PageviewQuery): Record<string, unknown>[] {
  const groups = new Map<string, Pageview[]>();
  if (query.by.length === 0) groups.set('[]', []);
  for (const view of facts.pageviews) {
    if (view.project !== query.project || view.day < query.days.from || view.day > query.days.to) continue;
    if (query.nonEmpty?.some((dimension) => VALUES[dimension]!(view) === '')) continue;
    const key = JSON.stringify(query.by.map((dimension) => VALUES[dimension]!(view)));
    const group = groups.get(key);
    if (group) group.push(view);
    else groups.set(key, [view]);
  }
  const rows = [...groups].map(([key, views]) => {
    const values = JSON.parse(key) as (string | number)[];
    return Object.fromEntries([
      ...query.by.map((dimension, i) => [dimension, values[i]]),
      ...query.measures.map((name) => [name, measure(name, views, facts, query)]),
    ]) as Record<string, string | number | null>;
  });
  rows.sort((a, b) => {
    if (query.mostOf) {
      // Null is less than any value.
      const difference = Number(b[query.mostOf] ?? -1) - Number(a[query.mostOf] ?? -1);
      if (difference !== 0) return difference;
    }
    for (const dimension of query.by) {
      const order = compareBytes(a[dimension]!, b[dimension]!);
      if (order !== 0) return order;
    }
    return 0;
  });
  const offset = query.offset ?? 0;
  return rows.slice(offset, query.limit === undefined ? undefined : offset + query.limit);
}

function recountSessions(facts: Facts, query: SessionQuery): (SessionSums | SessionRow<'day'>)[] {
  const inRange = facts.sessions.filter(
    (session) =>
      session.project === query.project && session.startDay >= query.days.from && session.startDay <= query.days.to,
  );
  const sumsOf = (sessions: readonly Session[]): SessionSums => {
    const sum = (value: (session: Session) => number) => sessions.reduce((total, session) => total + value(session), 0);
    const duration = (session: Session) => session.lastActivity - session.startedAt;
    return {
      sessions: sessions.length,
      visitors: query.people ? new Set(sessions.map(({ visitor }) => visitor)).size : 0,
      bounces: sum((session) => (session.views <= 1 ? 1 : 0)),
      durationMs: sum(duration),
      unbouncedDurationMs: sum((session) => (session.views <= 1 ? 0 : duration(session))),
      engagedMs: sum((session) => session.engagedMs),
    };
  };
  if (query.by.length === 0) return [sumsOf(inRange)];
  const days = [...new Set(inRange.map((session) => session.startDay))].sort((a, b) => a - b);
  return days.map((day) => ({ day, ...sumsOf(inRange.filter((session) => session.startDay === day)) }));
}
