/** Numbers are integers up to 2^53 or doubles; blobs come back as Uint8Array. */
export type SqlValue = string | number | Uint8Array | null;

export interface RunResult {
  /**
   * Rows inserted, deleted, or found by an UPDATE, whether their values differ afterwards or not; not one that was left
   * alone on a conflict.
   */
  changes: number;
  /** Key of the row inserted last into a table that numbers its rows by itself. */
  insertId: number;
}

/** An INSERT of one row or many, cut where an engine may repeat the values. */
export interface InsertStatement {
  /** `INSERT INTO t (a, b) VALUES` */
  head: string;
  /** `(?, ?)` */
  values: string;
  /** What happens on a conflict; may be empty. */
  tail: string;
  /** The statement for one row. */
  text: string;
}

/** A SELECT that is asked for many keys at once. */
export interface KeyedSelect {
  /** `SELECT … FROM …`, without a condition. */
  select: string;
  /** Columns that equal the first values of a key, in this order. */
  equal: readonly string[];
  /** A further condition, whose placeholders take the rest of the key's values. */
  and?: string;
  /** The index that finds the rows, where an engine that asks for many keys at once might choose another. */
  index?: string;
  /** What follows the conditions; may be empty. */
  tail: string;
  /** The statement for one key. */
  text: string;
}

/**
 * One connection to one database. Statements are kept as prepared by their text, so texts must be few; values go in
 * parameters, written `?`. Text comes back as it was stored, but for lone surrogates, which read U+FFFD.
 *
 * Calls on one connection must not overlap with a transaction that they do not belong to: that is `SqlSession`'s care.
 * @throws StorageUnavailableError (from every method) when the database cannot be used just now. ConflictError inside a
 *   write transaction that the engine gave up in favour of another one (a deadlock). Any other error is the statement's
 *   own fault and comes again when it is repeated
 */
export interface SqlConnection {
  readonly dialect: SqlDialect;
  all<R>(sql: string, params?: readonly SqlValue[]): Promise<R[]>;
  run(sql: string, params?: readonly SqlValue[]): Promise<RunResult>;
  /** Runs a statement once for each row of parameters; none: nothing is run. @returns rows changed in all */
  runMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<number>;
  /** Inserts all the rows; none: nothing is run. */
  insertMany(insert: InsertStatement, rows: readonly (readonly SqlValue[])[]): Promise<void>;
  /**
   * Asks the select for many keys at once; none: nothing is run. Rows come as arrays, in the order of the selected columns
   * and in any order of the keys; `key` is the place of the key that found the row.
   */
  selectByKeys<Row extends readonly SqlValue[]>(
    select: KeyedSelect,
    keys: readonly (readonly SqlValue[])[],
    each: (row: Row, key: number) => void,
  ): Promise<void>;
  /**
   * `write`: takes the right to write at once, waiting for other writers. `read`: everything until the end comes from
   * one snapshot.
   */
  begin(mode: 'read' | 'write'): Promise<void>;
  /** When it fails, the transaction is undone. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Sees to it that no copy of deleted rows is left in the engine's files. @returns false when it must be tried again */
  scrub(): Promise<boolean>;
  /** Such as `SQLite 3.50.1`, and how durable a commit is. */
  describe(): Promise<{ engine: string; durability: 'full' | 'reduced' }>;
  close(): Promise<void>;
}

/** What an INSERT does to a column of the row that is there already. */
export type OnConflict = 'replace' | 'add' | 'max' | 'min';

/** What differs between engines in the text of statements. */
export interface SqlDialect {
  /** The engine's name, as a user knows it. */
  readonly name: string;
  /**
   * The clause after VALUES that changes the row with the same unique `key` instead; without columns, leaves it alone.
   * `max` and `min` take any value rather than null.
   */
  onConflict(key: readonly string[], columns: Readonly<Record<string, OnConflict>>): string;
  /** Appended to a SELECT inside a write transaction, so that the rows stay as read until its end. */
  readonly forUpdate: string;
  /** The same, but rows that somebody else has locked are left out instead of waited for. */
  readonly forUpdateOfFree: string;
  /** The present time in epoch ms, by the clock of the database. */
  readonly now: string;
  /**
   * Whether what a transaction has locked may be changed meanwhile by way of another server of the same database: then only
   * what it changes itself is safe.
   */
  readonly locksAreLocal: boolean;
  /** The day (whole days since 1970) of `column` (epoch ms) plus the offset in ms given as the only parameter. */
  dayAtOffset(column: string): string;
}

export function insertInto(table: string, columns: readonly string[], tail = ''): InsertStatement {
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES`;
  const values = `(${columns.map(() => '?').join(', ')})`;
  return { head, values, tail, text: `${head} ${values} ${tail}`.trimEnd() };
}

export function selectByKey(
  select: string,
  equal: readonly string[],
  { and, index }: Pick<KeyedSelect, 'and' | 'index'> = {},
): KeyedSelect {
  const conditions = equal.map((column) => `${column} = ?`);
  if (and) conditions.push(and);
  return { select, equal, and, index, tail: '', text: `${select} WHERE ${conditions.join(' AND ')}` };
}

/** The select with `SqlDialect.forUpdate` behind it. */
export function locked(select: KeyedSelect, forUpdate: string): KeyedSelect {
  return { ...select, tail: forUpdate, text: select.text + forUpdate };
}
