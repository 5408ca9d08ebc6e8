import { DAY_MS, type Pageview, type Session } from '@micrologs/domain';
import fc from 'fast-check';

/** A day like any other: 2026-03-02. */
export const DAY = 20514;

const text = (...texts: string[]) => fc.constantFrom('', ...texts);

const url = fc.constantFrom(
  'https://example.org/',
  'https://example.org/pricing?gclid=1',
  'https://example.org/pricing?gclid=2',
  'https://shop.example.org/pricing',
  '/no-url',
  '',
);

/** A view of `DAY` or the day before; sessions are of one visitor each. */
const view: fc.Arbitrary<Omit<Pageview, 'number'>> = fc
  .record({
    project: fc.constant(1),
    visitor: fc.constantFrom(1, 2, 3, 70_000, 2 ** 33),
    session: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 0, max: 2 * DAY_MS - 1 }),
    url,
    title: text('Home', 'Pricing'),
    referrer: text('https://search.example/', 'https://example.org/'),
    referrerCategory: fc.constantFrom('direct' as const, 'organic_search' as const),
    utm: fc.record({ source: text('s'), medium: text('m'), campaign: text('c'), content: text('k'), term: text('t') }),
    device: fc.record({
      deviceType: fc.constantFrom('desktop' as const, 'mobile' as const),
      os: text('Linux'),
      browser: text('Firefox'),
      browserVersion: text('140.0'),
    }),
    place: fc.option(
      fc.record({ country: fc.constant('Norway'), countryCode: text('NO'), region: text('Oslo'), city: text('Oslo') }),
    ),
    screen: text('1920x1080'),
    browserZone: text('Europe/Oslo'),
    engagedMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: DAY_MS })),
    scrollPct: fc.option(fc.integer({ min: 0, max: 100 })),
  })
  .map(({ at, ...view }) => ({
    ...view,
    session: view.visitor * 10 + view.session,
    occurredAt: (DAY - 1) * DAY_MS + at,
    day: DAY - 1 + Math.floor(at / DAY_MS),
  }));

export interface Facts {
  views: Pageview[];
  sessions: Session[];
}

/** Views of two days, and the sessions that they make up. */
export const facts: fc.Arbitrary<Facts> = fc.array(view, { maxLength: 30 }).map((bare) => {
  const views = bare.map((known, index) => ({ ...known, number: bare.length - index }));
  return { views, sessions: sessionsOfViews(views) };
});

function sessionsOfViews(views: readonly Pageview[]): Session[] {
  return [...new Set(views.map(({ session }) => session))].map((number) => {
    const ofSession = views.filter(({ session }) => session === number);
    const ordered = ofSession.sort((a, b) => a.occurredAt - b.occurredAt || a.number - b.number);
    const first = ordered[0]!;
    const last = ordered.at(-1)!;
    return {
      project: 1,
      number,
      visitor: first.visitor,
      tokenHash: '',
      startedAt: first.occurredAt,
      startDay: first.day,
      lastActivity: last.occurredAt + last.engagedMs,
      views: ordered.length,
      engagedMs: ordered.reduce((sum, known) => sum + known.engagedMs, 0),
      entryUrl: first.url,
      exitUrl: last.url,
      entryAt: first.occurredAt,
      exitAt: last.occurredAt,
    };
  });
}
