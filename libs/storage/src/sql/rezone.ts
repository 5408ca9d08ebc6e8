import { type EpochMs, type IanaZone, type LocalDay, offsetSpans, type ProjectId } from '@micrologs/domain';
import type { SqlConnection } from './connection.ts';

/** Columns that hold a day of the project's zone, with the instant whose day it is. */
const DAY_COLUMNS = [
  { table: 'pageviews', day: 'day', at: 'occurred_at' },
  { table: 'sessions', day: 'start_day', at: 'started_at' },
  { table: 'visitors', day: 'first_day', at: 'first_seen' },
  { table: 'error_events', day: 'day', at: 'occurred_at' },
  { table: 'clicks', day: 'day', at: 'occurred_at' },
  { table: 'audit_entries', day: 'day', at: 'occurred_at' },
];

/**
 * Rewrites the days of a project's facts for a new zone, and bumps every day that lost or gained any: a few statements
 * a year, since a zone seldom changes its offset. Every fact must have its row.
 */
export async function rewriteDays(connection: SqlConnection, project: ProjectId, zone: IanaZone): Promise<void> {
  const { dialect } = connection;
  const touched = new Set<LocalDay>();
  const collectDays = async () => {
    for (const { table, day } of DAY_COLUMNS) {
      const rows = await connection.all<{ day: LocalDay }>(
        `SELECT DISTINCT ${day} AS day FROM ${table} WHERE project_id = ?`,
        [project],
      );
      for (const row of rows) touched.add(row.day);
    }
  };
  await collectDays();
  for (const { table, day, at } of DAY_COLUMNS) {
    const [range] = await connection.all<{ first: EpochMs | null; last: EpochMs | null }>(
      `SELECT MIN(${at}) AS first, MAX(${at}) AS last FROM ${table} WHERE project_id = ?`,
      [project],
    );
    if (range?.first == null || range.last == null) continue;
    for (const span of offsetSpans(range.first, range.last + 1, zone)) {
      await connection.run(
        `UPDATE ${table} SET ${day} = ${dialect.dayAtOffset(at)}
         WHERE project_id = ? AND ${at} >= ? AND ${at} < ? AND ${day} <> ${dialect.dayAtOffset(at)}`,
        [span.offset, project, span.from, span.to, span.offset],
      );
    }
  }
  await collectDays();
  const conflict = dialect.onConflict(['project_id', 'day'], { version: 'add' });
  await connection.runMany(
    `INSERT INTO day_state (project_id, day, version) VALUES (?, ?, ?) ${conflict}`,
    [...touched].map((day) => [project, day, 1]),
  );
}
