import { DEFAULT_SETTINGS, type Project } from '@micrologs/domain';
import { adminAct, hashSecretKey, newPublicKey, newSecretKey } from '@micrologs/projects';
import type { InstallationStore, Storage } from '@micrologs/storage';
import type { Config } from './config.ts';
import { sha256 } from './key-ring.ts';
import { fingerprintOf, readFingerprint, SALT_FINGERPRINT } from './salt-fingerprint.ts';
import { newSecret, readSecrets, type Secrets, secretsFile, writeSecrets } from './secrets.ts';
import { StartError } from './start-error.ts';

export interface Bootstrapped {
  /** Hex SHA-256. */
  adminKeyHash: string;
  ipHashSalt: string;
  /** What was made in this start, to be shown once; null at later starts. */
  created: { project: Project; secretKey: string; adminKey: string | null } | null;
}

const ADMIN_KEY_HASH = 'admin_key_sha256';
const FIRST_PROJECT = 'first_project';
const FIRST_PROJECT_KEY = 'first_project_key';

/** What a page on the operator's own machine is served from. */
const LOCAL_HOSTS = ['localhost', '127.0.0.1'];

/**
 * Makes or finds what an installation needs: admin key, IP salt and, at the first start, a project. Everything is written to
 * the secrets file before the database hears of it, so that a start that is cut off can be repeated.
 * @param domains hosts of the first project, besides the local ones
 * @throws StartError when the salt is another than the one that the stored hashes were made with
 */
export async function bootstrap(
  config: Pick<Config, 'dataDir' | 'adminKey' | 'ipHashSalt'>,
  storage: Pick<Storage, 'installation' | 'projects'>,
  domains: readonly string[] = [],
  now: number = Date.now(),
): Promise<Bootstrapped> {
  const { installation, projects } = storage;
  const kept = readSecrets(config.dataDir);
  const knownFingerprint = await readFingerprint(installation);
  const knownAdminHash = await installation.get(ADMIN_KEY_HASH);

  if (knownFingerprint !== null && config.ipHashSalt === undefined && kept.ipHashSalt === undefined) {
    throw new StartError(
      `The IP salt of this installation is missing: ${secretsFile(config.dataDir)} does not hold it. ` +
        'Restore that file, or set IP_HASH_SALT to the salt that was used before.',
    );
  }
  const ipHashSalt = config.ipHashSalt ?? kept.ipHashSalt ?? newSecret();
  // Without the file the database still knows the key's hash, so the old key goes on working.
  const adminKey = config.adminKey ?? kept.adminKey ?? (knownAdminHash === null ? newSecret() : undefined);
  const isFirstStart = (await installation.get(FIRST_PROJECT)) === null && (await projects.all()).length === 0;
  const firstProject =
    isFirstStart && !kept.firstProject
      ? { name: 'My site', publicKey: newPublicKey(), secretKey: newSecretKey() }
      : kept.firstProject;

  const wanted: Secrets = {
    ...kept,
    ...(config.adminKey === undefined && adminKey !== undefined ? { adminKey } : {}),
    ...(config.ipHashSalt === undefined ? { ipHashSalt } : {}),
    ...(firstProject ? { firstProject } : {}),
  };
  if (JSON.stringify(wanted) !== JSON.stringify(kept)) writeSecrets(config.dataDir, wanted);

  if (!(await claimSalt(installation, ipHashSalt))) {
    throw new StartError(
      'IP_HASH_SALT is not the salt that this database was made with, so stored address hashes would no longer match. ' +
        'Use the old salt, or start with an empty database.',
    );
  }
  const adminKeyHash = adminKey === undefined ? knownAdminHash! : sha256(adminKey);
  await installation.setOnce(ADMIN_KEY_HASH, adminKeyHash);

  if (!isFirstStart || !firstProject) return { adminKeyHash, ipHashSalt, created: null };
  if (!(await claimFirstProject(installation, firstProject.publicKey))) {
    const { firstProject: _, ...others } = wanted;
    writeSecrets(config.dataDir, others);
    return { adminKeyHash, ipHashSalt, created: null };
  }
  const project = await projects.create(
    {
      name: firstProject.name,
      publicKey: firstProject.publicKey,
      secretHash: hashSecretKey(firstProject.secretKey),
      allowedDomains: [...new Set([...LOCAL_HOSTS, ...domains])],
      timeZone: 'UTC',
      settings: DEFAULT_SETTINGS,
      createdAt: now,
    },
    adminAct({ via: 'start', ipHash: '' }, 'project.created', { name: firstProject.name }, now),
  );
  await installation.setOnce(FIRST_PROJECT, String(project.id));
  return {
    adminKeyHash,
    ipHashSalt,
    created: { project, secretKey: firstProject.secretKey, adminKey: wanted.adminKey ?? null },
  };
}

/** @returns false when the stored hashes are made with another salt */
async function claimSalt(installation: InstallationStore, salt: string): Promise<boolean> {
  const fingerprint = fingerprintOf(salt);
  return (await installation.setOnce(SALT_FINGERPRINT, fingerprint)) === fingerprint;
}

/**
 * Of several nodes that start for the first time at once, one makes the project.
 * @returns false when it is another one; true also when this one was cut off in making it
 */
async function claimFirstProject(installation: InstallationStore, publicKey: string): Promise<boolean> {
  return (await installation.setOnce(FIRST_PROJECT_KEY, publicKey)) === publicKey;
}

/**
 * Makes the salt of an installation that is taken over that of this one, before its first start.
 * @throws StartError when this one has another already
 */
export async function adoptIpSalt(
  config: Pick<Config, 'dataDir' | 'ipHashSalt'>,
  { installation }: Pick<Storage, 'installation'>,
  salt: string,
): Promise<void> {
  const kept = readSecrets(config.dataDir);
  const own = config.ipHashSalt ?? kept.ipHashSalt ?? salt;
  if (own !== salt || !(await claimSalt(installation, salt))) {
    throw new StartError(
      'This installation has an IP salt of its own already, so hashes of addresses made with the other one would never match. ' +
        'Import into a data folder that no server was started on, or leave the salt out.',
    );
  }
  if (config.ipHashSalt === undefined) writeSecrets(config.dataDir, { ...kept, ipHashSalt: salt });
}
