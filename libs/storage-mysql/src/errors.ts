import { ConflictError, StorageUnavailableError } from '@micrologs/storage';

/** What the driver and the server tell of a failure. */
interface MysqlError extends Error {
  code?: string;
  errno?: number;
  fatal?: boolean;
}

/** The engine gave this transaction up in favour of another one: deadlock, lock wait, record changed meanwhile. */
const CONFLICTS: ReadonlySet<number> = new Set([1213, 1205, 1020]);

/** What to do about errors that speak of the database and not of the statement, by their number. */
const REMEDIES: readonly (readonly [numbers: readonly number[], problem: string])[] = [
  [[1045, 1698, 1251], 'refuses this user: check user and password in DATABASE_URL'],
  [[1044, 1142, 1143, 1227, 1370], 'forbids this user what is needed: grant it all privileges on the database'],
  [[1049], 'does not have this database: create it, or check its name in DATABASE_URL'],
  [[1040, 1203, 1226], 'has no connection left: raise max_connections, or lower the pool in DATABASE_URL'],
  [[1129, 1130], 'does not let this machine in: check its accounts, or unblock the host'],
  [[1290, 1792, 1836, 1874], 'takes no writes: it is read-only. Name the one that is written to in DATABASE_URL'],
  [[1021, 1114, 1030, 1041, 1037, 1038, 3], 'cannot store anything: free space on its disk, or memory'],
  [[1146, 1932], 'is not ready: its tables are being made by another process, or are missing'],
  [[1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927, 3169, 4031], 'is being stopped or restarted'],
  [[1047, 1180], 'has lost the other nodes of its cluster, or is not up to date with them yet'],
  [[1637, 1969, 3024], 'is too busy to answer'],
];

/** Errors after which the same connection stays of use. */
const HARMLESS: ReadonlySet<number> = new Set([1142, 1143, 1227, 1370, 1021, 1114, 1030, 1146, 1317, 1969, 3024]);

function numberOf(error: unknown): number {
  return (error as MysqlError | null)?.errno ?? 0;
}

/** The connection broke, or never came to be: what the server said in time would have a number of its own. */
export function isBroken(error: unknown): boolean {
  const { fatal, code, errno = 0 } = error as MysqlError;
  return fatal === true || errno < 0 || /^(PROTOCOL_|E[A-Z]+$)/.test(code ?? '');
}

export function isConflict(error: unknown): boolean {
  return CONFLICTS.has(numberOf(error));
}

/** Whether the connection is to be given up, and a new one tried with the next call. */
export function needsReconnecting(error: unknown): boolean {
  if (isBroken(error)) return true;
  const number = numberOf(error);
  return !HARMLESS.has(number) && REMEDIES.some(([numbers]) => numbers.includes(number));
}

/**
 * The same error, or what stands for it when the database cannot be used just now or has given a transaction up.
 * @param server as a user knows it, such as `db.example:3306`
 */
export function translateError(error: unknown, server: string): unknown {
  if (!(error instanceof Error) || error instanceof StorageUnavailableError) return error;
  const { message, code = 'no code' } = error as MysqlError;
  if (isConflict(error)) return new ConflictError(`The database gave a transaction up for another one. (${message})`);
  const remedy = REMEDIES.find(([numbers]) => numbers.includes(numberOf(error)));
  if (remedy) {
    return new StorageUnavailableError(`The database server ${server} ${remedy[1]}. (${code}: ${message})`, {
      cause: error,
    });
  }
  if (!isBroken(error)) return error;
  return new StorageUnavailableError(
    `The database server ${server} does not answer: check that it runs and can be reached. (${code}: ${message})`,
    { cause: error },
  );
}
