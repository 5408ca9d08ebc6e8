import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { StorageUnavailableError } from '@micrologs/storage';
import type {
  InsertStatement,
  KeyedSelect,
  RunResult,
  SqlConnection,
  SqlDialect,
  SqlValue,
} from '@micrologs/storage/sql';
import Database from 'better-sqlite3';
import { sqliteDialect } from './dialect.ts';
import { isBusy, needsReopening, translateError } from './errors.ts';

export interface SqliteConnectionOptions {
  file: string;
  mode: 'writer' | 'reader';
  /** How long a call waits for another writer; 5 s unless given. */
  busyTimeoutMs?: number;
}

type Statement = Database.Statement<[readonly SqlValue[]], unknown>;

/** Statement texts are few; built queries have as many as there are questions. */
const STATEMENTS_KEPT = 250;
const BUSY_TIMEOUT_MS = 5000;
/** How long SQLite itself waits for a lock, which blocks the thread; then we do. */
const BLOCKING_WAIT_MS = 10;
const RETRY_MS = 10;
/** Pages of 4 KiB. */
const LOG_PAGES = 4000;
const CACHE_KIB = { writer: 16_384, reader: 8192 };

/**
 * A connection of better-sqlite3, which does its work before it returns: the promises are there for the interface, and
 * whoever uses it should sit in a thread of its own. It opens its file with the first call, and anew after an error that
 * the open file may be at fault for.
 */
export class SqliteConnection implements SqlConnection {
  readonly dialect: SqlDialect = sqliteDialect;
  readonly #options: Required<SqliteConnectionOptions>;
  readonly #statements = new Map<string, Statement>();
  #database: Database.Database | null = null;
  #inode = 0;

  constructor(options: SqliteConnectionOptions) {
    this.#options = { ...options, busyTimeoutMs: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS };
  }

  async all<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
    return this.#try(() => this.#statement(sql).all(wellFormed(params)) as R[]);
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<RunResult> {
    return this.#try(() => {
      const { changes, lastInsertRowid } = this.#statement(sql).run(wellFormed(params));
      return { changes, insertId: Number(lastInsertRowid) };
    });
  }

  async runMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<number> {
    if (rows.length === 0) return 0;
    return this.#try(() => {
      const statement = this.#statement(sql);
      let changes = 0;
      for (const row of rows) changes += statement.run(wellFormed(row)).changes;
      return changes;
    });
  }

  async insertMany(insert: InsertStatement, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    await this.runMany(insert.text, rows);
  }

  async selectByKeys<Row extends readonly SqlValue[]>(
    select: KeyedSelect,
    keys: readonly (readonly SqlValue[])[],
    each: (row: Row, key: number) => void,
  ): Promise<void> {
    if (keys.length === 0) return;
    await this.#try(() => {
      const statement = this.#statement(select.text, true);
      for (let key = 0; key < keys.length; key++) {
        const rows = statement.all(wellFormed(keys[key]!)) as Row[];
        for (const row of rows) each(row, key);
      }
    });
  }

  async begin(mode: 'read' | 'write'): Promise<void> {
    await this.#try(() => {
      // A rollback that failed must not make the next transaction a part of the old one.
      if (this.#open().inTransaction) this.#statement('ROLLBACK').run([]);
      this.#statement(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN').run([]);
    });
  }

  async commit(): Promise<void> {
    try {
      await this.#try(() => this.#statement('COMMIT').run([]));
    } catch (error) {
      await this.rollback().catch(() => undefined);
      throw error;
    }
  }

  async rollback(): Promise<void> {
    // Some errors have undone the transaction, or closed the file, already.
    if (this.#database?.inTransaction) await this.#try(() => this.#statement('ROLLBACK').run([]));
  }

  async scrub(): Promise<boolean> {
    return this.#try(() => {
      // Deleted rows were overwritten in their pages (secure_delete), but the log may hold the pages as they were.
      const [result] = this.#open().pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return result?.busy === 0;
    });
  }

  async describe(): Promise<{ engine: string; durability: 'full' | 'reduced' }> {
    return this.#try(() => {
      this.#open();
      // Only looked at: opening the file by other means and closing it again would take away SQLite's locks on it.
      if (statSync(this.#options.file, { throwIfNoEntry: false })?.ino !== this.#inode) {
        throw new StorageUnavailableError(
          `The database ${this.#options.file} was moved or deleted while in use: put it back, or restart the server.`,
        );
      }
      const { version } = this.#statement('SELECT sqlite_version() AS version').get([]) as { version: string };
      const synchronous = this.#open().pragma('synchronous', { simple: true }) as number;
      return { engine: `SQLite ${version}`, durability: synchronous >= 2 ? 'full' : 'reduced' };
    });
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    this.#statements.clear();
    database?.close();
  }

  #open(): Database.Database {
    if (this.#database) return this.#database;
    const { file, mode } = this.#options;
    const database = new Database(file, { timeout: BLOCKING_WAIT_MS, fileMustExist: mode === 'reader' });
    try {
      if (mode === 'writer') database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.pragma('secure_delete = ON');
      // Hot pages are written to the log many times; the longer it is, the less often into the file itself.
      database.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
      database.pragma(`cache_size = -${CACHE_KIB[mode]}`);
      database.pragma('temp_store = MEMORY');
      if (mode === 'reader') database.pragma('query_only = ON');
    } catch (error) {
      database.close();
      throw error;
    }
    this.#database = database;
    this.#inode = statSync(file).ino;
    return database;
  }

  /** @param asArrays rows as arrays instead of objects, which is a quarter faster; always the same for one text */
  #statement(sql: string, asArrays = false): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
      statement = this.#open().prepare(sql) as Statement;
      if (asArrays) statement.raw();
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /**
   * Waits for a lock with the thread's other work going on, since the one who holds it may sit in this very thread. What
   * is part of a transaction is never repeated.
   */
  async #try<T>(work: () => T): Promise<T> {
    const deadline = performance.now() + this.#options.busyTimeoutMs;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (isBusy(error) && !this.#database?.inTransaction && performance.now() < deadline) {
          await setTimeout(1 + Math.random() * RETRY_MS);
          continue;
        }
        if (needsReopening(error)) this.#abandon();
        throw translateError(error, this.#options.file);
      }
    }
  }

  #abandon(): void {
    const database = this.#database;
    this.#database = null;
    this.#statements.clear();
    try {
      database?.close();
    } catch {
      // It is given up because it does not work.
    }
  }
}

/**
 * SQLite would store a lone surrogate as bytes that are no UTF-8 and read it back as three characters. Nearly no row has
 * one, so nearly every row is passed on as it is.
 */
function wellFormed(values: readonly SqlValue[]): readonly SqlValue[] {
  for (const value of values) {
    if (typeof value === 'string' && !value.isWellFormed()) {
      return values.map((each) => (typeof each === 'string' ? each.toWellFormed() : each));
    }
  }
  return values;
}
