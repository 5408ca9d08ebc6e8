import type { ProjectId } from '@micrologs/domain';
import {
  TRANSFER_TABLES,
  type TransferPage,
  type TransferRow,
  type TransferStore,
  type TransferTable,
} from '../../transfer.ts';
import type { SqlConnection, SqlValue } from '../connection.ts';
import type { Row } from '../question.ts';
import type { SqlSession } from '../session.ts';
import { ownerColumn, TABLE_SHAPES, type TableShape } from './tables.ts';

const CODES_AT_ONCE = 1000;
/** A link may get another id where it moves to; its code stays. */
const CODE_OF_CLICK = '(SELECT l.code FROM links l WHERE l.id = t.link_id) AS code';

export class SqlTransferStore implements TransferStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  read({ projects, codes, page }: Parameters<TransferStore['read']>[0]): Promise<void> {
    return this.#session.snapshot(async (connection) => {
      for (const project of projects) {
        for (const table of TRANSFER_TABLES) await readTable(connection, project, table, (rows) => page(project, rows));
      }
      await readCodes(connection, codes);
    });
  }
}

async function readCodes(connection: SqlConnection, take: (hashes: string[]) => Promise<void>): Promise<void> {
  for (let last: Uint8Array = new Uint8Array(); ; ) {
    const rows = await connection.all<{ hash: Uint8Array }>(
      `SELECT code_hash AS hash FROM link_codes WHERE code_hash > ? ORDER BY code_hash LIMIT ${CODES_AT_ONCE}`,
      [last],
    );
    if (rows.length > 0) await take(rows.map(({ hash }) => toHex(hash)));
    if (rows.length < CODES_AT_ONCE) return;
    last = rows.at(-1)!.hash;
  }
}

async function readTable(
  connection: SqlConnection,
  project: ProjectId,
  table: TransferTable,
  take: (page: TransferPage) => Promise<void>,
): Promise<void> {
  const shape = TABLE_SHAPES[table];
  for (let after: Row | null = null; ; ) {
    const rows: Row[] = await readPage(connection, project, table, after);
    if (rows.length > 0) await take({ table, rows: rows.map((row) => toTransferRow(row, shape)) });
    if (rows.length < shape.pageRows || shape.key.length === 0) return;
    after = rows.at(-1)!;
  }
}

/**
 * The rows after one, by their key: one question for each column that the key may go on at, from the last, so that each walks
 * along the index.
 */
async function readPage(
  connection: SqlConnection,
  project: ProjectId,
  table: TransferTable,
  after: Row | null,
): Promise<Row[]> {
  const { columns, key, pageRows } = TABLE_SHAPES[table];
  const names = columns.map((column) => (column === 'code' && table === 'clicks' ? CODE_OF_CLICK : `t.${column}`));
  const order = key.length === 0 ? '' : `ORDER BY ${key.map((column) => `t.${column}`).join(', ')}`;
  const ask = (limit: number, conditions: readonly string[], values: readonly SqlValue[]) =>
    connection.all<Row>(
      `SELECT ${names.join(', ')} FROM ${table} t WHERE ${[`t.${ownerColumn(table)} = ?`, ...conditions].join(' AND ')}
       ${order} LIMIT ${limit}`,
      [project, ...values],
    );
  if (after === null) return ask(pageRows, [], []);
  const found: Row[] = [];
  for (let at = key.length - 1; at >= 0 && found.length < pageRows; at--) {
    const conditions = key.slice(0, at + 1).map((column, index) => `t.${column} ${index === at ? '>' : '='} ?`);
    const values = key.slice(0, at + 1).map((column) => after[column] as SqlValue);
    found.push(...(await ask(pageRows - found.length, conditions, values)));
  }
  return found;
}

function toTransferRow(row: Row, { columns, bytes }: TableShape): TransferRow {
  const moved: TransferRow = {};
  for (const column of columns) {
    const value = row[column] as SqlValue;
    moved[column] = bytes.includes(column) && value !== null ? toHex(value as Uint8Array) : (value as string | number);
  }
  return moved;
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
