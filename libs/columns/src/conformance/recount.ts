import { channelOf, type Pageview, pageOf, type Session } from '@micrologs/domain';
import type {
  FactFilter,
  FactScope,
  FilterField,
  PageviewDimension,
  PageviewMeasure,
  PageviewQuery,
  SessionGroup,
  SessionQuery,
} from '../question.ts';

/** Single facts, as they were given to the store. A visitor's first view is the earliest among them. */
export interface Facts {
  pageviews: readonly Pageview[];
  sessions: readonly Session[];
}

type Value = string | number | null;
type Row = Record<string, Value>;

/** What a reader of facts must answer, by going through them one by one. */
export function recount(facts: Facts, query: PageviewQuery | SessionQuery): Row[] {
  const known = new Known(facts, query);
  return query.from === 'pageviews' ? recountPageviews(known, query) : recountSessions(known, query);
}

/** The order of two values: numbers by size, texts by their UTF-8. */
export function compareBytes(a: Value, b: Value): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));
}

/** The facts of one project, as one question looks at them. */
class Known {
  readonly views: readonly Pageview[];
  readonly sessions: readonly Session[];
  private readonly sessionOf: Map<number, Session>;
  private readonly firstViewOf = new Map<number, Pageview>();
  private readonly entryOf = new Map<number, Pageview>();

  constructor(
    facts: Facts,
    private readonly scope: FactScope,
  ) {
    this.views = facts.pageviews
      .filter(({ project }) => project === scope.project)
      .sort((a, b) => a.occurredAt - b.occurredAt || a.number - b.number);
    this.sessions = facts.sessions.filter(({ project }) => project === scope.project);
    this.sessionOf = new Map(this.sessions.map((session) => [session.number, session]));
    for (const view of this.views) {
      if (!this.firstViewOf.has(view.visitor)) this.firstViewOf.set(view.visitor, view);
      if (!this.entryOf.has(view.session)) this.entryOf.set(view.session, view);
    }
  }

  inScope(day: number, at: number): boolean {
    const { days, times, buckets } = this.scope;
    if (day < days.from || day > days.to) return false;
    if (times && (at < times.from || at >= times.to)) return false;
    return !buckets || this.bucketOf(at) >= 0;
  }

  /** The stretch in which `at` lies; -1 for none. */
  bucketOf(at: number): number {
    const { buckets } = this.scope;
    return buckets!.findIndex((from, i) => i + 1 < buckets!.length && at >= from && at < buckets![i + 1]!);
  }

  /** The first view of who made this one. */
  firstView({ visitor }: Pageview): Pageview {
    return this.firstViewOf.get(visitor)!;
  }

  valueOf(view: Pageview, dimension: PageviewDimension | FilterField): string | number {
    switch (dimension) {
      case 'day':
        return view.day;
      case 'bucket':
        return this.bucketOf(view.occurredAt);
      case 'visitorType': {
        const first = this.firstView(view);
        return this.inScope(first.day, first.occurredAt) ? 'new' : 'returning';
      }
      case 'url':
        return view.url;
      case 'path':
        return pageOf(view.url).path;
      case 'hostname':
        return pageOf(view.url).hostname;
      case 'deviceType':
      case 'os':
      case 'browser':
        return view.device[dimension];
      case 'country':
      case 'countryCode':
      case 'region':
      case 'city':
        return view.place?.[dimension] ?? '';
      case 'referrer':
      case 'referrerCategory':
        return view[dimension];
      case 'utmSource':
        return view.utm.source;
      case 'utmMedium':
        return view.utm.medium;
      case 'utmCampaign':
        return view.utm.campaign;
      case 'utmTerm':
        return view.utm.term;
      case 'utmContent':
        return view.utm.content;
      default: {
        const session = this.sessionOf.get(view.session);
        return session ? this.sessionValue(session, dimension) : '';
      }
    }
  }

  sessionValue(session: Session, dimension: SessionGroup): string | number {
    const entry = this.entryOf.get(session.number);
    switch (dimension) {
      case 'day':
        return session.startDay;
      case 'bucket':
        return this.bucketOf(session.startedAt);
      case 'entryPage':
        return pageOf(session.entryUrl).path;
      case 'exitPage':
        return pageOf(session.exitUrl).path;
      case 'entryReferrer':
        return entry?.referrer ?? '';
      case 'channel':
        return channelOf({
          referrer: entry?.referrer ?? '',
          referrerCategory: entry?.referrerCategory ?? 'direct',
          utmSource: entry?.utm.source ?? '',
          utmMedium: entry?.utm.medium ?? '',
          utmCampaign: entry?.utm.campaign ?? '',
        });
      case 'entryUtmSource':
        return entry?.utm.source ?? '';
      case 'entryUtmMedium':
        return entry?.utm.medium ?? '';
      case 'entryUtmCampaign':
        return entry?.utm.campaign ?? '';
      case 'entryUtmTerm':
        return entry?.utm.term ?? '';
      case 'entryUtmContent':
        return entry?.utm.content ?? '';
    }
  }

