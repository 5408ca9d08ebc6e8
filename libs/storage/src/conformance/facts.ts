import { DAY_MS, localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PageviewQuery, pageviewQuery, type SessionQuery, sessionQuery } from '../facts.ts';
import { anAct, aPageview, aProject, aSession, aVisitor, NOON } from './builders.ts';
import { makeFacts, randomViews, storeFacts, ZONES } from './random-facts.ts';
import { DIMENSIONS, MEASURES, recount } from './recount.ts';
import type { Bench } from './target.ts';

/** The questions that are asked of every set of random facts: each dimension by itself, and any mixture. */
const randomQuestions = fc.array(
  fc.record({
    by: fc.subarray(DIMENSIONS, { maxLength: 4 }),
    measures: fc.subarray(MEASURES, { minLength: 1 }),
    nonEmpty: fc.option(fc.subarray(DIMENSIONS, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    mostOf: fc.nat(),
    limit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    offset: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.integer({ min: -1, max: 6 }),
  }),
  { minLength: 10, maxLength: 10 },
);

/** How many reads are made while somebody else commits, and of how many answers each. */
const READS_AMONG_COMMITS = 20;
const QUESTIONS_PER_READ = 100;

export function factPromises(bench: Bench): void {
  it.each(ZONES)('[ST50] every answer is a recount of the single facts (%s)', async (zone, change) => {
    const { storage, writable } = await bench.openPair();
    const firstDay = localDay(change, zone) - 4;
    const property = fc.asyncProperty(randomViews, randomQuestions, async (views, questions) => {
      const { id: first } = await storage.projects.create(aProject({ timeZone: zone }), anAct());
      const { id: second } = await storage.projects.create(aProject({ timeZone: zone }), anAct());
      const facts = makeFacts(views, [first, second], [zone, change]);
      await storeFacts(writable.ingest, facts);

      const queries: (PageviewQuery | SessionQuery)[] = [[], ...DIMENSIONS.map((dimension) => [dimension])].map((by) =>
        pageviewQuery({ project: first, days: { from: firstDay, to: firstDay + 8 }, by, measures: MEASURES }),
      );
      for (const { by, measures, nonEmpty, mostOf, limit, offset, from, length } of questions) {
        const ordered = measures.filter((name) => name !== 'latestTitle');
        const days = { from: firstDay + from, to: firstDay + from + length };
        queries.push(
          pageviewQuery({
            project: second,
            days,
            by,
            measures,
            nonEmpty,
            mostOf: mostOf % 3 === 0 ? undefined : ordered[mostOf % ordered.length],
            limit,
            offset,
          }),
          sessionQuery({ project: first, days, by: ['day'] }),
          sessionQuery({ project: first, days, by: [] }),
        );
      }
      const named = Object.fromEntries(queries.map((query) => [JSON.stringify(query), query]));
      const answers = await storage.facts.read(named);
      expect(Object.keys(answers)).toEqual(Object.keys(named));
      for (const [name, query] of Object.entries(named)) expect(answers[name], name).toEqual(recount(facts, query));
    });
    await fc.assert(property, { numRuns: 5, endOnFailure: true });
  });

  it('[ST51] both ends of a range of days are included', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const day = localDay(NOON, 'UTC');
    await writable.ingest.transact(async (t) => {
      await t.addPageviews(
        [-1, 0, 1, 2].map((offset, i) => aPageview({ project, number: i + 1, occurredAt: NOON + offset * DAY_MS })),
      );
    });
    const { views } = await storage.facts.read({
      views: pageviewQuery({ project, days: { from: day, to: day + 1 }, by: ['day'], measures: ['pageviews'] }),
    });
    expect(views).toEqual([
      { day, pageviews: 1 },
      { day: day + 1, pageviews: 1 },
    ]);
  });

  it('[ST52] without facts a total is one row of zeros, and a grouping has no rows', async () => {
    const { storage } = await bench.openPair();
    const days = { from: 0, to: 10 };
    const answers = await storage.facts.read({
      views: pageviewQuery({ project: 1, days, by: [], measures: MEASURES }),
      pages: pageviewQuery({ project: 1, days, by: ['url'], measures: ['pageviews'] }),
      sessions: sessionQuery({ project: 1, days, by: [] }),
      sessionDays: sessionQuery({ project: 1, days, by: ['day'] }),
    });
    expect(answers).toEqual({
      views: [
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
      ],
      pages: [],
      sessions: [{ sessions: 0, visitors: 0, bounces: 0, durationMs: 0, unbouncedDurationMs: 0, engagedMs: 0 }],
      sessionDays: [],
    });
  });

  it('[ST53] the title is that of the latest view, whatever the order in which views came', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const day = localDay(NOON, 'UTC');
    const latest = pageviewQuery({ project, days: { from: day, to: day }, by: ['url'], measures: ['latestTitle'] });
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
      expect((await storage.facts.read({ latest })).latest[0]!.latestTitle).toBe(expected);
    }
  });

  it('[ST54] an answer shows every commit that was reported before it was asked for', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const day = localDay(NOON, 'UTC');
    for (let number = 1; number <= 20; number++) {
      await writable.ingest.transact(async (t) => {
        await t.addVisitors([aVisitor({ project, number })]);
        await t.addPageviews([aPageview({ project, number, visitor: number })]);
      });
      const { views } = await storage.facts.read({
        views: pageviewQuery({
          project,
          days: { from: day, to: day },
          by: [],
          measures: ['pageviews', 'newOnDay'],
        }),
      });
      expect(views).toEqual([{ pageviews: number, newOnDay: number }]);
    }
  });

  it('[ST55] the answers of one read are of one snapshot, whatever is committed meanwhile', async () => {
    const { storage } = await bench.openPair();
    // An opener of its own, whose commits wait for no reader.
    const writer = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const day = localDay(NOON, 'UTC');
    const scope = { project, days: { from: day, to: day } };
    const queries = Object.fromEntries(
      Array.from({ length: QUESTIONS_PER_READ }, (_, i) => [
        `question ${i}`,
        i % 2 === 0 ? pageviewQuery({ ...scope, by: [], measures: ['pageviews'] }) : sessionQuery({ ...scope, by: [] }),
      ]),
    );

    let commits = 0;
    const commit = async () => {
      const number = commits + 1;
      await writer.ingest.transact(async (t) => {
        await t.addPageviews([aPageview({ project, number, session: number })]);
        await t.putSessions([aSession({ project, number })]);
      });
      commits = number;
    };
    for (let round = 0; round < READS_AMONG_COMMITS; round++) {
      const before = commits;
      let answered = false;
      const reading = storage.facts.read(queries).finally(() => {
        answered = true;
      });
      const writing = (async () => {
        while (!answered) {
          await commit();
          // Lets in what another thread answers.
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      const [answers] = await Promise.all([reading, writing]);
      const told = new Set(Object.values(answers).map(([row]) => ('pageviews' in row ? row.pageviews : row.sessions)));
      expect([...told]).toHaveLength(1);
      expect([...told][0]).toBeGreaterThanOrEqual(before);
    }
  });
}
