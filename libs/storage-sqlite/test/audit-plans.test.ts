import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { auditQuestion } from '../../storage/src/sql/audit-queries.ts';
import { openSqliteInThread } from '../src/index.ts';
import { temporaryDatabase } from './temporary-database.ts';

/** How SQLite answers a question about audit entries in a database as it was made. */
async function planOf(query: Omit<Parameters<typeof auditQuestion>[0], 'project' | 'days' | 'limit'>): Promise<string> {
  const { file, remove } = temporaryDatabase();
  await (await openSqliteInThread({ file, mode: 'writer' })).close();
  const database = new Database(file);
  const asked = { ...query, project: 1, days: { from: 1, to: 2 }, limit: 5 } as Parameters<typeof auditQuestion>[0];
  const { text, parameters } = auditQuestion(asked);
  const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...parameters);
  database.close();
  remove();
  return rows.map(({ detail }) => detail).join('; ');
}

const ENTRIES = { from: 'auditEntries' as const };
const AFTER = { after: { occurredAt: 5, sequence: 6 } };

it.each([
  [ENTRIES, 'audit_entries_time (project_id=? AND occurred_at>? AND occurred_at<?)'],
  [{ ...ENTRIES, action: 'a' }, 'audit_entries_action (project_id=? AND action=? AND occurred_at>? AND occurred_at<?)'],
  [{ ...ENTRIES, actor: 'a' }, 'audit_entries_actor (project_id=? AND actor=? AND occurred_at>? AND occurred_at<?)'],
])('finds %j by its own index, in the order asked for, without sorting', async (query, index) => {
  for (const page of [query, { ...query, ...AFTER }]) {
    expect(await planOf(page)).toBe(`SEARCH audit_entries USING INDEX ${index}`);
  }
});

it('counts actions from an index alone', async () => {
  expect(await planOf({ from: 'auditActions' })).toMatch(
    /^SEARCH audit_entries USING COVERING INDEX audit_entries_day/,
  );
});
