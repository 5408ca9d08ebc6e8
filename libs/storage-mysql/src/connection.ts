import { ConflictError, StorageUnavailableError } from '@micrologs/storage';
import type {
  InsertStatement,
  KeyedSelect,
  RunResult,
  SqlConnection,
  SqlDialect,
  SqlValue,
} from '@micrologs/storage/sql';
import type { FieldPacket, QueryError, ResultSetHeader } from 'mysql2';
import { mysqlDialect } from './dialect.ts';
import { isConflict, needsReconnecting, translateError } from './errors.ts';
import { selectForKeys } from './keyed.ts';
import { statement, tuple } from './literals.ts';
import { connect, disconnect, type Link } from './server.ts';
import { SILENCE_MS, watchForSilence } from './silence.ts';
import type { MysqlAddress } from './url.ts';

export interface MysqlConnectionOptions {
  address: MysqlAddress;
  mode: 'writer' | 'reader';
  /** How long a statement may go without a word from the server before it is looked whether that is there at all. */
  silenceMs?: number;
}

/** Statements of many rows are cut at about so many characters, three bytes each at most. */
const STATEMENT_TEXT = 256 * 1024;
const KEYS_AT_ONCE = 1000;
/** How often a single statement is tried that meets another writer. */
const ATTEMPTS = 5;
const CLOSE_WAIT_MS = 2_000;
/** RELEASE SAVEPOINT of one that went with its transaction. */
const NO_SAVEPOINT = 1305;
const DECIMAL_TYPES: ReadonlySet<number> = new Set([0, 246]);

/**
 * A connection of mysql2. It connects with the first call, and anew with the next after it was lost; a transaction that
 * loses it ends with an error, and nothing of it is stored.
 */
export class MysqlConnection implements SqlConnection {
  readonly dialect: SqlDialect = mysqlDialect;
  readonly #address: MysqlAddress;
  readonly #mode: 'writer' | 'reader';
  readonly #silenceMs: number;
  #link: Link | null = null;
  #isLocked = false;
  #inTransaction = false;
  #isGuarded = false;

  constructor({ address, mode, silenceMs = SILENCE_MS }: MysqlConnectionOptions) {
    this.#address = address;
    this.#mode = mode;
    this.#silenceMs = silenceMs;
  }

  async all<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
    return (await this.#ask(statement(sql, params))) as R[];
  }

