import { COLUMNS } from '@micrologs/columns';
import { daysOfMonth, type ProjectId } from '@micrologs/domain';
import { insertInto, type SqlConnection, selectByKey } from '../connection.ts';
import { lockProjects } from '../project-rows.ts';
import { readSealedDays, type SealedDay } from './day-plans.ts';
import { type DaySegment, joinSegments, splitSegments } from './month-segment.ts';

const SEGMENTS_OF_DAY = selectByKey('SELECT part, data FROM day_segments', ['project_id', 'day', 'column_id']);
const MONTH = ['project_id', 'column_id', 'month'] as const;
const SEGMENT_OF_MONTH = selectByKey('SELECT data FROM month_segments', MONTH);

/** The days of a month that have blocks; none when the project is gone. Keeps them as they are until the end of the transaction. */
export async function sealedDaysOf(connection: SqlConnection, project: ProjectId, month: number): Promise<SealedDay[]> {
  if ((await lockProjects(connection, [project])).size === 0) return [];
  return (await readSealedDays(connection, project, daysOfMonth(month))).filter(({ hasBlocks }) => hasBlocks);
}

/** Alike when nothing was sealed in between. */
export function versionsOf(days: readonly SealedDay[]): string {
  return days.map(({ day, version }) => `${day}:${version}`).join(' ');
}

/** Writes one column of a month's days side by side. Until `takeOver`, nothing is read from there that was not before. */
export async function joinColumn(
  connection: SqlConnection,
  project: ProjectId,
  month: number,
  columnId: number,
  days: readonly SealedDay[],
): Promise<void> {
  const segments: DaySegment[] = [];
  const isThere = new Set(days.filter(({ monthStored }) => monthStored).map(({ day, version }) => `${day} ${version}`));
  await connection.selectByKeys<[Uint8Array]>(SEGMENT_OF_MONTH, [[project, columnId, month]], ([data]) => {
    segments.push(...splitSegments(data).filter(({ day, version }) => isThere.has(`${day} ${version}`)));
  });
  const own = days.filter(({ monthStored }) => !monthStored);
  await connection.selectByKeys<[number, Uint8Array]>(
    SEGMENTS_OF_DAY,
    own.map(({ day }) => [project, day, columnId]),
    ([part, data], key) => segments.push({ day: own[key]!.day, part, version: own[key]!.version, data }),
  );
  segments.sort((a, b) => a.day - b.day || a.part - b.part);
  const write = insertInto(
    'month_segments',
    [...MONTH, 'data'],
    connection.dialect.onConflict(MONTH, { data: 'replace' }),
  );
  await connection.insertMany(write, [[project, columnId, month, joinSegments(segments)]]);
}

/** From here on the days are read from the month. */
export async function takeOver(
  connection: SqlConnection,
  project: ProjectId,
  days: readonly SealedDay[],
): Promise<void> {
  const keys = days.filter(({ monthStored }) => !monthStored).map(({ day }) => [project, day]);
  await connection.runMany('UPDATE sealed_days SET month_stored = 1 WHERE project_id = ? AND day = ?', keys);
  await connection.runMany('DELETE FROM day_segments WHERE project_id = ? AND day = ?', keys);
}

export const COLUMN_IDS: readonly number[] = Object.values(COLUMNS).map(({ id }) => id);
