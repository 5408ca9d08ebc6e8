import {
  channelOf,
  type EpochMs,
  type IanaZone,
  type Pageview,
  type Session,
  type VisitorNumber,
} from '@micrologs/domain';
import type { Facts } from './facts.ts';
import { dateAt, hourAt, hoursBetween, weekday } from './naive-time.ts';

/** What is asked about single facts, in the words of the query. */
export interface Asked {
  /** `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
  zone: IanaZone;
  interval: 'hour' | 'day' | 'week' | 'month';
  /** As in the parameter `filters`. */
  filters: Condition[];
}

export type Condition = [operator: string, ...operands: unknown[]];

/** One view with what conditions look at. */
interface KnownView {
  view: Pageview;
  values: Record<string, string>;
}

/** The views and sessions that are asked about, found by looking at each of them. */
export function askedFacts({ sessions, pageviews }: Facts, asked: Asked) {
  const { from, to, zone, interval, filters } = asked;
  const within = (at: EpochMs) => dateAt(at, zone) >= from && dateAt(at, zone) <= to;
  const firstView = new Map<VisitorNumber, EpochMs>();
  for (const { visitor, occurredAt } of pageviews) {
    firstView.set(visitor, Math.min(firstView.get(visitor) ?? Number.POSITIVE_INFINITY, occurredAt));
  }
  const isNew = (visitor: VisitorNumber) => within(firstView.get(visitor)!);
  const ofSession = new Map(sessions.map((session) => [session.number, sessionValues(session, pageviews)]));
  const known = pageviews
    .filter(({ occurredAt }) => within(occurredAt))
    .map((view): KnownView => {
      const session = ofSession.get(view.session)!;
      const visitor_type = isNew(view.visitor) ? 'new' : 'returning';
      return { view, values: { ...viewValues(view), ...session, visitor_type } };
    })
    .filter(({ values }) => filters.every((condition) => holds(condition, values)));
  const views = known.map(({ view }) => view);
  const withView = new Set(views.map(({ session }) => session));
  return {
    views,
    valuesOf: (session: Session) => ofSession.get(session.number)!,
    sessionValuesOf: (view: Pageview) => ofSession.get(view.session)!,
    sessions: sessions.filter(
      (session) => within(session.startedAt) && (filters.length === 0 || withView.has(session.number)),
    ),
    isNew,
    isNewIn: (visitor: VisitorNumber, date: string) =>
      isNew(visitor) && labelOf(firstView.get(visitor)!, interval, zone, from) === date,
    labelOf: (at: EpochMs) => labelOf(at, interval, zone, from),
    /** Every label of the range, in order. */
    labels: interval === 'hour' ? hoursBetween(from, to, zone) : datesBetween(from, to, interval),
  };
}

function sessionValues(session: Session, pageviews: readonly Pageview[]) {
  const own = pageviews.filter((view) => view.session === session.number);
  const first = own.reduce((a, b) => (b.occurredAt < a.occurredAt ? b : a));
  const { referrer, referrerCategory, utm } = first;
  return {
    entry_page: pathOf(session.entryUrl),
    exit_page: pathOf(session.exitUrl),
    entry_referrer: referrer,
    entry_utm_source: utm.source,
    entry_utm_medium: utm.medium,
    entry_utm_campaign: utm.campaign,
    entry_utm_term: utm.term,
    entry_utm_content: utm.content,
    channel: channelOf({
      referrer,
      referrerCategory,
      utmSource: utm.source,
      utmMedium: utm.medium,
      utmCampaign: utm.campaign,
    }) as string,
  };
}

function viewValues({ url, referrer, referrerCategory, utm, device, place }: Pageview) {
  return {
    path: pathOf(url),
    hostname: url.split('/')[2]!,
    referrer,
    referrer_category: referrerCategory as string,
    utm_source: utm.source,
    utm_medium: utm.medium,
    utm_campaign: utm.campaign,
    utm_term: utm.term,
    utm_content: utm.content,
    country: place?.country ?? '',
    country_code: place?.countryCode ?? '',
    region: place?.region ?? '',
    city: place?.city ?? '',
    device_type: device.deviceType as string,
    os: device.os,
    browser: device.browser,
  };
}

export function pathOf(url: string): string {
  return `/${url.split('/').slice(3).join('/').split('?')[0]!.split('#')[0]!}`;
}

function holds([operator, ...operands]: Condition, values: Record<string, string>): boolean {
  const all = operands as Condition[];
  if (operator === 'and') return all.every((condition) => holds(condition, values));
  if (operator === 'or') return all.some((condition) => holds(condition, values));
  if (operator === 'not') return !holds(all[0]!, values);
  const actual = values[operands[0] as string]!;
  const wanted = [operands[1]].flat() as string[];
  if (operator === 'is') return wanted.includes(actual);
  if (operator === 'is_not') return !wanted.includes(actual);
  return wanted.some((text) => (operator === 'contains' ? actual.includes(text) : actual.startsWith(text)));
}

function labelOf(at: EpochMs, interval: Asked['interval'], zone: IanaZone, from: string): string {
  if (interval === 'hour') return hourAt(at, zone);
  return startOf(dateAt(at, zone), interval, from);
}

/** The first date of the interval that holds a date, not before the range. */
function startOf(date: string, interval: Exclude<Asked['interval'], 'hour'>, from: string): string {
  if (interval === 'day') return date;
  let start = date;
  const isFirst = () => (interval === 'month' ? start.endsWith('-01') : weekday(start) === 'Monday');
  while (start > from && !isFirst()) start = shiftDate(start, -1);
  return start;
}

function datesBetween(from: string, to: string, interval: Exclude<Asked['interval'], 'hour'>): string[] {
  const labels = new Set<string>();
  for (let date = from; date <= to; date = shiftDate(date, 1)) labels.add(startOf(date, interval, from));
  return [...labels];
}

export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
