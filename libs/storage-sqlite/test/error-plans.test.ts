import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { errorQuestion } from '../../storage/src/sql/error-queries.ts';
import { openSqliteInThread } from '../src/index.ts';
import { temporaryDatabase } from './temporary-database.ts';

type Query = Parameters<typeof errorQuestion>[0];

const DAYS = { from: 1, to: 2 };
const LAST_SEEN = { from: 1, to: 2 };
const AFTER = { lastSeen: 5, number: 6, occurredAt: 5 };

/** How SQLite answers a question about errors in a database as it was made, table by table. */
async function plansOf(queries: readonly Query[]): Promise<string[]> {
  const { file, remove } = temporaryDatabase();
  await (await openSqliteInThread({ file, mode: 'writer' })).close();
  const database = new Database(file);
  const plans = queries.map((query) => {
    const { text, parameters } = errorQuestion(query);
    const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...parameters);
    return rows.map(({ detail }) => detail).join('; ');
  });
  database.close();
  remove();
  return plans;
}

it('lists groups and occurrences along an index in the order asked for, without sorting', async () => {
  const groups = { from: 'errorGroups', project: 1, limit: 5, lastSeen: LAST_SEEN } as const;
  const filtered = { ...groups, status: 'open', severity: 'error', environment: 'staging' } as const;
  const events = { from: 'errorEvents', project: 1, group: 1, days: DAYS, limit: 5 } as const;
  const transitions = { from: 'errorTransitions', project: 1, group: 1, limit: 5 } as const;
  const plans = await plansOf([
    groups,
    { ...groups, after: AFTER },
    filtered,
    { ...filtered, after: AFTER },
    events,
    { ...events, after: AFTER },
    transitions,
  ]);
  const [first, second, ...rest] = plans;
  const byLastSeen = 'SEARCH g USING INDEX error_groups_last_seen (project_id=? AND last_seen>? AND last_seen<?)';
  expect([first, second]).toEqual([byLastSeen, byLastSeen]);
  for (const plan of rest.slice(0, 2)) {
    expect(plan).toContain(byLastSeen);
    expect(plan).toContain('USING PRIMARY KEY (project_id=? AND group_number=? AND environment=?)');
  }
  const byTime = 'error_events_group (project_id=? AND group_number=? AND occurred_at>? AND occurred_at<?)';
  expect(rest.slice(2)).toEqual([
    `SEARCH e USING INDEX ${byTime}`,
    `SEARCH e USING INDEX ${byTime}`,
    'SEARCH error_transitions USING INDEX error_transitions_group (project_id=? AND group_number=?)',
  ]);
  expect(plans.join()).not.toContain('ORDER BY');
});

it('counts from indexes alone: those of the groups asked for, or of the days', async () => {
  const counts = { from: 'errorCounts', project: 1, days: DAYS } as const;
  for (const by of [[], ['day'], ['group'], ['day', 'group']] as const) {
    for (const groups of [[1], [1, 2, 3], Array.from({ length: 100 }, (_, i) => i)]) {
      const [plan] = await plansOf([{ ...counts, by, groups }]);
      expect(plan).toContain(
        'USING COVERING INDEX error_events_group (project_id=? AND group_number=? AND occurred_at',
      );
    }
    const [all] = await plansOf([{ ...counts, by }]);
    expect(all).toContain('USING COVERING INDEX error_events_day (project_id=? AND day>? AND day<?)');
  }
  const [summary] = await plansOf([{ from: 'errorSummary', project: 1, lastSeen: LAST_SEEN }]);
  expect(summary).toMatch(/^SEARCH error_groups USING COVERING INDEX error_groups_last_seen/);
});

it('counts what happened lately from the groups that occurred lately, whatever else is stored', async () => {
  const lately = { from: 'errorWindow', project: 1, times: LAST_SEEN } as const;
  const [all, some] = await plansOf([lately, { ...lately, severities: ['error'], environments: ['staging'] }]);
  for (const plan of [all, some]) {
    expect(plan).toMatch(/^SEARCH g USING COVERING INDEX error_groups_last_seen \(project_id=\? AND last_seen>\?\)/);
  }
  const byTime = 'error_events_group (project_id=? AND group_number=? AND occurred_at>? AND occurred_at<?)';
  expect(all).toContain(`SEARCH e USING COVERING INDEX ${byTime}`);
  expect(some).toContain(`SEARCH e USING INDEX ${byTime}`);
});
