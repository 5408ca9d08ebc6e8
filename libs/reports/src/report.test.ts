import { DEFAULT_SETTINGS } from '@micrologs/domain';
import type { FactQueries, FactQuery, FactReader } from '@micrologs/storage';
import { expect, it } from 'vitest';
import { type ReportScope, reports } from './index.ts';
import { sessions } from './sessions.ts';

const scope: ReportScope = {
  project: { id: 7, timeZone: 'Europe/Oslo', settings: DEFAULT_SETTINGS },
  days: { from: 20_000, to: 20_006 },
  limit: 20,
};

const SESSION_ZEROS = { sessions: 0, bounces: 0, durationMs: 0, unbouncedDurationMs: 0, engagedMs: 0 };

/** What a store without facts answers. */
function emptyRows(query: FactQuery): object[] {
  if (query.from !== 'sessions' && query.from !== 'pageviews') return [];
  if (query.from === 'sessions') return query.by === 'total' ? [SESSION_ZEROS] : [];
  return query.by.length === 0 ? [Object.fromEntries(query.measures.map((name) => [name, 0]))] : [];
}

it.each(reports.map((report) => [report.operationId, report] as const))(
  '%s asks all its questions in one read, about its project and days alone',
  async (_, report) => {
    const reads: FactQueries[] = [];
    const facts: FactReader = {
      async read(queries) {
        reads.push(queries);
        return Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, emptyRows(query)])) as never;
      },
    };
    const data = await report.run(facts, scope);
    expect(data.range).toEqual({
      from: '2024-10-04 00:00:00',
      to: '2024-10-10 23:59:59',
      timezone: 'Europe/Oslo',
    });
    expect(reads).toEqual([report.plan(scope)]);
    for (const query of Object.values(reads[0]!)) {
      expect(query).toMatchObject({ project: scope.project.id, days: scope.days });
    }
  },
);

it('is a function of the rows that answer its plan', () => {
  const total = { sessions: 3, bounces: 1, durationMs: 90_000, unbouncedDurationMs: 90_000, engagedMs: 4500 };
  expect(
    sessions.answer(
      { total: [total], series: [{ day: 20_001, ...total }], views: [{ pageviews: 7, sessions: 3 }] },
      scope,
    ),
  ).toEqual({
    total_sessions: 3,
    bounce_rate: 33.3,
    avg_duration_seconds: 30,
    avg_duration_engaged: 45,
    avg_engaged_seconds: 1.5,
    avg_pages_per_session: 2.33,
    over_time: [{ date: '2024-10-05', sessions: 3, avg_duration_seconds: 30 }],
  });
});
