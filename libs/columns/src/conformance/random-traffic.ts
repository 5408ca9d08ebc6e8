import {
  DAY_MS,
  dayStart,
  type IanaZone,
  localDay,
  MINUTE_MS,
  type Pageview,
  type ProjectId,
  type ReferrerCategory,
  type Session,
} from '@micrologs/domain';
import fc from 'fast-check';
import type { Facts } from './recount.ts';

/** Zones, each with an instant near which its clock changes. */
export const ZONES: readonly (readonly [IanaZone, number])[] = [
  ['UTC', Date.UTC(2026, 0, 1)],
  ['Europe/Oslo', Date.UTC(2026, 2, 29)],
  ['America/New_York', Date.UTC(2026, 10, 1)],
  ['America/Sao_Paulo', Date.UTC(2018, 1, 18)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 5)],
  ['Asia/Kathmandu', Date.UTC(2026, 5, 1)],
  ['Pacific/Apia', Date.UTC(2011, 11, 30)],
];

/** Few values, so that groups and ties come about; order by bytes, by UTF-16 and by locale differ among them. */
export const TEXTS = ['', 'a', 'A', 'B', 'b', 'ä', 'z', '\u{1f600}', '\uffee', '日本', 'a\0b', 'a ', '0', '10'];

export const URLS = [
  '',
  'a',
  '/a?b',
  'https://example.org/',
  'https://example.org/a?click=1',
  'https://example.org/a?click=2',
  'https://Shop.example.org:8080/a',
  'https://example.org/\u{1f600}',
  'https://example.org/\uffee#x',
];

const text = fc.constantFrom(...TEXTS);

const view = fc.record({
  /** Since the view before; the last are too long for one session, but for one that went on without views. */
  pauseMs: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((minutes) => minutes * MINUTE_MS),
    fc.constantFrom(0, 1, 5 * 60 * MINUTE_MS, DAY_MS, 2 * DAY_MS),
  ),
  url: fc.constantFrom(...URLS),
  title: text,
  referrer: text,
  referrerCategory: fc.constantFrom<ReferrerCategory>('direct', 'social', 'email', 'organic_search'),
  utm: fc.record({ source: text, medium: text, campaign: text, content: text, term: text }),
  engagedMs: fc.nat({ max: 100_000 }),
  scrollPct: fc.option(fc.integer({ min: 0, max: 100 })),
  /** Whether the device and the place are the session's first, or its second. */
  second: fc.boolean(),
});

const client = fc.record({
  device: fc.record({
    deviceType: fc.constantFrom('desktop' as const, 'mobile' as const, 'unknown' as const),
    os: text,
    browser: text,
    browserVersion: text,
  }),
  place: fc.option(fc.record({ country: text, countryCode: text, region: text, city: text })),
});

const visit = fc.record({
  visitor: fc.integer({ min: 1, max: 8 }),
  /** From the first midnight; many near midnights. */
  startMs: fc.oneof(
    fc.integer({ min: 0, max: 4 * DAY_MS }),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -20, max: 5 }))
      .map(([day, minutes]) => day * DAY_MS + minutes * MINUTE_MS),
  ),
  clients: fc.tuple(client, client),
  views: fc.array(view, { minLength: 1, maxLength: 5 }),
});

export type RandomVisit = typeof visit extends fc.Arbitrary<infer T> ? T : never;
export const randomVisits = fc.array(visit, { maxLength: 30, size: 'max' });

/** The days on which random traffic can lie, all of them and some more. */
export function daysOfTraffic([zone, change]: readonly [IanaZone, number]): { from: number; to: number } {
  const from = localDay(change, zone) - 3;
  return { from, to: from + 8 };
}

/** The facts of a project whose visits are these, around the clock change of its zone. */
export function factsOf(
  visits: readonly RandomVisit[],
  project: ProjectId,
  [zone, change]: readonly [IanaZone, number],
): Facts {
  const start = dayStart(localDay(change, zone) - 2, zone);
  const pageviews: Pageview[] = [];
  const sessions: Session[] = [];
  for (const [i, { visitor, startMs, clients, views }] of visits.entries()) {
    // Numbers in no order of time, but a session is one visitor's own.
    const number = ((i * 7) % 31) + 1;
    let occurredAt = start + startMs;
    const own = views.map(({ pauseMs, second, ...rest }, place): Pageview => {
      if (place > 0) occurredAt += pauseMs;
      return {
        ...rest,
        ...clients[second ? 1 : 0],
        project,
        number: pageviews.length + place + 1,
        visitor,
        session: number,
        occurredAt,
        day: localDay(occurredAt, zone),
        screen: '',
        browserZone: zone,
      };
    });
    pageviews.push(...own);
    const [first, last] = [own[0]!, own.at(-1)!];
    sessions.push({
      project,
      number,
      visitor,
      tokenHash: '',
      startedAt: first.occurredAt,
      startDay: first.day,
      lastActivity: last.occurredAt + last.engagedMs,
      views: own.length,
      engagedMs: own.reduce((sum, { engagedMs }) => sum + engagedMs, 0),
      entryUrl: first.url,
      exitUrl: last.url,
      entryAt: first.occurredAt,
      exitAt: last.occurredAt,
    });
  }
  return { pageviews, sessions };
}
