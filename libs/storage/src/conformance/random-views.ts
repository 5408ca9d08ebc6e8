import { TEXTS } from '@micrologs/columns/conformance';
import { DAY_MS, type IanaZone, localDay, type Pageview, type ReferrerCategory } from '@micrologs/domain';
import fc from 'fast-check';
import { aPageview } from './builders.ts';

const text = fc.constantFrom(...TEXTS);

/** A view of one of few visitors, some days around an instant. */
export const randomView = fc.record({
  visitor: fc.integer({ min: 1, max: 6 }),
  token: fc.integer({ min: 1, max: 9 }),
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

export type RandomView = typeof randomView extends fc.Arbitrary<infer T> ? T : never;

/** A random view as a fact, around the clock change of a zone. */
export function viewOf(
  random: RandomView,
  keys: Pick<Pageview, 'project' | 'number' | 'session'>,
  [zone, change]: readonly [IanaZone, number],
): Pageview {
  const { token: _, minutes, category, ...facts } = random;
  const occurredAt = change - 2 * DAY_MS + minutes * 60_000;
  const place = facts.place && Object.values(facts.place).join('') === '' ? null : facts.place;
  return aPageview({
    ...facts,
    ...keys,
    place,
    occurredAt,
    day: localDay(occurredAt, zone),
    referrerCategory: category,
  });
}
