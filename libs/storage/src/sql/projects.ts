import {
  type AuditAct,
  DEFAULT_SETTINGS,
  type EpochMs,
  INSTALLATION_CHAIN,
  namedMembers,
  type Project,
  type ProjectId,
  patchSettings,
  type SettingsPatch,
} from '@micrologs/domain';
import type { NewProject, ProjectPatch, ProjectStats, ProjectStore } from '../storage.ts';
import { appendAct } from './audit-acts.ts';
import { locked, type SqlConnection, selectByKey } from './connection.ts';
import { bumpLinkChanges } from './link-changes.ts';
import { rewriteDays } from './rezone.ts';
import type { SqlSession } from './session.ts';

type ProjectRecord = [
  id: ProjectId,
  name: string,
  publicKey: string,
  secretHash: string,
  allowedDomains: string,
  isActive: number,
  timeZone: string,
  settings: string,
  createdAt: EpochMs,
  updatedAt: EpochMs,
];

const BY_ID = selectByKey(
  `SELECT id, name, public_key, secret_hash, allowed_domains, is_active, time_zone, settings, created_at, updated_at
   FROM projects`,
  ['id'],
);

function readProject(record: ProjectRecord): Project {
  const [id, name, publicKey, secretHash, allowedDomains, isActive, timeZone, settings, createdAt, updatedAt] = record;
  return {
    id,
    name,
    publicKey,
    secretHash,
    allowedDomains: JSON.parse(allowedDomains) as string[],
    isActive: isActive === 1,
    timeZone,
    // Those of an older version lack what came later.
    settings: patchSettings(DEFAULT_SETTINGS, JSON.parse(settings) as SettingsPatch),
    createdAt,
    updatedAt,
  };
}

/** @param forUpdate that of the dialect, where the projects are to stay as read until the end of the transaction */
export async function findProjects(
  connection: SqlConnection,
  ids: Iterable<ProjectId>,
  forUpdate = '',
): Promise<Map<ProjectId, Project>> {
  const projects = new Map<ProjectId, Project>();
  await connection.selectByKeys<ProjectRecord>(
    locked(BY_ID, forUpdate),
    [...new Set(ids)].map((id) => [id]),
    (record) => projects.set(record[0], readProject(record)),
  );
  return projects;
}

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
  'imports',
];

export class SqlProjectStore implements ProjectStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
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

  update(id: ProjectId, patch: ProjectPatch, updatedAt: EpochMs, act: AuditAct): Promise<Project | null> {
    return this.#session.transaction(async (connection) => {
      const old = (await findProjects(connection, [id], connection.dialect.forUpdate)).get(id);
      if (!old) return null;
      const settings = patchSettings(old.settings, patch.settings ?? {});
      const project: Project = { ...old, ...namedMembers(patch), settings, updatedAt };
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
      if (project.timeZone !== old.timeZone) await rewriteDays(connection, id, project.timeZone);
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
    return this.#session.use(async (connection) => {
      const rows = await connection.all<{ id: ProjectId } & ProjectStats>(
        `SELECT p.id AS id, (SELECT COUNT(*) FROM pageviews v WHERE v.project_id = p.id) AS pageviews,
           (SELECT COUNT(*) FROM links l WHERE l.project_id = p.id) AS links,
           (SELECT COUNT(*) FROM error_groups g WHERE g.project_id = p.id) AS errors
         FROM projects p ORDER BY p.id`,
      );
      return new Map(rows.map(({ id, ...stats }) => [id, stats]));
    });
  }

  changeNumber(): Promise<number> {
    return this.#session.use(async (connection) => {
      const rows = await connection.all<{ value: number }>('SELECT value FROM change_number');
      return rows[0]!.value;
    });
  }
}

async function bumpChangeNumber(connection: SqlConnection): Promise<void> {
  await connection.run('UPDATE change_number SET value = value + 1');
}
