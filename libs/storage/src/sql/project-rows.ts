import {
  DEFAULT_SETTINGS,
  type EpochMs,
  type Project,
  type ProjectId,
  patchSettings,
  type SettingsPatch,
} from '@micrologs/domain';
import { locked, type SqlConnection, selectByKey } from './connection.ts';

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
    // In one order for all who lock them.
    [...new Set(ids)].sort((a, b) => a - b).map((id) => [id]),
    (record) => projects.set(record[0], readProject(record)),
  );
  return projects;
}
