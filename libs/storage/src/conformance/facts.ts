import {
  daysOfTraffic,
  factsOf,
  MEASURES,
  randomPageviewQuery,
  randomSessionQuery,
  randomVisits,
  recount,
  TEXTS,
  URLS,
  ZONES,
} from '@micrologs/columns/conformance';
import { DAY_MS, localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FactQueries, pageviewQuery, sessionQuery } from '../facts.ts';
import { anAct, aPageview, aProject, aSession, aVisitor, NOON, storeFacts } from './builders.ts';
import type { Bench } from './target.ts';

/** How many reads are made while somebody else commits, and of how many answers each. */
const READS_AMONG_COMMITS = 10;
const COMMITS_AMONG_READ = 15;
const QUESTIONS_PER_READ = 30;
/** Random questions about each set of random facts. */
const QUESTIONS = 25;

export function factPromises(bench: Bench): void {
  it.each(ZONES)('[ST50] every answer is a recount of the single facts (%s)', async (...zone) => {
    const { storage, writable } = await bench.openPair();
    const days = daysOfTraffic(zone);
    const property = fc.asyncProperty(
      randomVisits,
      randomVisits,
      fc.infiniteStream(fc.nat()),
      async (visits, others, seeds) => {
        const projects = [
          await storage.projects.create(aProject({ timeZone: zone[0] }), anAct()),
          await storage.projects.create(aProject({ timeZone: zone[0] }), anAct()),
        ].map(({ id }) => id);
        const facts = projects.map((project, i) => factsOf(i === 0 ? visits : others, project, zone));
        for (const one of facts) await storeFacts(writable.ingest, one);
        for (const [i, project] of projects.entries()) {
          const ground = { project, zone: zone[0], days, texts: [...TEXTS, ...URLS] };
          const query = fc.oneof(randomPageviewQuery(ground), randomSessionQuery(ground));
          const queries = fc.sample(query, { numRuns: QUESTIONS, seed: seeds.next().value });
          const named: FactQueries = Object.fromEntries(queries.map((one, place) => [`${place}`, one]));
          const answers: Record<string, object[]> = await storage.facts.read(named);
          for (const [place, one] of queries.entries()) {
            expect(answers[place], JSON.stringify(one)).toEqual(recount(facts[i]!, one));
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 4, endOnFailure: true });
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
        // Bounded, since what is stored makes the next reading longer.
        for (let commits = 0; commits < COMMITS_AMONG_READ && !answered; commits++) {
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
