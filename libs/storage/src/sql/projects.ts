import {
  type AuditAct,
  type DayRange,
  type EpochMs,
  INSTALLATION_CHAIN,
  namedMembers,
  type Project,
  type ProjectId,
  patchSettings,
  StateConflictError,
} from '@micrologs/domain';
import type { NewProject, ProjectPatch, ProjectStats, ProjectStore } from '../storage.ts';
import { appendAct } from './audit-acts.ts';
import { type ColumnCaches, SqlColumnSource } from './columns/column-source.ts';
import { NEVER, readBorder } from './columns/frozen-days.ts';
import { dropColumns, firstRetired, restoreRows } from './columns/restore-rows.ts';
import type { SqlConnection } from './connection.ts';
import { bumpLinkChanges } from './link-changes.ts';
import { findProjects, lockProjects } from './project-rows.ts';
import { rewriteDays } from './rezone.ts';
import type { SqlSession } from './session.ts';

/** Everything that hangs on a project, besides its ledger counts. */
const OWNED_TABLES = [
  'counters',
  'visitors',
  'visitor_aliases',
  'sessions',
  'pageviews',
  'event_ids',
  'waiting_engagements',
  'day_state',
  'strings',
  'frozen_days',
  'sealed_days',
  'day_segments',
  'month_segments',
  'month_aggregates',
  'dead_letters',
  'daily_salts',
  'sequences',
  'error_groups',
  'error_fingerprints',
  'error_group_environments',
  'error_events',
  'error_transitions',
  'links',
  'link_tags',
  'clicks',
  'audit_entries',
  'audit_heads',
  'audit_anchors',
  'retention_removed',
  'erased_visitors',
  'restorations',
  'imports',
  'webhook_deliveries',
  'webhook_events',
  'webhook_endpoints',
];

const FROZEN_ZONE =
  'timezone cannot be changed any more: pageviews have gone by retention, and their counts are by days of the old one';

/** Every day that a time of JavaScript can lie in. */
export const ALL_DAYS: DayRange = { from: -100_000_001, to: 100_000_001 };

export class SqlProjectStore implements ProjectStore {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;

  constructor(session: SqlSession, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
  }

  all(): Promise<Project[]> {
    return this.#session.snapshot(async (connection) => {
      const ids = await connection.all<{ id: ProjectId }>('SELECT id FROM projects ORDER BY id');
      const projects = await findProjects(
        connection,
        ids.map(({ id }) => id),
      );
      return ids.map(({ id }) => projects.get(id)!);
    });
  }

  create(project: NewProject, act: AuditAct): Promise<Project> {
    return this.#session.transaction(async (connection) => {
      const { insertId } = await connection.run(
        `INSERT INTO projects (name, public_key, secret_hash, allowed_domains, is_active, time_zone, settings,
         created_at, updated_at) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)`,
        [
          project.name,
          project.publicKey,
          project.secretHash,
          JSON.stringify(project.allowedDomains),
          project.timeZone,
          JSON.stringify(project.settings),
          project.createdAt,
          project.createdAt,
        ],
      );
      await appendAct(connection, insertId, act);
      await bumpChangeNumber(connection);
      return (await findProjects(connection, [insertId])).get(insertId)!;
    });
  }

  async update(id: ProjectId, patch: ProjectPatch, updatedAt: EpochMs, act: AuditAct): Promise<Project | null> {
    for (;;) {
      const outcome = await this.#update(id, patch, updatedAt, act);
      if (outcome !== 'rows missing') return outcome;
      const restore = (connection: SqlConnection) => restoreRows(connection, id, this.#caches, updatedAt);
      while (await this.#session.transaction(restore));
    }
  }

  /** @returns `rows missing`, and changes nothing, when days are to be rewritten of which only columns are left */
  #update(
    id: ProjectId,
    patch: ProjectPatch,
    updatedAt: EpochMs,
    act: AuditAct,
  ): Promise<Project | null | 'rows missing'> {
    return this.#session.transaction(async (connection) => {
      const old = (await lockProjects(connection, [id])).get(id);
      if (!old) return null;
      const settings = patchSettings(old.settings, patch.settings ?? {});
      const project: Project = { ...old, ...namedMembers(patch), settings, updatedAt };
      const isMoved = project.timeZone !== old.timeZone;
      if (isMoved && (await readBorder(connection, id)) !== NEVER) throw new StateConflictError(FROZEN_ZONE);
      if (isMoved && (await firstRetired(connection, id)) !== null) return 'rows missing';
      await connection.run(
        `UPDATE projects SET name = ?, public_key = ?, secret_hash = ?, allowed_domains = ?, is_active = ?,
         time_zone = ?, settings = ?, updated_at = ? WHERE id = ?`,
        [
          project.name,
          project.publicKey,
          project.secretHash,
          JSON.stringify(project.allowedDomains),
          project.isActive ? 1 : 0,
          project.timeZone,
          JSON.stringify(project.settings),
          updatedAt,
          id,
        ],
      );
      if (isMoved) {
        await dropColumns(connection, id);
        await rewriteDays(connection, id, project.timeZone);
      }
      await appendAct(connection, id, act);
      await bumpChangeNumber(connection);
      return (await findProjects(connection, [id])).get(id)!;
    });
  }

  delete(id: ProjectId, act: AuditAct): Promise<boolean> {
    return this.#session.transaction(async (connection) => {
      const { changes } = await connection.run('DELETE FROM projects WHERE id = ?', [id]);
      if (changes === 0) return false;
      // A dead letter was received and is not pending any more, so it must show up as dropped.
      const letters = await connection.all<{ count: number }>(
        'SELECT COUNT(*) AS count FROM dead_letters WHERE project_id = ?',
        [id],
      );
      if (letters[0]!.count > 0) {
        const conflict = connection.dialect.onConflict(['project_id', 'outcome'], { count: 'add' });
        await connection.run(`INSERT INTO ledger (project_id, outcome, count) VALUES (?, ?, ?) ${conflict}`, [
          id,
          'project_deleted',
          letters[0]!.count,
        ]);
      }
      for (const table of OWNED_TABLES) await connection.run(`DELETE FROM ${table} WHERE project_id = ?`, [id]);
      await appendAct(connection, INSTALLATION_CHAIN, act);
      await bumpChangeNumber(connection);
      await bumpLinkChanges(connection);
      return true;
    });
  }

  stats(): Promise<Map<ProjectId, ProjectStats>> {
    return this.#session.snapshot(async (connection) => {
      const rows = await connection.all<{ id: ProjectId; links: number; errors: number }>(
        `SELECT p.id AS id, (SELECT COUNT(*) FROM links l WHERE l.project_id = p.id) AS links,
           (SELECT COUNT(*) FROM error_groups g WHERE g.project_id = p.id) AS errors
         FROM projects p ORDER BY p.id`,
      );
      const stats = new Map<ProjectId, ProjectStats>();
      for (const { id, ...counts } of rows) {
        const source = await SqlColumnSource.open(connection, id, this.#caches);
        stats.set(id, { ...counts, pageviews: await source.countViews(ALL_DAYS) });
      }
      return stats;
    });
  }

  changeNumber(): Promise<number> {
    return this.#session.use(async (connection) => {
      const rows = await connection.all<{ value: number }>('SELECT value FROM change_number');
      return rows[0]!.value;
    });
  }
}

export async function bumpChangeNumber(connection: SqlConnection): Promise<void> {
  await connection.run('UPDATE change_number SET value = value + 1');
}
