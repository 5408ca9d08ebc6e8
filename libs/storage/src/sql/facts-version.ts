import type { LocalDay, ProjectId } from '@micrologs/domain';
import { readBorder } from './columns/frozen-days.ts';
import type { SqlConnection } from './connection.ts';

/**
 * Tells apart any two states of what a project's views and sessions up to a day can be asked. Days count every change of theirs, and
 * nothing that happens later changes what they answer; besides there are edits of the project, and days that were frozen.
 */
export async function factsVersion(connection: SqlConnection, project: ProjectId, to: LocalDay): Promise<string> {
  const [days] = await connection.all<{ changes: number | string | null }>(
    'SELECT SUM(version) AS changes FROM day_state WHERE project_id = ? AND day <= ?',
    [project, to],
  );
  const [row] = await connection.all<{ edited: number }>('SELECT updated_at AS edited FROM projects WHERE id = ?', [
    project,
  ]);
  return [days?.changes ?? 0, row?.edited ?? 0, await readBorder(connection, project)].join(' ');
}
