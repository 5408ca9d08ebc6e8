import { type AuditAct, type EpochMs, keptFrom, type Project, type ProjectId } from '@micrologs/domain';
import { partitionOf } from '../partitions.ts';
import type { RetentionCounts, RetentionStore } from '../retention-store.ts';
import { appendAct } from './audit-acts.ts';
import { insertInto, type SqlConnection, type SqlDialect } from './connection.ts';
import { findProjects, lockProjects } from './project-rows.ts';
import { SWEEPS, type Sweep, type SweepScope } from './retention-sweeps.ts';
import type { SqlSession } from './session.ts';

type Removed = keyof RetentionCounts;

export class SqlRetentionStore implements RetentionStore {
  readonly #session: SqlSession;
  readonly #note: ReturnType<typeof insertInto>;

  constructor(session: SqlSession, dialect: SqlDialect) {
    this.#session = session;
    const add = dialect.onConflict(['project_id', 'what'], { removed: 'add' });
    this.#note = insertInto('retention_removed', ['project_id', 'what', 'removed'], add);
  }

  plan(id: ProjectId, now: EpochMs): Promise<RetentionCounts | null> {
    return this.#session.snapshot(async (connection) => {
      const project = (await findProjects(connection, [id])).get(id);
      if (!project) return null;
      const counts: RetentionCounts = {};
      for (const { sweep, scope } of duties(project, now)) {
        Object.assign(counts, await sweep.count(connection, scope));
      }
      return filled(counts);
    });
  }

  step(id: ProjectId, now: EpochMs, act: AuditAct, owner: string | null): Promise<boolean> {
    return this.#session.transaction(async (connection) => {
      if (owner !== null && (await ownerOf(connection, id)) !== owner) return false;
      const project = (await lockProjects(connection, [id])).get(id);
      if (!project) return false;
      for (const { sweep, scope } of duties(project, now)) {
        const removed = Object.entries(filled(await sweep.step(connection, scope, act)));
        if (removed.length === 0) continue;
        await connection.insertMany(
          this.#note,
          removed.map(([what, count]) => [id, what, count]),
        );
        return true;
      }
      return false;
    });
  }

  finish(id: ProjectId, act: AuditAct): Promise<RetentionCounts> {
    return this.#session.transaction(async (connection) => {
      if (!(await lockProjects(connection, [id])).has(id)) return {};
      const rows = await connection.all<{ what: Removed; removed: number }>(
        'SELECT what, removed FROM retention_removed WHERE project_id = ? ORDER BY what',
        [id],
      );
      const removed = Object.fromEntries(rows.map((row) => [row.what, row.removed])) as RetentionCounts;
      if (rows.length > 0) await connection.run('DELETE FROM retention_removed WHERE project_id = ?', [id]);
      const { auditEntries: _, ...others } = removed;
      if (Object.keys(others).length > 0) {
        await appendAct(connection, id, { ...act, context: { ...act.context, removed } });
      }
      return removed;
    });
  }
}

/** How to remove what a project does not keep for ever, and from when on it keeps it. */
function duties(project: Project, now: EpochMs): { sweep: Sweep; scope: SweepScope }[] {
  return SWEEPS.flatMap(([kind, sweep]) => {
    const from = keptFrom(project.settings.retention, kind, now, project.timeZone);
    return from === null ? [] : { sweep, scope: { project, keptFrom: from } };
  });
}

async function ownerOf(connection: SqlConnection, project: ProjectId): Promise<string | undefined> {
  const [row] = await connection.all<{ owner: string }>(
    `SELECT owner FROM partitions WHERE id = ?${connection.dialect.forUpdate}`,
    [partitionOf(project)],
  );
  return row?.owner;
}

/** Without those that are 0. */
function filled(counts: RetentionCounts): RetentionCounts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
