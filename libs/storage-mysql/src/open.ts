import { StorageUnavailableError, type WritableStorage } from '@micrologs/storage';
import { SqlStorage, type SqlStorageOptions } from '@micrologs/storage/sql';
import { MysqlConnection, type MysqlConnectionOptions } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';

export interface MysqlInThreadOptions
  extends MysqlConnectionOptions,
    Pick<SqlStorageOptions, 'clock' | 'viewsPerBlock' | 'onNews'> {
  /** A reader never writes and never changes the schema. */
  mode: 'writer' | 'reader';
}

/**
 * Opens a database on one connection, whose rows are read in this very thread. A database that cannot be used just now is no
 * error here: calls throw `StorageUnavailableError` until it can be.
 * @throws NewerSchemaError
 */
export async function openMysqlInThread(options: MysqlInThreadOptions): Promise<WritableStorage> {
  const { address, mode, silenceMs, ...others } = options;
  const connection = new MysqlConnection({ address, mode, silenceMs });
  const storage = new SqlStorage(connection, {
    mode,
    migrations,
    ...others,
    migrate: (now) => migrate(connection, migrations, now),
  });
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
