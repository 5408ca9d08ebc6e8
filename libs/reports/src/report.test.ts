import { DEFAULT_SETTINGS, NotFoundError, parseDay } from '@micrologs/domain';
import type { FactQueries, FactQuery, FactReader } from '@micrologs/storage';
import { describe, expect, it } from 'vitest';
import { requestFor } from '../test/request.ts';
import { errorTrend } from './error-trend.ts';
import { errors } from './errors.ts';
import { type ReportId, reports } from './index.ts';
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
      { total: [total], series: [{ day: 20_001, ...total }], views: [{ pageviews: 7, sessions: 3 }] },
      { ...requestFor('getSessions', project, days), operationId: 'getSessions', after: null },
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

  it.each(reports.filter((report) => 'emptyDay' in report && !(report.operationId in NEEDED)))(
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
  const plan = errors.plan({ ...request, operationId: 'getErrors', after: null });
  expect(plan.groups).toMatchObject({ status: 'open', severity: undefined, limit: 51 });
  expect(plan.groups.lastSeen).toEqual({ from: Date.UTC(2025, 9, 25, 22), to: Date.UTC(2025, 9, 26, 23) });
});
