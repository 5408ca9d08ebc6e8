import type { ProjectId } from '@micrologs/domain';
import type { FactStates } from '../fact-states.ts';
import type { SqlConnection } from './connection.ts';
import { factsVersion } from './facts-version.ts';
import { ALL_DAYS } from './projects.ts';

/** Edits of the project and its import. What retention took stands there until an entry of the audit log tells of it. */
const CHANGES = `SELECT
    COALESCE((SELECT updated_at FROM projects WHERE id = ?), 0) AS edited,
    COALESCE((SELECT SUM(position) FROM imports WHERE project_id = ?), 0) AS imported,
    COALESCE((SELECT SUM(removed) FROM retention_removed WHERE project_id = ?), 0) AS removed`;

/** @param numbers of the project's last facts */
export async function factStates(
  connection: SqlConnection,
  project: ProjectId,
  numbers: { errors: number; clicks: number; audits: number },
): Promise<FactStates> {
  const [changes] = await connection.all<Record<'edited' | 'imported' | 'removed', number | string>>(CHANGES, [
    project,
    project,
    project,
  ]);
  const { edited, imported, removed } = changes!;
  // Whatever is done to links and groups is entered in the audit log.
  const acts = [numbers.audits, edited, imported, removed].join(' ');
  return {
    views: `${await factsVersion(connection, project, ALL_DAYS.to)} ${imported}`,
    errors: `${numbers.errors} ${acts}`,
    links: `${numbers.clicks} ${acts}`,
    audits: acts,
  };
}
