import { DEFAULT_SETTINGS, NotFoundError, parseDay } from '@micrologs/domain';
import { type FactQueries, type FactQuery, type FactReader, type FactScope, kindsOf } from '@micrologs/storage';
import { describe, expect, it } from 'vitest';
import { requestFor } from '../test/request.ts';
import { errorTrend } from './error-trend.ts';
import { errors } from './errors.ts';
import { type Report, type ReportId, reports } from './index.ts';
import { scopeOf } from './scope.ts';
import { sessions } from './sessions.ts';
import { visitors } from './visitors.ts';

const project = { id: 7, timeZone: 'Europe/Oslo', settings: DEFAULT_SETTINGS };
const days = { from: 20_000, to: 20_006 };
/** Parameters without which a report is not asked. */
const NEEDED: Partial<Record<ReportId, Record<string, string>>> = {
  getErrorDetail: { id: '3' },
  getLinkDetail: { code: 'k3Zq81Ab' },
};

const SESSION_ZEROS = { sessions: 0, bounces: 0, durationMs: 0, unbouncedDurationMs: 0, engagedMs: 0 };

/** What a store without facts answers. */
function emptyRows(query: FactQuery): object[] {
  switch (query.from) {
    case 'sessions':
      return query.by.length === 0 ? [SESSION_ZEROS] : [];
    case 'pageviews':
      return query.by.length === 0 ? [Object.fromEntries(query.measures.map((name) => [name, 0]))] : [];
    case 'errorSummary':
      return [
        { total: 0, open: 0, investigating: 0, resolved: 0, ignored: 0, critical: 0, error: 0, warning: 0, info: 0 },
      ];
    case 'errorCounts':
      return query.by.length === 0 ? [{ day: 0, group: 0, occurrences: 0, groups: 0, visitors: 0, sessions: 0 }] : [];
    default:
      return [];
  }
}

/** A store without facts that notes what it is asked. */
function emptyStore(): { facts: FactReader; reads: FactQueries[] } {
  const reads: FactQueries[] = [];
  const facts: FactReader = {
    async read(queries) {
      reads.push(queries);
      return Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, emptyRows(query)])) as never;
    },
  };
  return { facts, reads };
}

describe.each(reports.map((report) => [report.operationId, report] as const))('%s', (operationId, report) => {
  it('asks all its questions in one read, about its project and days alone', async () => {
    const { facts, reads } = emptyStore();
    const answer = report.run(facts, requestFor(operationId, project, days, NEEDED[operationId]));
    if (operationId in NEEDED) await expect(answer).rejects.toThrow(NotFoundError);
    else {
      expect((await answer).range).toEqual({
        from: '2024-10-04 00:00:00',
        to: '2024-10-10 23:59:59',
        timezone: 'Europe/Oslo',
        from_iso: '2024-10-04T00:00:00+02:00',
        to_iso: '2024-10-10T23:59:59+02:00',
      });
    }
    expect(reads).toHaveLength(1);
    expect(report.about(requestFor(operationId, project, days, NEEDED[operationId]))).toEqual(kindsOf(reads[0]!));
    for (const query of Object.values(reads[0]!)) {
      expect(query.project).toBe(project.id);
      if ('days' in query) expect(query.days).toEqual(days);
    }
  });

  it('refuses cursors that are not its own', async () => {
    const { facts } = emptyStore();
    const request = requestFor(operationId, project, days, { ...NEEDED[operationId], cursor: 'AAAA' });
    if ('cursor' in request.query) await expect(report.run(facts, request)).rejects.toThrow('cursor is not valid');
    else expect(request.query).not.toHaveProperty('next_cursor');
  });
});

