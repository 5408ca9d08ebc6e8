import { StorageUnavailableError, type WritableStorage } from '@micrologs/storage';
import { SqlStorage, type SqlStorageOptions } from '@micrologs/storage/sql';
import { SqliteConnection } from './connection.ts';
import { migrations } from './migrations.ts';

export interface SqliteInThreadOptions extends Pick<SqlStorageOptions, 'clock' | 'viewsPerBlock' | 'onNews'> {
  file: string;
  /** A reader never writes and never changes the schema; a file has one writer at a time, others wait for it. */
  mode: 'writer' | 'reader';
  busyTimeoutMs?: number;
}

/**
 * Opens a database in this very thread, which every call then blocks while it works. A database that cannot be used just
 * now is no error here: calls throw `StorageUnavailableError` until it can be.
 * @throws NewerSchemaError
 */
export async function openSqliteInThread(options: SqliteInThreadOptions): Promise<WritableStorage> {
  const { file, mode, busyTimeoutMs, ...others } = options;
  const storage = new SqlStorage(new SqliteConnection({ file, mode, busyTimeoutMs }), { mode, migrations, ...others });
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