  fulfils(view: Pageview, filter: FactFilter | undefined): boolean {
    if (!filter) return true;
    if ('all' in filter) return filter.all.every((part) => this.fulfils(view, part));
    if ('any' in filter) return filter.any.some((part) => this.fulfils(view, part));
    if ('not' in filter) return !this.fulfils(view, filter.not);
    const text = Buffer.from(`${this.valueOf(view, filter.field)}`);
    return filter.values.some((value) => {
      const wanted = Buffer.from(value);
      if (filter.op === 'is') return text.equals(wanted);
      return filter.op === 'contains' ? text.includes(wanted) : text.subarray(0, wanted.length).equals(wanted);
    });
  }
}

function recountPageviews(known: Known, query: PageviewQuery): Row[] {
  const views = known.views.filter(
    (view) =>
      known.inScope(view.day, view.occurredAt) &&
      known.fulfils(view, query.filter) &&
      !query.nonEmpty?.some((dimension) => known.valueOf(view, dimension) === ''),
  );
  const groups = groupsOf(query.by, views, (view, dimension) => known.valueOf(view, dimension));
  const rows = groups.map(({ values, members }) => ({
    ...values,
    ...Object.fromEntries(query.measures.map((name) => [name, measure(name, members, known, query)])),
  }));
  return pageOfRows(rows, query.by, query.mostOf, query);
}

function measure(name: PageviewMeasure, views: readonly Pageview[], known: Known, query: PageviewQuery): Value {
  const visitorsOf = (some: readonly Pageview[]) => new Set(some.map(({ visitor }) => visitor)).size;
  switch (name) {
    case 'pageviews':
      return views.length;
    case 'visitors':
      return visitorsOf(views);
    case 'newOnDay':
      return visitorsOf(
        views.filter((view) => {
          const first = known.firstView(view);
          const sameBucket = () => known.bucketOf(first.occurredAt) === known.bucketOf(view.occurredAt);
          if (!query.by.includes('bucket')) return first.day === view.day;
          return (
            known.inScope(first.day, first.occurredAt) &&
            sameBucket() &&
            (!query.by.includes('day') || first.day === view.day)
          );
        }),
      );
    case 'newInRange':
      return visitorsOf(views.filter((view) => known.valueOf(view, 'visitorType') === 'new'));
    case 'sessions':
      return new Set(views.map(({ session }) => session)).size;
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

function recountSessions(known: Known, query: SessionQuery): Row[] {
  const matching = new Set(
    known.views
      .filter((view) => known.inScope(view.day, view.occurredAt) && known.fulfils(view, query.filter))
      .map(({ session }) => session),
  );
  const sessions = known.sessions.filter(
    (session) =>
      known.inScope(session.startDay, session.startedAt) &&
      (!query.filter || matching.has(session.number)) &&
      !query.nonEmpty?.some((dimension) => known.sessionValue(session, dimension) === ''),
  );
  const groups = groupsOf(query.by, sessions, (session, dimension) => known.sessionValue(session, dimension));
  const rows = groups.map(({ values, members }) => {
    const sum = (value: (session: Session) => number) => members.reduce((total, session) => total + value(session), 0);
    const duration = (session: Session) => session.lastActivity - session.startedAt;
    return {
      ...values,
      sessions: members.length,
      visitors: query.people ? new Set(members.map(({ visitor }) => visitor)).size : 0,
      bounces: sum((session) => (session.views <= 1 ? 1 : 0)),
      durationMs: sum(duration),
      unbouncedDurationMs: sum((session) => (session.views <= 1 ? 0 : duration(session))),
      engagedMs: sum((session) => session.engagedMs),
    };
  });
  return pageOfRows(rows, query.by, query.mostFirst ? 'sessions' : undefined, query);
}

/** Without dimensions, one group, also without members. */
function groupsOf<Fact, D extends string>(
  by: readonly D[],
  facts: readonly Fact[],
  read: (fact: Fact, dimension: D) => string | number,
): { values: Row; members: Fact[] }[] {
  if (by.length === 0) return [{ values: {}, members: [...facts] }];
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = JSON.stringify(by.map((dimension) => read(fact, dimension)));
    const members = groups.get(key);
    if (members) members.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups].map(([key, members]) => {
    const values = JSON.parse(key) as (string | number)[];
    return { values: Object.fromEntries(by.map((dimension, i) => [dimension, values[i]!])), members };
  });
}

function pageOfRows(
  rows: Row[],
  by: readonly string[],
  mostOf: string | undefined,
  { limit, offset = 0 }: Pick<PageviewQuery, 'limit' | 'offset'>,
): Row[] {
  rows.sort((a, b) => {
    if (mostOf) {
      // Null is less than any value.
      const difference = Number(b[mostOf] ?? -1) - Number(a[mostOf] ?? -1);
      if (difference !== 0) return difference;
    }
    for (const dimension of by) {
      const order = compareBytes(a[dimension]!, b[dimension]!);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}