describe('the parameters that reports share', () => {
  const filters = '["is","os","iOS"]';
  const shared = reports.filter(({ operationId }) => {
    return 'filters' in requestFor(operationId, project, days, { ...NEEDED[operationId], filters }).query;
  });
  const asked = async (report: Report, parameters: Record<string, string>) => {
    const { facts, reads } = emptyStore();
    const data = await report.run(facts, requestFor(report.operationId, project, days, parameters));
    expect(reads).toHaveLength(1);
    return { data, queries: Object.values(reads[0]!) as FactScope[] };
  };

  it('are those of every report on pageviews and sessions', async () => {
    for (const report of reports.filter(({ operationId }) => !(operationId in NEEDED))) {
      const { queries } = await asked(report, {});
      const isOnViews = queries.some((query) => ['pageviews', 'sessions'].includes((query as FactQuery).from));
      expect(shared.includes(report), report.operationId).toBe(isOnViews);
    }
  });

  it.each(shared)(
    '$operationId: all its questions are about the same facts, of both ranges at once',
    async (report) => {
      const { queries: alone } = await asked(report, {});
      const { data, queries } = await asked(report, { filters, compare: 'previous' });
      expect(queries).toHaveLength(alone.length * 2);
      queries.forEach((query, index) => {
        const before = { from: 19_993, to: 19_999 };
        expect(query).toMatchObject({
          project: project.id,
          days: index < alone.length ? days : before,
          filter: { field: 'os', op: 'is', values: ['iOS'] },
        });
        expect(query).not.toHaveProperty('times');
      });
      expect(data).toHaveProperty('comparison.range.to', '2024-10-03 23:59:59');
    },
  );

  it.each(shared)('$operationId: days of another zone are moments, on the days of the project', async (report) => {
    // Midnight in Chatham, UTC+13:45, is 13 in the afternoon of the day before in Oslo, UTC+2.
    const times = { from: Date.UTC(2024, 9, 3, 10, 15), to: Date.UTC(2024, 9, 10, 10, 15) };
    const { queries } = await asked(report, { timezone: 'Pacific/Chatham' });
    for (const query of queries) expect(query).toMatchObject({ times, days: { from: 19_999, to: 20_006 } });
    const { queries: alike } = await asked(report, { timezone: 'Europe/Berlin' });
    for (const query of alike) {
      expect(query).toMatchObject({ days });
      expect(query).not.toHaveProperty('times');
      expect(query).not.toHaveProperty('buckets');
    }
  });

  it('cut the series alone into intervals', () => {
    const plan = visitors.plan(
      scopeOf('getVisitors', requestFor('getVisitors', project, days, { interval: 'week' }), null),
    );
    // From a Friday to a Thursday.
    expect(plan.series).toMatchObject({
      by: ['bucket'],
      buckets: [Date.UTC(2024, 9, 3, 22), Date.UTC(2024, 9, 6, 22), Date.UTC(2024, 9, 10, 22)],
    });
    for (const query of [plan.total, plan.sessions]) expect(query).not.toHaveProperty('buckets');
  });
});

it('is a function of the rows that answer its plan', () => {
  const total = {
    sessions: 3,
    visitors: 0,
    bounces: 1,
    durationMs: 90_000,
    unbouncedDurationMs: 90_000,
    engagedMs: 4500,
  };
  expect(
    sessions.answer(
      { total: [total], series: [{ day: 20_001, bucket: 0, ...total }], views: [{ pageviews: 7, sessions: 3 }] },
      scopeOf('getSessions', requestFor('getSessions', project, days), null),
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

describe('fill', () => {
  it('A7: gives every day of the range a row, zeros where nothing happened', async () => {
    const { facts } = emptyStore();
    const rows: FactReader = {
      async read(queries) {
        return { ...(await facts.read(queries)), series: [{ day: 20_002, pageviews: 5, visitors: 2 }] };
      },
    };
    const { over_time } = await visitors.run(rows, requestFor('getVisitors', project, days, { fill: 'true' }));
    expect(over_time).toHaveLength(7);
    expect(over_time[0]).toEqual({ date: '2024-10-04', pageviews: 0, unique_visitors: 0 });
    expect(over_time[2]).toEqual({ date: '2024-10-06', pageviews: 5, unique_visitors: 2 });
    expect(over_time.map(({ date }) => date)).toEqual([...over_time.map(({ date }) => date)].sort());
    const asBefore = await visitors.run(rows, requestFor('getVisitors', project, days, { fill: 'false' }));
    expect(asBefore.over_time).toHaveLength(1);
  });

  it.each(reports.filter((report) => 'emptyRow' in report && !(report.operationId in NEEDED)))(
    'A7: serves $operationId',
    async (report) => {
      const { facts } = emptyStore();
      const data = await report.run(facts, requestFor(report.operationId, project, days, { fill: '1' }));
      const { over_time } = data as { over_time: { date: string }[] };
      expect(over_time).toHaveLength(7);
      expect(Object.keys(over_time[0]!)[0]).toBe('date');
    },
  );
});

it('A15: an error trend of all groups says null, of one its number', async () => {
  const { facts } = emptyStore();
  expect((await errorTrend.run(facts, requestFor('getErrorTrend', project, days))).group_id).toBeNull();
  expect((await errorTrend.run(facts, requestFor('getErrorTrend', project, days, { group_id: '12' }))).group_id).toBe(
    12,
  );
  for (const group_id of ['0', '-1', 'abc', '1.5']) {
    expect(() => requestFor('getErrorTrend', project, days, { group_id })).toThrow(
      'group_id must be a positive integer',
    );
  }
});

it('looks for groups by whole days of the zone, also where a day has 25 hours', () => {
  const october = { from: parseDay('2025-10-26')!, to: parseDay('2025-10-26')! };
  const request = requestFor('getErrors', project, october, { status: 'open', severity: 'loud' });
  const plan = errors.plan(scopeOf('getErrors', request, null));
  expect(plan.groups).toMatchObject({ status: 'open', severity: undefined, limit: 51 });
  expect(plan.groups.lastSeen).toEqual({ from: Date.UTC(2025, 9, 25, 22), to: Date.UTC(2025, 9, 26, 23) });
});
