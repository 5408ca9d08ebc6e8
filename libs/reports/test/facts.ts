import {
  DAY_MS,
  dayStart,
  type EpochMs,
  HOUR_MS,
  type IanaZone,
  type LocalDay,
  localDay,
  MINUTE_MS,
  type Pageview,
  type Place,
  type ProjectId,
  type ReferrerCategory,
  SECOND_MS,
  type Session,
  type Utm,
  type VisitorNumber,
} from '@micrologs/domain';
import type { IngestStore, VisitorRow } from '@micrologs/storage';
import fc from 'fast-check';

/** A visit as it was generated: what a session and its pageviews are made of. */
export interface Visit {
  visitor: VisitorNumber;
  startedAt: EpochMs;
  views: {
    /** Time since the view before, or since the start, in ms. */
    pauseMs: number;
    url: string;
    title: string;
    referrer: string;
    referrerCategory: ReferrerCategory;
    deviceType: 'desktop' | 'mobile' | 'tablet' | 'unknown';
    os: string;
    browser: string;
    place: Place | null;
    utm: Utm;
    engagedMs: number;
    scrollPct: number | null;
  }[];
}

export interface Facts {
  sessions: Session[];
  pageviews: Pageview[];
}

const PLACES: (Place | null)[] = [
  null,
  { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' },
  { country: 'Norway', countryCode: 'NO', region: 'Oslo', city: 'Oslo' },
  { country: 'Norway', countryCode: 'NO', region: '', city: '' },
  { country: 'United States', countryCode: 'US', region: 'New York', city: '' },
  { country: 'India', countryCode: 'IN', region: '', city: 'Kolkata' },
];

const view = fc.record({
  pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 29 * MINUTE_MS })),
  // Strings that differ by case, accent or a trailing space are different pages.
  url: fc.constantFrom(
    'https://a.test/',
    'https://a.test/A',
    'https://a.test/a',
    'https://a.test/a ',
    'https://a.test/é',
    'https://a.test/a?page=2',
    'https://b.test/a#top',
  ),
  title: fc.constantFrom('', 'Home', 'home', 'Ünïcode ✓'),
  referrer: fc.constantFrom('', 'https://news.test/item', 'https://chatgpt.com/', 'https://youtu.be/1'),
  referrerCategory: fc.constantFrom<ReferrerCategory>('direct', 'organic_search', 'social', 'referral', 'internal'),
  deviceType: fc.constantFrom('desktop' as const, 'mobile' as const, 'tablet' as const, 'unknown' as const),
  os: fc.constantFrom('Windows', 'macOS', 'Android', 'Unknown'),
  browser: fc.constantFrom('Chrome', 'Firefox', 'Safari'),
  place: fc.constantFrom(...PLACES),
  utm: fc.record({
    source: fc.constantFrom('', '', 'mail', 'Mail'),
    medium: fc.constantFrom('', '', 'email', 'cpc'),
    campaign: fc.constantFrom('', '', 'spring', 'autumn'),
    content: fc.constantFrom('', 'top'),
    term: fc.constantFrom('', 'boots'),
  }),
  engagedMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * MINUTE_MS })),
  scrollPct: fc.option(fc.integer({ min: 0, max: 100 })),
});

/**
 * Visits whose starts crowd around midnights of `zone`, some of them on days that have 23 or 25 hours.
 * @param days around which to generate
 */
export function visitsAround(zone: IanaZone, days: readonly LocalDay[]): fc.Arbitrary<Visit[]> {
  const edge = fc
    .tuple(
      fc.constantFrom(...days),
      fc.constantFrom(-1, 0, 1, SECOND_MS, -SECOND_MS, -MINUTE_MS, 2 * HOUR_MS, 3 * HOUR_MS, 12 * HOUR_MS),
    )
    .map(([day, shift]) => dayStart(day, zone) + shift);
  const anywhere = fc
    .tuple(fc.constantFrom(...days), fc.integer({ min: 0, max: DAY_MS - 1 }))
    .map(([day, shift]) => dayStart(day, zone) + shift);
  return fc.array(
    fc.record({
      visitor: fc.integer({ min: 1, max: 8 }),
      startedAt: fc.oneof(edge, anywhere),
      views: fc.array(view, { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 0, maxLength: 25 },
  );
}

/** The single facts of the visits, as the pipeline would number them when they arrive in this order. */
export function factsOf(visits: readonly Visit[], project: ProjectId, zone: IanaZone): Facts {
  const facts: Facts = { sessions: [], pageviews: [] };
  visits.forEach((visit, index) => {
    let at = visit.startedAt;
    const pageviews = visit.views.map((view): Pageview => {
      at += view.pauseMs;
      return {
        project,
        number: 0,
        visitor: visit.visitor,
        session: index + 1,
        occurredAt: at,
        day: localDay(at, zone),
        url: view.url,
        title: view.title,
        referrer: view.referrer,
        referrerCategory: view.referrerCategory,
        utm: view.utm,
        device: { deviceType: view.deviceType, os: view.os, browser: view.browser, browserVersion: '1.0' },
        place: view.place,
        screen: '',
        browserZone: '',
        engagedMs: view.engagedMs,
        scrollPct: view.scrollPct,
      };
    });
    for (const pageview of pageviews) facts.pageviews.push({ ...pageview, number: facts.pageviews.length + 1 });
    const first = pageviews[0]!;
    const last = pageviews.at(-1)!;
    facts.sessions.push({
      project,
      number: index + 1,
      visitor: visit.visitor,
      tokenHash: '',
      startedAt: first.occurredAt,
      startDay: first.day,
      lastActivity: last.occurredAt,
      views: pageviews.length,
      engagedMs: pageviews.reduce((sum, pageview) => sum + pageview.engagedMs, 0),
      entryUrl: first.url,
      exitUrl: last.url,
      entryAt: first.occurredAt,
      exitAt: last.occurredAt,
    });
  });
  return facts;
}

/**
 * Stores facts in several transactions in their order, so a visit with an early start that comes late in the array is a
 * late event: its visitor's first day moves back.
 */
export async function store(ingest: IngestStore, { sessions, pageviews }: Facts, batch: number): Promise<void> {
  const known = new Map<VisitorNumber, VisitorRow>();
  for (let at = 0; at < sessions.length; at += batch) {
    const chunk = sessions.slice(at, at + batch);
    await ingest.transact(async (transaction) => {
      for (const session of chunk) {
        const views = pageviews.filter((pageview) => pageview.session === session.number);
        const { project, visitor: number } = session;
        const before = known.get(number);
        const first = before && before.firstSeen <= session.startedAt ? before : null;
        const row: VisitorRow = {
          project,
          number,
          firstSeen: first?.firstSeen ?? session.startedAt,
          firstDay: first?.firstDay ?? session.startDay,
          lastSeen: Math.max(before?.lastSeen ?? 0, session.lastActivity),
        };
        known.set(number, row);
        if (before) await transaction.updateVisitors([{ ...row, fingerprintHash: '' }]);
        else {
          const hash = number.toString(16).padStart(64, '0');
          await transaction.addVisitors([{ ...row, hash, fingerprintHash: '' }]);
        }
        await transaction.putSessions([session]);
        await transaction.addPageviews(views);
        await transaction.bumpDays([...new Set(views.map(({ day }) => day))].map((day) => ({ project, day })));
      }
    });
  }
}
