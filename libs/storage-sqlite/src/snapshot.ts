import { StorageUnavailableError } from '@micrologs/storage';
import Database from 'better-sqlite3';
import { translateError } from './errors.ts';

/** How long to wait for the end of a writer's transaction. */
const WRITER_WAIT_MS = 30_000;
const PAGES_PER_STEP = 2000;

/**
 * A database as it is at one moment: a read transaction that stays open, whatever is stored meanwhile. Until it is closed
 * the database's log grows, since none of it may be written back.
 */
export class SqliteSnapshot {
  readonly #database: Database.Database;

  /** @throws StorageUnavailableError when there is no such file, or it cannot be read */
  constructor(file: string) {
    this.#database = open(file, { readonly: true }, (database) => {
      database.exec('BEGIN');
      // The transaction begins with the first read.
      database.prepare('SELECT COUNT(*) FROM sqlite_schema').get();
    });
  }

  /** Writes the whole into a new file, in steps between which the thread does other work. */
  async copyTo(file: string): Promise<void> {
    await this.#database.backup(file, { progress: () => PAGES_PER_STEP });
  }

  close(): void {
    this.#database.close();
  }
}

/**
 * Runs `work` while nobody can store anything in the database, so that what is looked at elsewhere belongs to the same
 * moment. Readers go on; writers wait, so the work must be short.
 * @throws StorageUnavailableError
 */
export function withoutWriters<T>(file: string, work: () => T): T {
  const database = open(file, {}, (opened) => opened.exec('BEGIN IMMEDIATE'));
  try {
    return work();
  } finally {
    database.exec('ROLLBACK');
    database.close();
  }
}

/** Destroys the daily salts in a file that nobody else uses, so that none of their bytes is left in it. */
export function wipeSalts(file: string): void {
  inFile(file, {}, (database) => {
    database.pragma('secure_delete = ON');
    database.exec('DELETE FROM daily_salts');
    database.pragma('wal_checkpoint(TRUNCATE)');
  });
}

/** @throws StorageUnavailableError when a file that nobody else uses is damaged */
export function checkDatabase(file: string): void {
  inFile(file, { readonly: true }, (database) => {
    const found = database.pragma('quick_check', { simple: true });
    if (found !== 'ok') throw new StorageUnavailableError(`The database ${file} is damaged: ${found}`);
  });
}

function inFile(file: string, options: Database.Options, work: (database: Database.Database) => void): void {
  open(file, options, work).close();
}

/** @param prepare when it throws, the database is closed */
function open(file: string, options: Database.Options, prepare: (database: Database.Database) => void) {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { ...options, fileMustExist: true, timeout: WRITER_WAIT_MS });
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw translateError(error, file);
  }
}
