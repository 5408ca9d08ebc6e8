import { DAY_MS } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { FeedRows } from '../feeds.ts';
import { anAct, aPageview, aProject, aVisitor, hashOf, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** Facts in the order in which they were stored. */
export function feedPromises(bench: Bench): void {
  const open = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct());
    const { id: other } = await pair.storage.projects.create(aProject(), anAct());
    return { ...pair, project, other };
  };

  it('[ST350] pageviews are read by number, whatever their days, with the last number of the same snapshot', async () => {
    const { storage, writable, project, other } = await open();
    expect(await storage.feeds.last([project, other])).toEqual(
      new Map([
        [project, { pageviews: 0 }],
        [other, { pageviews: 0 }],
      ]),
    );
    expect(await storage.feeds.read('pageviews', project, null, 10)).toEqual({ last: 0, facts: [] });

    // Those of the other project lie among them; days run backwards.
    const views = [1, 2, 3, 4, 5].map((number) =>
      aPageview({
        project,
        number,
        visitor: 1,
        occurredAt: NOON - number * DAY_MS,
        url: `https://example.org/${number}`,
      }),
    );
    await writable.ingest.transact(async (t) => {
      await t.addVisitors([
        aVisitor({ project, number: 1, hash: hashOf('kim') }),
        aVisitor({ project: other, number: 1 }),
      ]);
      await t.addPageviews([...views, aPageview({ project: other, number: 3 })]);
      await t.setCounters([
        { project, counters: { visitor: 1, session: 1, pageview: 5 } },
        { project: other, counters: { visitor: 1, session: 1, pageview: 3 } },
      ]);
    });
    expect(await storage.feeds.last([other, project])).toEqual(
      new Map([
        [other, { pageviews: 3 }],
        [project, { pageviews: 5 }],
      ]),
    );
    const told = (numbers: number[]): FeedRows['pageviews'][] =>
      numbers.map((number) => ({ ...views[number - 1]!, visitorHash: hashOf('kim') }));
    expect(await storage.feeds.read('pageviews', project, 1, 10)).toEqual({ last: 5, facts: told([1, 2, 3, 4, 5]) });
    expect(await storage.feeds.read('pageviews', project, 2, 2)).toEqual({ last: 5, facts: told([2, 3]) });
    expect(await storage.feeds.read('pageviews', project, null, 2)).toEqual({ last: 5, facts: told([4, 5]) });
    expect(await storage.feeds.read('pageviews', project, 6, 10)).toEqual({ last: 5, facts: [] });
    // What is gone leaves a hole, which shows in the numbers.
    const { last, facts } = await storage.feeds.read('pageviews', other, null, 10);
    expect([last, facts.map(({ number }) => number)]).toEqual([3, [3]]);
  });

  it('[ST351] of a project without facts there is nothing to tell', async () => {
    const { storage } = await open();
    expect(await storage.feeds.last([])).toEqual(new Map());
    expect(await storage.feeds.read('pageviews', 999, 1, 10)).toEqual({ last: 0, facts: [] });
  });
}
