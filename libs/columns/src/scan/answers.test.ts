import { daysOfMonth, type LocalDay, monthOf } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysOfTraffic,
  factsOf,
  MEASURES,
  randomMonthsQuery,
  randomPageviewQuery,
  randomSessionQuery,
  randomSumsQuery,
  randomVisits,
  recount,
  TEXTS,
  URLS,
  ZONES,
} from '../conformance/index.ts';
import { memorySource } from '../memory-source.fixture.ts';
import { GROUPINGS } from '../month-groups.ts';
import { decodeRanking, MonthDetails } from '../month-groups-codec.ts';
import { type PageviewQuery, pageviewQuery, type SessionQuery, sessionQuery } from '../question.ts';
import type { ColumnSource, DaySums, StoredMonth } from '../source.ts';
import { answerPageviews } from './answer-pageviews.ts';
import { answerSessions } from './answer-sessions.ts';
import { daySumsOf } from './day-sums.ts';
import { monthGroupsOf } from './month-groups-of.ts';

function answer(source: ColumnSource, query: PageviewQuery | SessionQuery): Promise<object[]> {
  return query.from === 'pageviews' ? answerPageviews(source, query) : answerSessions(source, query);
}

/** The same source with sums of some of its days, and with some of its months. */
function keepingSource(source: ColumnSource, isKept: (day: LocalDay) => boolean): ColumnSource {
  return {
    ...source,
    async months({ from, to }, name) {
      const months: StoredMonth[] = [];
      for (let month = monthOf(from); month <= monthOf(to); month++) {
        const days = daysOfMonth(month);
        if (days.from < from || days.to > to || !isKept(month)) continue;
        const kind = GROUPINGS[name].from;
        const encoded = await monthGroupsOf(source, month, name);
        months.push({
          days,
          ranking: async () => decodeRanking(encoded.ranking),
          details: async () => new MonthDetails(kind, encoded.details!),
        });
      }
      return months;
    },
    async daySums({ from, to }) {
      const sums: DaySums[] = [];
      const without: LocalDay[] = [];
      for (let day = from; day <= to; day++) {
        const made = await daySumsOf(source, day);
        if (made && isKept(day)) sums.push(made);
        else if (made) without.push(day);
      }
      return { sums, without };
    },
  };
}

describe('answers from columns', () => {
  it.each(ZONES)('are a recount of the single facts (%s)', async (...zone) => {
    const ground = { project: 1, zone: zone[0], days: daysOfTraffic(zone), texts: [...TEXTS, ...URLS] };
    const query = fc.oneof(
      randomPageviewQuery(ground),
      randomSessionQuery(ground),
      randomSumsQuery(ground),
      randomMonthsQuery(ground),
    );
    const property = fc.asyncProperty(
      randomVisits,
      fc.integer({ min: 1, max: 3 }),
      fc.array(query, { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 0, max: 4 }),
      async (visits, parts, queries, gap) => {
        const facts = factsOf(visits, 1, zone);
        const source = await memorySource({
          views: facts.pageviews,
          sessions: facts.sessions,
          parts,
        });
        const keeping = keepingSource(source, (day) => day % 4 !== gap);
        for (const asked of queries) {
          const recounted = recount(facts, asked);
          expect(await answer(source, asked)).toEqual(recounted);
          expect(await answer(keeping, asked)).toEqual(recounted);
        }
      },
    );
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
  });

  it.each(ZONES.slice(0, 2))(
    'to questions with one filter, side by side, whatever room there is (%s)',
    async (...zone) => {
      const ground = { project: 1, zone: zone[0], days: daysOfTraffic(zone), texts: [...TEXTS, ...URLS] };
      const query = fc.oneof(randomPageviewQuery(ground), randomSessionQuery(ground));
      const filtered = query.filter(({ filter }) => filter !== undefined);
      const property = fc.asyncProperty(
        randomVisits,
        fc.integer({ min: 1, max: 3 }),
        filtered,
        fc.array(query, { minLength: 3, maxLength: 6 }),
        fc.integer({ min: 0, max: 2000 }),
        async (visits, parts, { filter, days, times }, queries, room) => {
          const facts = factsOf(visits, 1, zone);
          const source = await memorySource({ views: facts.pageviews, sessions: facts.sessions, parts });
          const asked = queries.map((one) => ({ ...one, filter, days, times }));
          const shared = { ...source, room };
          const answers = await Promise.all(asked.map((one) => answer(shared, one)));
          expect(answers).toEqual(asked.map((one) => recount(facts, one)));
        },
      );
      await fc.assert(property, { numRuns: 60, endOnFailure: true });
    },
  );

  it('without facts: a total is one row of zeros, and a grouping has no rows', async () => {
    const source = await memorySource({ views: [], sessions: [] });
    const scope = { project: 1, days: { from: 0, to: 10 } };
    expect(await answerPageviews(source, pageviewQuery({ ...scope, by: [], measures: MEASURES }))).toEqual([
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
    expect(await answerPageviews(source, pageviewQuery({ ...scope, by: ['url'], measures: ['pageviews'] }))).toEqual(
      [],
    );
    expect(await answerSessions(source, sessionQuery({ ...scope, by: [] }))).toEqual([
      { sessions: 0, visitors: 0, bounces: 0, durationMs: 0, unbouncedDurationMs: 0, engagedMs: 0 },
    ]);
    expect(await answerSessions(source, sessionQuery({ ...scope, by: ['day'] }))).toEqual([]);
  });
});
