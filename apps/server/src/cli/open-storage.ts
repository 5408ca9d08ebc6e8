import { LocalSpool } from '@micrologs/spool';
import type { EventQueue, WritableStorage } from '@micrologs/storage';
import type { Config } from '../config.ts';
import { openDatabase } from '../database.ts';

/** Opens the store for a command that runs beside the server, or without one. */
export function openStorage({ database }: Config): Promise<WritableStorage> {
  return openDatabase(database, 'writer');
}

/** Opens the spool in `file`, which no server may be using. */
export function openSpool(file: string): Promise<EventQueue> {
  return LocalSpool.open({ path: file });
}
