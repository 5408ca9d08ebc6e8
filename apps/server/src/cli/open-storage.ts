import { LocalSpool } from '@micrologs/spool';
import type { EventQueue, WritableStorage } from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import type { Config } from '../config.ts';

/** Opens the store for a command that runs beside the server, or without one. */
export function openStorage({ databaseFile }: Config): Promise<WritableStorage> {
  return openSqliteInThread({ file: databaseFile, mode: 'writer' });
}

/** Opens the spool in `file`, which no server may be using. */
export function openSpool(file: string): Promise<EventQueue> {
  return LocalSpool.open({ path: file });
}
