import type { AuditAct, AuditHead, EpochMs, ProjectId } from '@micrologs/domain';
import { appendAct } from './audit-acts.ts';
import { type EntryRecord, readEntry, readPlaces, SELECT_ENTRIES } from './audit-rows.ts';
import { hexToBytes } from './codec.ts';
import type { SqlConnection } from './connection.ts';

/**
 * Removes entries at a chain's beginning, leaves an anchor and records the act, inside an open write transaction; see
 * `AuditStore.prune`.
 * @param limit entries that go at most
 */
export async function pruneEntries(
  connection: SqlConnection,
  project: ProjectId,
  before: EpochMs,
  act: AuditAct,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<{ removed: number; anchor: AuditHead }> {
  const start = (await readPlaces(connection, 'audit_anchors', [project])).get(project)!;
  const anchor = await lastBefore(connection, project, before, start.sequence + limit);
  if (!anchor) return { removed: 0, anchor: start };
  const { changes: removed } = await connection.run(
    'DELETE FROM audit_entries WHERE project_id = ? AND sequence <= ?',
    [project, anchor.sequence],
  );
  const replace = connection.dialect.onConflict(['project_id'], { sequence: 'replace', hash: 'replace' });
  await connection.run(`INSERT INTO audit_anchors (project_id, sequence, hash) VALUES (?, ?, ?) ${replace}`, [
    project,
    anchor.sequence,
    hexToBytes(anchor.hash),
  ]);
  await appendAct(connection, project, { ...act, context: { ...act.context, removed, through: anchor.sequence } });
  return { removed, anchor };
}

/** The sequence of the first entry that did not occur before this instant; null when there is none. */
export async function firstKept(
  connection: SqlConnection,
  project: ProjectId,
  before: EpochMs,
): Promise<number | null> {
  const [kept] = await connection.all<{ sequence: number }>(
    'SELECT sequence FROM audit_entries WHERE project_id = ? AND occurred_at >= ? ORDER BY sequence LIMIT 1',
    [project, before],
  );
  return kept?.sequence ?? null;
}

/** The last entry before the first that is kept, and not behind `until`; null when there is none. */
async function lastBefore(
  connection: SqlConnection,
  project: ProjectId,
  before: EpochMs,
  until: number,
): Promise<AuditHead | null> {
  const kept = await firstKept(connection, project, before);
  const [last] = await connection.all<EntryRecord>(
    `${SELECT_ENTRIES} WHERE project_id = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1`,
    [project, Math.min(kept === null ? until : kept - 1, until, Number.MAX_SAFE_INTEGER)],
  );
  return last ? { sequence: last.sequence, hash: readEntry(last).hash } : null;
}
