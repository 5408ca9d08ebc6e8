import {
  DAY_MS,
  type IanaZone,
  localDay,
  type Pageview,
  type ProjectId,
  type ReferrerCategory,
  type Session,
} from '@micrologs/domain';
import fc from 'fast-check';
import type { IngestStore } from '../ingest.ts';
import { aPageview, aSession, aVisitor } from './builders.ts';
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
const text = fc.constantFrom(
  '',
  'a',
  'A',
  'B',
  'b',
  'ä',
  'z',
  'Z',
  '\u{1f600}',
  '\uffee',
  '日本',
  'a\0b',
  'a ',
  '0',
  '10',
);

const view = fc.record({
  second: fc.boolean(),
  visitor: fc.integer({ min: 1, max: 6 }),
  session: fc.integer({ min: 1, max: 9 }),
  minutes: fc.integer({ min: 0, max: (4 * DAY_MS) / 60_000 }),
  url: text,
  title: text,
  referrer: text,
  category: fc.constantFrom<ReferrerCategory>('direct', 'social', 'email', 'internal'),
  utm: fc.record({ source: text, medium: text, campaign: text, content: text, term: text }),
  device: fc.record({
    deviceType: fc.constantFrom('desktop' as const, 'mobile' as const, 'unknown' as const),
    os: text,
    browser: text,
    browserVersion: text,
  }),
  place: fc.option(fc.record({ country: text, countryCode: text, region: text, city: text })),
  engagedMs: fc.nat({ max: 100_000 }),
  scrollPct: fc.option(fc.integer({ min: 0, max: 100 })),
});

export type RandomView = typeof view extends fc.Arbitrary<infer T> ? T : never;
export const randomViews = fc.array(view, { maxLength: 120, size: 'max' });

/** The facts of two projects with the same zone, made of random views around the zone's clock change. */
export function makeFacts(
  views: readonly RandomView[],
  [first, second]: readonly [ProjectId, ProjectId],
  [zone, change]: readonly [IanaZone, number],
): Facts {
  const pageviews: Pageview[] = views.map((random, i) => {
    const occurredAt = change - 2 * DAY_MS + random.minutes * 60_000;
    return aPageview({
      project: random.second ? second : first,
      number: i + 1,
      visitor: random.visitor,
      // A session is one visitor's own.
      session: random.visitor * 10 + random.session,
      occurredAt,
      day: localDay(occurredAt, zone),
      url: random.url,
      title: random.title,
      referrer: random.referrer,
      referrerCategory: random.category,
      utm: random.utm,
      device: random.device,
      place: random.place,
      engagedMs: random.engagedMs,
      scrollPct: random.scrollPct,
    });
  });
  const sessions = new Map<string, Session>();
  const firstDays = new Map<string, number>();
  for (const one of [...pageviews].sort((a, b) => a.occurredAt - b.occurredAt)) {
    const visitor = `${one.project} ${one.visitor}`;
    if (!firstDays.has(visitor)) firstDays.set(visitor, one.day);
    const key = `${one.project} ${one.session}`;
    let session = sessions.get(key);
    if (!session) {
      session = aSession({
        project: one.project,
        number: one.session,
        visitor: one.visitor,
        startedAt: one.occurredAt,
        startDay: one.day,
        views: 0,
      });
      sessions.set(key, session);
    }
    session.views += 1;
    session.lastActivity = one.occurredAt;
    session.engagedMs += one.engagedMs;
  }
  return { pageviews, sessions: [...sessions.values()], firstDays };
}

export async function storeFacts(ingest: IngestStore, facts: Facts): Promise<void> {
  await ingest.transact(async (t) => {
    await t.addVisitors(
      [...facts.firstDays].map(([key, firstDay]) => {
        const [project, number] = key.split(' ').map(Number) as [number, number];
        return aVisitor({ project, number, firstDay });
      }),
    );
    await t.putSessions([...facts.sessions]);
    await t.addPageviews([...facts.pageviews]);
  });
}
