import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIVE_WINDOW_MS, type LiveView, LiveVisitors } from './live-visitors.ts';

const NOW = 10_000_000;

const view = (given: Partial<LiveView>): LiveView => ({
  visitor: 'kim',
  at: NOW,
  url: 'https://shop.test/',
  countryCode: null,
  country: null,
  referrer: '',
  referrerCategory: 'direct',
  ...given,
});

describe('live visitors', () => {
  it('are those of a recount, whatever the order and however often a view is told', () => {
    const views = fc.array(
      fc.record({
        visitor: fc.constantFrom('a', 'b', 'c', 'd'),
        // No two of a visitor at one time, which would leave open which is the last.
        at: fc.integer({ min: 0, max: 40 }).map((tenths) => NOW - (tenths * LIVE_WINDOW_MS) / 30),
        url: fc.constantFrom('https://shop.test/a?x=1', 'https://shop.test/b', 'no address'),
        countryCode: fc.constantFrom('NO', 'SE', null),
      }),
    );
    fc.assert(
      fc.property(views, (given) => {
        const unique = [...new Map(given.map((each) => [`${each.visitor} ${each.at}`, each])).values()];
        const live = new LiveVisitors();
        for (const each of [...unique, ...unique.toReversed()]) live.add(view(each));
        const last = new Map<string, (typeof unique)[number]>();
        for (const each of unique) if (each.at > (last.get(each.visitor)?.at ?? 0)) last.set(each.visitor, each);
        const present = [...last.values()].filter(({ at }) => at > NOW - LIVE_WINDOW_MS);
        const counts = live.counts(NOW);
        expect(counts.visitors).toBe(present.length);
        for (const { page, visitors } of counts.pages) {
          expect(present.filter(({ url }) => url.replace('https://', '').split('?')[0] === page).length).toBe(visitors);
        }
        for (const { country_code, visitors } of counts.countries) {
          expect(present.filter(({ countryCode }) => countryCode === country_code).length).toBe(visitors);
        }
        for (const list of [counts.pages, counts.countries, counts.referrers]) {
          expect(list.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(present.length);
        }
      }),
    );
  });

  it('came from where their visit began', () => {
    const live = new LiveVisitors();
    const from = (referrer: string, referrerCategory: string, at: number) =>
      live.add(view({ referrer, referrerCategory, at }));
    from('https://shop.test/', 'internal', NOW - 1);
    expect(live.counts(NOW).referrers).toEqual([{ referrer: '', visitors: 1 }]);
    from('https://search.test/?q=x', 'organic_search', NOW - 2);
    from('https://shop.test/', 'internal', NOW);
    expect(live.counts(NOW).referrers).toEqual([{ referrer: 'search.test', visitors: 1 }]);
  });

  it('are listed by the 20 most visited pages', () => {
    const live = new LiveVisitors();
    for (let i = 0; i < 30; i += 1) live.add(view({ visitor: `v${i}`, url: `https://shop.test/${i % 25}` }));
    const { pages } = live.counts(NOW);
    expect(pages).toHaveLength(20);
    expect(pages.map(({ visitors }) => visitors)).toEqual([...Array(5).fill(2), ...Array(15).fill(1)]);
  });
});
