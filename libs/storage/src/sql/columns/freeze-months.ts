import { GROUPINGS } from '@micrologs/columns';
import { type DayRange, daysOfMonth, type LocalDay, monthOf, type Project } from '@micrologs/domain';
import type { RetentionCounts } from '../../retention-store.ts';
import type { SqlConnection } from '../connection.ts';
import { isClean, readSealedDays } from './day-plans.ts';
import { COUNTED_IDS, readBorder } from './frozen-days.ts';

/** A month that can be frozen. */
interface Freezable {
  month: number;
  days: DayRange;
  pageviews: number;
}

/** What of the pageviews before a day would go. */
export async function countMonths(
  connection: SqlConnection,
  project: Project,
  keptFrom: LocalDay,
): Promise<RetentionCounts> {
  const counts = { pageviews: 0, pageviewMonths: 0 };
  let from = await readBorder(connection, project.id);
  for (let next = await nextMonth(connection, project, from, keptFrom); next; ) {
    counts.pageviews += next.pageviews;
    counts.pageviewMonths += 1;
    from = next.days.to + 1;
    next = await nextMonth(connection, project, from, keptFrom);
  }
  return counts;
}

/**
 * Lets go of the pageviews of the first month that is over before a day, inside an open write transaction that has the
 * project locked: days before the border stay sealed as they are for ever, without their columns.
 * @returns what went; nothing when no month can go, or can go yet
 */
export async function freezeMonth(
  connection: SqlConnection,
  project: Project,
  keptFrom: LocalDay,
): Promise<RetentionCounts> {
  const { id } = project;
  const next = await nextMonth(connection, project, await readBorder(connection, id), keptFrom);
  if (!next) return {};
  const { month, days, pageviews } = next;
  const moved = connection.dialect.onConflict(['project_id'], { before_day: 'replace' });
  await connection.run(`INSERT INTO frozen_days (project_id, before_day) VALUES (?, ?) ${moved}`, [id, days.to + 1]);
  const segments = 'DELETE FROM month_segments WHERE project_id = ? AND month = ?';
  if (project.settings.retention.keepCounts) {
    const others = `${segments} AND column_id NOT IN (${COUNTED_IDS.join(', ')})`;
    await connection.run(others, [id, month]);
  } else {
    await connection.run(segments, [id, month]);
    await connection.run('DELETE FROM month_aggregates WHERE project_id = ? AND month = ?', [id, month]);
    // That there was something on a day must stay known, or questions about it would be answered with nothing.
    await connection.run(
      `UPDATE sealed_days SET views = 0, sums = NULL, heads = '[null]'
       WHERE project_id = ? AND day >= ? AND day <= ? AND heads <> '[]'`,
      [id, days.from, days.to],
    );
  }
  return { pageviews, pageviewMonths: 1 };
}

/** The first month with facts from a day on that is over before another, if all that is kept of it is there and final. */
async function nextMonth(
  connection: SqlConnection,
  { id, settings }: Project,
  from: LocalDay,
  keptFrom: LocalDay,
): Promise<Freezable | null> {
  const [first] = await connection.all<{ day: LocalDay | null }>(
    "SELECT MIN(day) AS day FROM sealed_days WHERE project_id = ? AND day >= ? AND heads <> '[]'",
    [id, from],
  );
  if (first!.day === null) return null;
  const month = monthOf(first!.day);
  const days = daysOfMonth(month);
  if (days.to >= keptFrom) return null;
  // Rows that are still there, or have come late, have to be sealed and removed before.
  for (const [table, column] of [
    ['pageviews', 'day'],
    ['sessions', 'start_day'],
  ]) {
    const rows = await connection.all(`SELECT 1 FROM ${table} WHERE project_id = ? AND ${column} <= ? LIMIT 1`, [
      id,
      days.to,
    ]);
    if (rows.length > 0) return null;
  }
  const sealed = await readSealedDays(connection, id, days);
  const isFinal = sealed.every((day) => isClean(day) && (!day.hasBlocks || (day.retired && day.monthStored)));
  if (!isFinal || sealed.some(({ hasBlocks, sums }) => hasBlocks && sums === null)) return null;
  if (settings.retention.keepCounts) {
    const [kept] = await connection.all<{ count: number }>(
      'SELECT COUNT(*) AS count FROM month_aggregates WHERE project_id = ? AND month = ? AND part = 0',
      [id, month],
    );
    if (kept!.count < Object.keys(GROUPINGS).length) return null;
  }
  return { month, days, pageviews: sealed.reduce((sum, { views }) => sum + views, 0) };
}
