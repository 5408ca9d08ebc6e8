import type { Device, EpochMs, Pageview, Place, ReferrerCategory, Session } from '@micrologs/domain';

/** A page view as a browser sends it. */
export interface SentView {
  kind: 'view';
  id: string;
  /** When it happened, and when the server heard of it. */
  at: EpochMs;
  receivedAt: EpochMs;
  visitor: string;
  /** Empty without one. */
  token: string;
  url: string;
  title: string;
  referrer: string;
  device: Device;
  place: Place | null;
}

/** What the tracker tells of a view: cumulative. */
export interface SentEngagement {
  kind: 'engagement';
  id: string;
  at: EpochMs;
  receivedAt: EpochMs;
  of: string;
  engagedMs: number;
  scrollPct: number | null;
}

export type Sent = SentView | SentEngagement;

interface Told {
  engagedMs: number;
  scrollPct: number | null;
  at: EpochMs;
}

const HALF_AN_HOUR = 30 * 60_000;
const FIVE_MINUTES = 5 * 60_000;

/** The site's host in these tests: views that come from it are internal. */
export const SITE = 'shop.test';

const CATEGORIES: Record<string, ReferrerCategory> = {
  '': 'direct',
  'https://www.google.com/': 'organic_search',
  'https://t.co/abc': 'social',
  'https://news.test/item?id=7': 'referral',
  [`https://${SITE}/`]: 'internal',
};
export const REFERRERS = Object.keys(CATEGORIES);

/**
 * What a project's stored facts have to be after it was sent these events in this order: the rules of visitors, sessions,
 * repeated views and engagement once more, in the plainest words and without any code of the server.
 */
export class History {
  readonly #visitors = new Map<string, number>();
  readonly #tokens = new Map<Session, string>();
  readonly #viewOf = new Map<string, Pageview>();
  readonly #seenIds = new Set<string>();
  readonly #waiting = new Map<string, Told>();
  #numbers = 0;
  pageviews: Pageview[] = [];
  sessions: Session[] = [];
  readonly #project: number;
  readonly #zone: string;

  constructor(project: number, zone: string) {
    this.#project = project;
    this.#zone = zone;
  }

  send(event: Sent): void {
    const id = `${event.kind} ${event.id}`;
    if (this.#seenIds.has(id)) return;
    this.#seenIds.add(id);
    if (event.kind === 'view') this.#view(event);
    else this.#engagement(event);
  }

  /** What is left when nothing of this visitor may be: ids that were sent are still known. */
  erase(visitor: string): void {
    const number = this.#visitors.get(visitor);
    this.#visitors.delete(visitor);
    this.pageviews = this.pageviews.filter((view) => view.visitor !== number);
    this.sessions = this.sessions.filter((session) => session.visitor !== number);
  }

  #view({ id, at, visitor: name, token, url, title, referrer, device, place }: SentView): void {
    const visitor = this.#visitors.get(name) ?? ++this.#numbers;
    this.#visitors.set(name, visitor);
    const session = this.#sessionOf(visitor, token, at);
    const repeated = this.pageviews.find(
      (view) => view.visitor === visitor && view.url === url && Math.abs(view.occurredAt - at) <= FIVE_MINUTES,
    );
    if (repeated) {
      if (session && at > session.lastActivity) session.lastActivity = at;
      this.#viewOf.set(id, repeated);
      return this.#tellWaiting(id, repeated);
    }
    const joined = session ?? this.#newSession(visitor, token, at, url);
    if (session) {
      session.views += 1;
      session.lastActivity = Math.max(session.lastActivity, at);
      if (at < session.startedAt) {
        Object.assign(session, { startedAt: at, startDay: dayOf(at, this.#zone), entryAt: at, entryUrl: url });
      }
      if (at >= session.exitAt) Object.assign(session, { exitAt: at, exitUrl: url });
    }
    const query = new URL(url).searchParams;
    const view: Pageview = {
      project: this.#project,
      number: this.pageviews.length + 1,
      visitor,
      session: joined.number,
      occurredAt: at,
      day: dayOf(at, this.#zone),
      url,
      title,
      referrer,
      referrerCategory: CATEGORIES[referrer]!,
      utm: {
        source: query.get('utm_source') ?? '',
        medium: query.get('utm_medium') ?? '',
        campaign: query.get('utm_campaign') ?? '',
        content: query.get('utm_content') ?? '',
        term: query.get('utm_term') ?? '',
      },
      device,
      place,
      screen: '',
      browserZone: '',
      engagedMs: 0,
      scrollPct: null,
    };
    this.pageviews.push(view);
    this.#viewOf.set(id, view);
    this.#tellWaiting(id, view);
  }

  #engagement({ of, at, engagedMs, scrollPct }: SentEngagement): void {
    const told = { engagedMs, scrollPct, at };
    const view = this.#viewOf.get(of);
    if (view) return this.#tell(view, told);
    const before = this.#waiting.get(of);
    this.#waiting.set(of, {
      engagedMs: Math.max(engagedMs, before?.engagedMs ?? 0),
      scrollPct: deeper(scrollPct, before?.scrollPct ?? null),
      at: Math.max(at, before?.at ?? 0),
    });
  }

  #tellWaiting(id: string, view: Pageview): void {
    const told = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (told) this.#tell(view, told);
  }

  #tell(view: Pageview, told: Told): void {
    // A view that was erased has nobody left who was engaged with it.
    if (!this.pageviews.includes(view)) return;
    const more = Math.max(0, told.engagedMs - view.engagedMs);
    const scroll = deeper(told.scrollPct, view.scrollPct);
    if (more === 0 && scroll === view.scrollPct) return;
    view.engagedMs += more;
    view.scrollPct = scroll;
    const session = this.sessions.find(({ number }) => number === view.session)!;
    session.engagedMs += more;
    session.lastActivity = Math.max(session.lastActivity, Math.min(view.occurredAt + view.engagedMs, told.at));
  }

  #sessionOf(visitor: number, token: string, at: EpochMs): Session | undefined {
    return this.sessions
      .filter((session) => session.visitor === visitor && this.#tokens.get(session) === token)
      .filter(({ startedAt, lastActivity }) => at >= startedAt - HALF_AN_HOUR && at <= lastActivity + HALF_AN_HOUR)
      .sort((a, b) => a.startedAt - b.startedAt || a.number - b.number)[0];
  }

  #newSession(visitor: number, token: string, at: EpochMs, url: string): Session {
    const session: Session = {
      project: this.#project,
      number: ++this.#numbers,
      visitor,
      tokenHash: '',
      startedAt: at,
      startDay: dayOf(at, this.#zone),
      lastActivity: at,
      views: 1,
      engagedMs: 0,
      entryUrl: url,
      exitUrl: url,
      entryAt: at,
      exitAt: at,
    };
    this.sessions.push(session);
    this.#tokens.set(session, token);
    return session;
  }
}

function deeper(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Days since 1970 on the calendar of a zone. */
function dayOf(at: EpochMs, zone: string): number {
  // The Canadian date is the ISO one.
  const calendar = calendars.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  calendars.set(zone, calendar);
  return Date.parse(calendar.format(at)) / 86_400_000;
}
