import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { packSpool, unpackSpool } from '@micrologs/spool';
import { checkDatabase, SqliteSnapshot, wipeSalts, withoutWriters } from '@micrologs/storage-sqlite';

/** The files of an installation that a backup is made of. */
export interface InstallationFiles {
  database: string;
  /** The queue; need not be there. */
  spool: string;
}

/**
 * Writes database and queue, as they are at one moment, into one new file, beside a running server. An event that was
 * acknowledged before is in it once: stored, or in the queue behind the position up to which the database has stored.
 * The daily salts are left out.
 * @returns the file's size in bytes
 */
export async function writeBackup({ database, spool }: InstallationFiles, file: string): Promise<number> {
  const parts = { database: `${file}.part`, spool: `${file}.spool.part` };
  // Nothing that is stored in between could be missed in both, or be in both.
  const snapshots = withoutWriters(database, () => ({
    database: new SqliteSnapshot(database),
    spool: existsSync(spool) ? new SqliteSnapshot(spool) : null,
  }));
  try {
    remove(Object.values(parts));
    await snapshots.spool?.copyTo(parts.spool);
    await snapshots.database.copyTo(parts.database);
    wipeSalts(parts.database);
    if (snapshots.spool) packSpool(parts.spool, parts.database);
    checkDatabase(parts.database);
    moveDurably(parts.database, file);
    return statSync(file).size;
  } finally {
    snapshots.database.close();
    snapshots.spool?.close();
    remove(Object.values(parts));
  }
}

/** Makes the files of an installation from a backup; they must not be there. */
export function restoreBackup(file: string, { database, spool }: InstallationFiles): void {
  const parts = { database: `${database}.part`, spool: `${spool}.part` };
  try {
    remove(Object.values(parts));
    copyFileSync(file, parts.database, constants.COPYFILE_EXCL);
    checkDatabase(parts.database);
    // The database comes last: without it there is no installation yet, and the same can be done again.
    if (unpackSpool(parts.database, parts.spool)) moveDurably(parts.spool, spool);
    moveDurably(parts.database, database);
  } finally {
    remove(Object.values(parts));
  }
}

/** SQLite's own files beside a database go with it. */
function remove(databases: readonly string[]): void {
  for (const file of databases) for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

function moveDurably(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(path.dirname(to));
}

function sync(file: string): void {
  const fd = openSync(file, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
