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
import { needsReopening, translateError } from './errors.ts';

export interface SqliteConnectionOptions {
  file: string;
  mode: 'writer' | 'reader';
  /** How long a statement waits for another process's lock. */
  busyTimeoutMs?: number;
}

type Statement = Database.Statement<SqlValue[], unknown>;

/** Statement texts are few; built queries have as many as there are questions. */
const STATEMENTS_KEPT = 250;
const BUSY_TIMEOUT_MS = 5000;
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

  constructor(options: SqliteConnectionOptions) {
    this.#options = { ...options, busyTimeoutMs: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS };
  }

  async all<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
    return this.#try(() => this.#statement(sql).all(...params.map(wellFormed)) as R[]);
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<RunResult> {
    return this.#try(() => {
      const { changes, lastInsertRowid } = this.#statement(sql).run(...params.map(wellFormed));
      return { changes, insertId: Number(lastInsertRowid) };
    });
  }

  async runMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<number> {
    if (rows.length === 0) return 0;
    return this.#try(() => {
      const statement = this.#statement(sql);
      let changes = 0;
      for (const row of rows) changes += statement.run(row.map(wellFormed) as never).changes;
      return changes;
    });
  }

  async insertMany(insert: InsertStatement, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    await this.runMany(insert.text, rows);
  }

  async selectByKeys<R>(select: KeyedSelect, keys: readonly (readonly SqlValue[])[]): Promise<R[]> {
    if (keys.length === 0) return [];
    return this.#try(() => {
      const statement = this.#statement(select.text);
      const found: R[] = [];
      for (const key of keys) {
        for (const row of statement.all(key as never)) found.push(row as R);
      }
      return found;
    });
  }

  async begin(mode: 'read' | 'write'): Promise<void> {
    this.#try(() => {
      // A rollback that failed must not make the next transaction a part of the old one.
      if (this.#open().inTransaction) this.#statement('ROLLBACK').run();
      this.#statement(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN').run();
    });
  }

  async commit(): Promise<void> {
    try {
      this.#try(() => this.#statement('COMMIT').run());
    } catch (error) {
      await this.rollback().catch(() => undefined);
      throw error;
    }
  }

  async rollback(): Promise<void> {
    // Some errors have undone the transaction, or closed the file, already.
    if (this.#database?.inTransaction) this.#try(() => this.#statement('ROLLBACK').run());
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
      const { version } = this.#statement('SELECT sqlite_version() AS version').get() as { version: string };
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
    const { file, mode, busyTimeoutMs } = this.#options;
    const database = new Database(file, { timeout: busyTimeoutMs, fileMustExist: mode === 'reader' });
    try {
      if (mode === 'writer') database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.pragma('secure_delete = ON');
      database.pragma(`cache_size = -${CACHE_KIB[mode]}`);
      database.pragma('temp_store = MEMORY');
      if (mode === 'reader') database.pragma('query_only = ON');
    } catch (error) {
      database.close();
      throw error;
    }
    this.#database = database;
    return database;
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
      statement = this.#open().prepare(sql) as Statement;
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (needsReopening(error)) this.#abandon();
      throw translateError(error, this.#options.file);
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

/** SQLite would store a lone surrogate as bytes that are no UTF-8 and read back as three characters. */
function wellFormed(value: SqlValue): SqlValue {
  return typeof value === 'string' && !value.isWellFormed() ? value.toWellFormed() : value;
}
