import type { WritableStorage } from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import type { Config } from '../config.ts';

/** Opens the store for a command that runs beside the server, or without one. */
export function openStorage({ databaseFile }: Config): Promise<WritableStorage> {
  return openSqliteInThread({ file: databaseFile, mode: 'writer' });
}
