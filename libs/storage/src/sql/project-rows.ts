import {
  DEFAULT_SETTINGS,
  type EpochMs,
  type Project,
  type ProjectId,
  patchSettings,
  type SettingsPatch,
} from '@micrologs/domain';
import { anyOf } from './any-of.ts';
import { locked, type SqlConnection, selectByKey } from './connection.ts';

const RELIED_ON_AT_ONCE = 500;

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

export function findProjects(connection: SqlConnection, ids: Iterable<ProjectId>): Promise<Map<ProjectId, Project>> {
  return readProjects(connection, ids, '');
}

/**
 * The same for a write transaction that relies on them: none of them is edited or deleted until its end.
 *
 * A lock holds on one server alone. Where several make up one database, two transactions that know nothing of each other are
 * told apart by the rows that both have changed, so this changes the projects that it locks.
 */
export async function lockProjects(
  connection: SqlConnection,
  ids: Iterable<ProjectId>,
): Promise<Map<ProjectId, Project>> {
  const projects = await readProjects(connection, ids, connection.dialect.forUpdate);
  if (connection.dialect.locksAreLocal) {
    const found = [...projects.keys()];
    for (let from = 0; from < found.length; from += RELIED_ON_AT_ONCE) {
      const { text, values } = anyOf('id', found.slice(from, from + RELIED_ON_AT_ONCE));
      await connection.run(`UPDATE projects SET commits = commits + 1 WHERE ${text}`, values);
    }
  }
  return projects;
}

async function readProjects(
  connection: SqlConnection,
  ids: Iterable<ProjectId>,
  forUpdate: string,
): Promise<Map<ProjectId, Project>> {
  const projects = new Map<ProjectId, Project>();
  await connection.selectByKeys<ProjectRecord>(
    locked(BY_ID, forUpdate),
    // In one order for all who lock them.
    [...new Set(ids)].sort((a, b) => a - b).map((id) => [id]),
    (record) => projects.set(record[0], readProject(record)),
  );
  return projects;
}
