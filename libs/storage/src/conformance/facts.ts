import { DAY_MS, localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aPageview, aProject, aVisitor, NOON } from './builders.ts';
import { makeFacts, randomViews, storeFacts, ZONES } from './random-facts.ts';
import { type AnyQuery, DIMENSIONS, MEASURES, recountPageviews, recountSessions } from './recount.ts';
import type { Bench } from './target.ts';

/** The questions that are asked of every set of random facts: each dimension by itself, and any mixture. */
const randomQuestions = fc.array(
  fc.record({
    by: fc.subarray(DIMENSIONS, { maxLength: 4 }),
    measures: fc.subarray(MEASURES, { minLength: 1 }),
    nonEmpty: fc.option(fc.subarray(DIMENSIONS, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    mostOf: fc.nat(),
    limit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.integer({ min: -1, max: 6 }),
  }),
  { minLength: 10, maxLength: 10 },
);

export function factPromises(bench: Bench): void {
  it.each(ZONES)('[ST50] every answer is a recount of the single facts (%s)', async (zone, change) => {
    const { storage, writable } = await bench.openPair();
    const firstDay = localDay(change, zone) - 4;
    const property = fc.asyncProperty(randomViews, randomQuestions, async (views, questions) => {
      const { id: first } = await storage.projects.create(aProject({ timeZone: zone }));
      const { id: second } = await storage.projects.create(aProject({ timeZone: zone }));
      const facts = makeFacts(views, [first, second], [zone, change]);
      await storeFacts(writable.ingest, facts);

      const queries: AnyQuery[] = [[], ...DIMENSIONS.map((dimension) => [dimension])].map((by) => ({
        project: first,
        days: { from: firstDay, to: firstDay + 8 },
        by,
        measures: MEASURES,
      }));
      for (const { by, measures, nonEmpty, mostOf, limit, from, length } of questions) {
        const ordered = measures.filter((name) => name !== 'latestTitle');
        queries.push({
          project: second,
          days: { from: firstDay + from, to: firstDay + from + length },
          by,
          measures,
          nonEmpty,
          mostOf: mostOf % 3 === 0 ? undefined : ordered[mostOf % ordered.length],
          limit,
        });
      }
      for (const query of queries) {
        expect(await storage.facts.pageviews(query), JSON.stringify(query)).toEqual(recountPageviews(facts, query));
      }
      for (const by of ['day', 'total'] as const) {
        for (const { from, length } of questions) {
          const query = { project: first, days: { from: firstDay + from, to: firstDay + from + length }, by };
          expect(await storage.facts.sessions(query), JSON.stringify(query)).toEqual(recountSessions(facts, query));
        }
      }
    });
    await fc.assert(property, { numRuns: 5, endOnFailure: true });
  });

  it('[ST51] both ends of a range of days are included', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject());
    const day = localDay(NOON, 'UTC');
    await writable.ingest.transact(async (t) => {
      await t.addPageviews(
        [-1, 0, 1, 2].map((offset, i) => aPageview({ project, number: i + 1, occurredAt: NOON + offset * DAY_MS })),
      );
    });
    const rows = await storage.facts.pageviews({
      project,
      days: { from: day, to: day + 1 },
      by: ['day'],
      measures: ['pageviews'],
    });
    expect(rows).toEqual([
      { day, pageviews: 1 },
      { day: day + 1, pageviews: 1 },
    ]);
  });

  it('[ST52] without facts a total is one row of zeros, and a grouping has no rows', async () => {
    const { storage } = await bench.openPair();
    const days = { from: 0, to: 10 };
    expect(await storage.facts.pageviews({ project: 1, days, by: [], measures: MEASURES })).toEqual([
      {
        pageviews: 0,
        visitors: 0,
        newOnDay: 0,
        newInRange: 0,
        sessions: 0,
        engagedMs: 0,
        scrollPct: null,
        latestTitle: '',
      },
    ]);
    expect(await storage.facts.pageviews({ project: 1, days, by: ['url'], measures: ['pageviews'] })).toEqual([]);
    const zeros = { sessions: 0, bounces: 0, durationMs: 0, unbouncedDurationMs: 0, engagedMs: 0 };
    expect(await storage.facts.sessions({ project: 1, days, by: 'total' })).toEqual([{ day: null, ...zeros }]);
    expect(await storage.facts.sessions({ project: 1, days, by: 'day' })).toEqual([]);
  });

  it('[ST53] the title is that of the latest view, whatever the order in which views came', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject());
    const day = localDay(NOON, 'UTC');
    const latest = async () =>
      (
        await storage.facts.pageviews({ project, days: { from: day, to: day }, by: ['url'], measures: ['latestTitle'] })
      )[0]!.latestTitle;
    const titles: [at: number, title: string, expected: string][] = [
      [NOON + 5, 'Z late', 'Z late'],
      [NOON + 1, 'zz early', 'Z late'],
      [NOON + 5, 'A late', 'Z late'],
      [NOON + 5, 'z late\0 and more', 'z late\0 and more'],
      [NOON + 6, '', ''],
      [NOON + 7, '123 numbers', '123 numbers'],
    ];
    for (const [i, [occurredAt, title, expected]] of titles.entries()) {
      await writable.ingest.transact((t) => t.addPageviews([aPageview({ project, number: i + 1, occurredAt, title })]));
      expect(await latest()).toBe(expected);
    }
  });

  it('[ST54] an answer shows every commit that was reported before it was asked for', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject());
    const day = localDay(NOON, 'UTC');
    for (let number = 1; number <= 20; number++) {
      await writable.ingest.transact(async (t) => {
        await t.addVisitors([aVisitor({ project, number })]);
        await t.addPageviews([aPageview({ project, number, visitor: number })]);
      });
      const days = { from: day, to: day };
      const [row] = await storage.facts.pageviews({ project, days, by: [], measures: ['pageviews', 'newOnDay'] });
      expect(row).toEqual({ pageviews: number, newOnDay: number });
    }
  });
}