  async run(sql: string, params: readonly SqlValue[] = []): Promise<RunResult> {
    const header = (await this.#ask(statement(sql, params))) as unknown as ResultSetHeader;
    return { changes: changesOf(header), insertId: header.insertId };
  }

  async runMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<number> {
    let changes = 0;
    for (const text of batches(rows, '', ';', (row) => statement(sql, row), await this.#longest(rows))) {
      const answer = (await this.#ask(text, { isSeveral: rows.length > 1 })) as unknown as
        | ResultSetHeader
        | ResultSetHeader[];
      for (const header of Array.isArray(answer) ? answer : [answer]) changes += changesOf(header);
    }
    return changes;
  }

  async insertMany({ head, tail }: InsertStatement, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    for (const text of batches(rows, `${head} `, ',', tuple, await this.#longest(rows))) {
      await this.#ask(`${text} ${tail}`);
    }
  }

  async selectByKeys<Row extends readonly SqlValue[]>(
    select: KeyedSelect,
    keys: readonly (readonly SqlValue[])[],
    each: (row: Row, key: number) => void,
  ): Promise<void> {
    if (keys.length === 1) {
      const rows = await this.#ask(statement(select.text, keys[0]!), { asArrays: true });
      for (const row of rows) each(row as unknown as Row, 0);
      return;
    }
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const { flavour } = await this.#open();
      const some = keys.slice(from, from + KEYS_AT_ONCE);
      const rows = (await this.#ask(selectForKeys(select, some, flavour), {
        asArrays: true,
      })) as unknown as SqlValue[][];
      for (const row of rows) {
        const place = row.pop() as number;
        each(row as unknown as Row, from + place);
      }
    }
  }

  async begin(mode: 'read' | 'write'): Promise<void> {
    // A rollback that failed must not make the next transaction a part of the old one.
    if (this.#inTransaction) this.#abandon();
    await this.#ask(mode === 'write' ? 'START TRANSACTION' : this.#beginSnapshot());
    this.#inTransaction = true;
    if (mode === 'write' && (await this.#open()).isClusterNode) await this.#guard();
  }

  async commit(): Promise<void> {
    if (this.#isGuarded) await this.#assertNotGivenUp();
    await this.#end('COMMIT');
  }

  async rollback(): Promise<void> {
    if (this.#link) return this.#end('ROLLBACK');
    this.#inTransaction = false;
    this.#isGuarded = false;
  }

  async #end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    try {
      await this.#ask(how);
      if (this.#isGuarded) await this.#ask('SET autocommit = 1');
    } catch (error) {
      // Whether it was undone is not known: the server does so when the connection goes.
      this.#abandon();
      throw error;
    } finally {
      this.#inTransaction = false;
      this.#isGuarded = false;
    }
  }

  /**
   * A node of a cluster gives a transaction up for one of another node also between two of its statements. What comes after
   * must not be stored by itself; the savepoint goes with the transaction.
   */
  async #guard(): Promise<void> {
    try {
      await this.#ask('SET autocommit = 0; SAVEPOINT begun', { isSeveral: true });
      this.#isGuarded = true;
    } catch (error) {
      // What comes next must not wait for a commit that nobody gives.
      this.#abandon();
      this.#inTransaction = false;
      throw error;
    }
  }

  async #assertNotGivenUp(): Promise<void> {
    try {
      await this.#ask('RELEASE SAVEPOINT begun');
    } catch (error) {
      await this.#end('ROLLBACK').catch(() => undefined);
      if ((error as QueryError).errno !== NO_SAVEPOINT) throw error;
      throw new ConflictError('The database gave a transaction up for another one.');
    }
  }

  /**
   * Runs `work` while no other process runs work under the same name on this database.
   * @throws StorageUnavailableError when another one holds it for longer than `waitSeconds`
   */
  async exclusively<T>(name: string, waitSeconds: number, work: () => Promise<T>): Promise<T> {
    const lock = 'SHA1(CONCAT(?, DATABASE()))';
    const [row] = await this.all<{ held: number | null }>(`SELECT GET_LOCK(${lock}, ?) AS held`, [name, waitSeconds]);
    if (row?.held !== 1) throw new StorageUnavailableError('Another process is bringing the database up to date.');
    this.#isLocked = true;
    try {
      return await work();
    } finally {
      // With the connection the lock goes as well.
      if (this.#link) await this.#ask(statement(`DO RELEASE_LOCK(${lock})`, [name])).catch(() => this.#abandon());
      this.#isLocked = false;
    }
  }

  /** One more to the same database, which connects with its first call. */
  another(): MysqlConnection {
    return new MysqlConnection({ address: this.#address, mode: this.#mode, silenceMs: this.#silenceMs });
  }

  /** The server's flavour and version, and whether it is one of a cluster, for what depends on them. */
  async server(): Promise<Pick<Link, 'flavour' | 'version' | 'isClusterNode'>> {
    return this.#open();
  }

  /** Rows that were deleted are overwritten before (`SqlIngestStore`); the engine takes away what its logs hold by itself. */
  async scrub(): Promise<boolean> {
    return true;
  }

  async describe(): Promise<{ engine: string; durability: 'full' | 'reduced' }> {
    const { flavour, version } = await this.#open();
    const [settings] = await this.all<{ flush: number; binlog: number; sync: number }>(
      `SELECT @@global.innodb_flush_log_at_trx_commit AS flush, @@global.log_bin AS binlog,
       @@global.sync_binlog AS sync`,
    );
    // With a binary log, what is committed is what stands in it.
    const isFull = settings?.flush === 1 && (settings.binlog === 0 || settings.sync === 1);
    return { engine: `${flavour} ${version}`, durability: isFull ? 'full' : 'reduced' };
  }

  async close(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    if (!link) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        disconnect(link.connection);
        resolve();
      }, CLOSE_WAIT_MS);
      link.connection.end(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #beginSnapshot(): string {
    const start = 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY';
    return this.#mode === 'reader' ? start : `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; ${start}`;
  }

  /** What was begun on this very connection is lost along with it: another one must not take its place. */
  get #isBound(): boolean {
    return this.#isLocked || this.#inTransaction;
  }

  async #longest(rows: readonly unknown[]): Promise<number> {
    if (rows.length === 0) return 0;
    const { maxStatementBytes } = await this.#open();
    return Math.min(STATEMENT_TEXT, maxStatementBytes / 4);
  }

  async #open(): Promise<Link> {
    if (this.#link) return this.#link;
    if (this.#isBound)
      throw new StorageUnavailableError('The connection to the database was lost in the middle of work.');
    const link = await connect(this.#address, this.#mode);
    link.connection.on('error', () => this.#lose(link));
    link.connection.on('end', () => this.#lose(link));
    this.#link = link;
    return link;
  }

  /**
   * Single statements that met another writer are tried again: by themselves they have done nothing. So is what met a
   * connection that had broken unnoticed, where nothing can have been done twice.
   */
  async #ask(text: string, { asArrays = false, isSeveral = false } = {}): Promise<Record<string, SqlValue>[]> {
    for (let attempt = 1; ; attempt++) {
      const isFresh = this.#link === null;
      const link = await this.#open();
      const answered = watchForSilence(link, this.#silenceMs);
      try {
        return await query(link, text, asArrays);
      } catch (error) {
        if (needsReconnecting(error)) this.#abandon(link);
        const mayRepeat = !this.#isBound && attempt < ATTEMPTS && !isSeveral;
        if (mayRepeat && isConflict(error)) continue;
        if (mayRepeat && !isFresh && this.#link === null && isQuestion(text)) continue;
        const translated = translateError(error, link.server);
        if (translated instanceof ConflictError && !this.#isBound) {
          throw new StorageUnavailableError(translated.message, { cause: error });
        }
        throw translated;
      } finally {
        answered();
      }
    }
  }

  #lose(link: Link): void {
    if (this.#link === link) this.#link = null;
  }

  #abandon(link = this.#link): void {
    if (!link) return;
    this.#lose(link);
    disconnect(link.connection);
  }
}

function query(link: Link, sql: string, rowsAsArray: boolean): Promise<Record<string, SqlValue>[]> {
  return new Promise((resolve, reject) => {
    link.connection.query({ sql, rowsAsArray }, (error: QueryError | null, rows, fields) => {
      if (error) reject(error);
      else resolve(withNumbers(rows as Record<string, SqlValue>[], fields));
    });
  });
}

/** Sums and means are decimals here, which the driver hands over as text. */
function withNumbers(rows: Record<string, SqlValue>[], fields: FieldPacket[] | undefined): Record<string, SqlValue>[] {
  // What answers without rows has no fields; several answers at once have a list each, and none of ours has rows.
  fields?.forEach((field, i) => {
    if (field?.columnType === undefined || !DECIMAL_TYPES.has(field.columnType)) return;
    for (const row of rows) {
      const key = Array.isArray(row) ? (i as unknown as string) : field.name;
      if (row[key] !== null) row[key] = Number(row[key]);
    }
  });
  return rows;
}

/** Of an UPDATE the header counts the rows that it changed; those that it found are told in words. */
function changesOf({ affectedRows, info }: ResultSetHeader): number {
  const found = /^Rows matched: (\d+)/.exec(info ?? '')?.[1];
  return found === undefined ? affectedRows : Number(found);
}

const isQuestion = (text: string): boolean => /^(SELECT|WITH|START|SET TRANSACTION)\b/.test(text);

/** Joins the texts of rows to statements that are not longer than `longest` by more than one row. */
function* batches<R>(
  rows: readonly R[],
  head: string,
  separator: string,
  textOf: (row: R) => string,
  longest: number,
): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += text === '' ? head + textOf(row) : separator + textOf(row);
    if (text.length >= longest) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}
