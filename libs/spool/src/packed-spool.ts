import Database from 'better-sqlite3';
import { SpoolFile } from './spool-file.ts';

/** The tables of a spool; within another database each has its name behind `PREFIX`. */
const TABLES = ['spool', 'groups', 'received'];
const PREFIX = 'packed_spool_';

/** Puts a spool that nobody uses into a database of another kind, so that the two are one file. */
export function packSpool(spool: string, into: string): void {
  withBoth(into, spool, (database) => {
    for (const table of TABLES) database.exec(`CREATE TABLE ${PREFIX}${table} AS SELECT * FROM spool.${table}`);
  });
}

/**
 * Takes a spool out of the database that it was put into, and makes a file of it again: the same queue, with the same
 * source and what waited in it.
 * @returns false when there is none in the database; then no file is made
 */
export function unpackSpool(from: string, spool: string): boolean {
  if (!isPacked(from)) return false;
  // Makes the tables as they are in this version.
  new SpoolFile(spool).close();
  withBoth(from, spool, (database) => {
    for (const table of TABLES) {
      database.exec(`DELETE FROM spool.${table}; INSERT INTO spool.${table} SELECT * FROM ${PREFIX}${table}`);
      database.exec(`DROP TABLE ${PREFIX}${table}`);
    }
  });
  return true;
}

function isPacked(file: string): boolean {
  const database = new Database(file, { readonly: true });
  try {
    const found = database.prepare('SELECT COUNT(*) FROM sqlite_schema WHERE name = ?').pluck();
    return found.get(`${PREFIX}${TABLES[0]}`) === 1;
  } finally {
    database.close();
  }
}

/** One transaction over the database and, under the name `spool`, the spool. */
function withBoth(file: string, spool: string, work: (database: Database.Database) => void): void {
  const database = new Database(file, { fileMustExist: true });
  try {
    database.prepare('ATTACH DATABASE ? AS spool').run(spool);
    database.transaction(() => work(database))();
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
