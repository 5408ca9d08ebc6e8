import type { ProjectId } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import type { MysqlAddress } from '@micrologs/storage-mysql/url';

/** The database that the configuration names. Plain data, so that it can be handed to threads. */
export type DatabaseConfig = { engine: 'sqlite'; file: string } | { engine: 'mysql'; address: MysqlAddress };

/** Told, after a commit, of the projects in which an act was recorded or an alert put into the outbox. */
export type OnNews = (projects: ReadonlySet<ProjectId>) => void;

/** Threads that answer questions. */
export const READERS = 2;

/** Opens the store on one connection, in this very thread. Engines are loaded by those who use them. */
export async function openDatabase(
  database: DatabaseConfig,
  mode: 'writer' | 'reader',
  onNews?: OnNews,
): Promise<WritableStorage> {
  if (database.engine === 'mysql') {
    const { openMysqlInThread } = await import('@micrologs/storage-mysql');
    return openMysqlInThread({ address: database.address, mode, onNews });
  }
  const { openSqliteInThread } = await import('@micrologs/storage-sqlite');
  return openSqliteInThread({ file: database.file, mode, onNews });
}

/** What one of `READERS` threads answers with: over a network, several connections, since one answers one question at a time. */
export async function openReaders(database: DatabaseConfig): Promise<WritableStorage[]> {
  if (database.engine === 'sqlite') return [await openDatabase(database, 'reader')];
  const { openMysqlPool } = await import('@micrologs/storage-mysql');
  return openMysqlPool({ ...database.address, pool: Math.ceil(database.address.pool / READERS) });
}

/**
 * What the thread that writes works with. An embedded database has one writer at a time; a server has several, so that nobody
 * who edits a link waits until a batch of events is stored.
 */
export async function openWriters(
  database: DatabaseConfig,
  onNews: OnNews,
): Promise<{ storing: WritableStorage; serving: WritableStorage }> {
  const storing = await openDatabase(database, 'writer', onNews);
  return { storing, serving: database.engine === 'sqlite' ? storing : await openDatabase(database, 'writer', onNews) };
}

/** As it may be shown: without user and password. */
export function describeDatabase(database: DatabaseConfig): string {
  if (database.engine === 'sqlite') return database.file;
  const { hosts, socketPath, database: name } = database.address;
  return `${name} at ${socketPath ?? hosts.map(({ host, port }) => `${host}:${port}`).join(', ')}`;
}
