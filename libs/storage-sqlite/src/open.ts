import type { Clock } from '@micrologs/domain';
import { StorageUnavailableError, type WritableStorage } from '@micrologs/storage';
import { SqlStorage } from '@micrologs/storage/sql';
import { SqliteConnection } from './connection.ts';
import { migrations } from './migrations.ts';

export interface SqliteInThreadOptions {
  file: string;
  /** A reader never writes and never changes the schema; a file has one writer at a time, others wait for it. */
  mode: 'writer' | 'reader';
  clock?: Clock;
  busyTimeoutMs?: number;
}

/**
 * Opens a database in this very thread, which every call then blocks while it works. A database that cannot be used just
 * now is no error here: calls throw `StorageUnavailableError` until it can be.
 * @throws NewerSchemaError
 */
export async function openSqliteInThread(options: SqliteInThreadOptions): Promise<WritableStorage> {
  const { file, mode, clock, busyTimeoutMs } = options;
  const storage = new SqlStorage(new SqliteConnection({ file, mode, busyTimeoutMs }), { mode, migrations, clock });
  try {
    await storage.projects.changeNumber();
  } catch (error) {
    if (!(error instanceof StorageUnavailableError)) {
      await storage.close();
      throw error;
    }
  }
  return storage;
}
