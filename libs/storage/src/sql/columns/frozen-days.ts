import { COLUMNS, type ColumnName } from '@micrologs/columns';
import type { LocalDay, ProjectId } from '@micrologs/domain';
import { type SqlConnection, selectByKey } from '../connection.ts';

/** Before any day that a time of JavaScript can lie in. */
export const NEVER: LocalDay = -100_000_001;

/**
 * Columns that stay of frozen days whose counts are kept: which sessions went on over midnight tells how many there were in
 * days together. Their numbers lead to nobody.
 */
export const COUNTED_COLUMNS = ['session', 'startLag'] as const satisfies readonly ColumnName[];

export const COUNTED_IDS: readonly number[] = COUNTED_COLUMNS.map((name) => COLUMNS[name].id);

const BORDER = selectByKey('SELECT before_day FROM frozen_days', ['project_id']);

/** The first day of each project that is not frozen: those before it have lost their pageviews, and change no more. */
export async function readBorders(
  connection: SqlConnection,
  projects: Iterable<ProjectId>,
): Promise<Map<ProjectId, LocalDay>> {
  const ids = [...projects];
  const borders = new Map<ProjectId, LocalDay>();
  await connection.selectByKeys<[LocalDay]>(
    BORDER,
    ids.map((id) => [id]),
    ([day], place) => borders.set(ids[place]!, day),
  );
  return borders;
}

/** That of one project; `NEVER` where no day is frozen. */
export async function readBorder(connection: SqlConnection, project: ProjectId): Promise<LocalDay> {
  return (await readBorders(connection, [project])).get(project) ?? NEVER;
}
