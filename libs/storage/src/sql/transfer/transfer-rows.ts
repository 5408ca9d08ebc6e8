import { type LinkId, type ProjectId, ValidationError } from '@micrologs/domain';
import type { TransferPage, TransferRow, TransferTable } from '../../transfer.ts';
import { hexToBytes } from '../codec.ts';
import { insertInto, type SqlConnection, type SqlValue, selectByKey } from '../connection.ts';
import { insertMovedLink } from '../link-inserts.ts';
import { type LinkRecord, readLink } from '../link-rows.ts';
import { NUMBERED_BY_ENGINE, ownerColumn, TABLE_SHAPES } from './tables.ts';

const FIND_BY_CODE = selectByKey('SELECT id FROM links', ['project_id', 'code']);

/**
 * Stores rows of a project that were read elsewhere, inside an open transaction.
 * @throws ValidationError when one of them cannot be had here
 */
export async function insertTransferRows(
  connection: SqlConnection,
  project: ProjectId,
  { table, rows }: TransferPage,
): Promise<void> {
  if (table === 'links') return insertLinks(connection, project, rows);
  if (table === 'clicks')
    return insertRows(connection, project, { table, rows: await withLinkIds(connection, project, rows) });
  await insertRows(connection, project, { table, rows });
  // Keys are known in memory until this changes.
  if (table === 'projects') await connection.run('UPDATE change_number SET value = value + 1');
}

async function insertRows(connection: SqlConnection, project: ProjectId, { table, rows }: TransferPage): Promise<void> {
  const shape = TABLE_SHAPES[table];
  const columns = shape.columns.filter((column) => !isLeftOut(table, column));
  // A project that was deleted here has left its counts.
  const tail = table === 'ledger' ? connection.dialect.onConflict(['project_id', 'outcome'], { count: 'add' }) : '';
  await connection.insertMany(
    insertInto(table, [ownerColumn(table), ...columns], tail),
    rows.map((row) => [project, ...columns.map((column) => toStored(row[column], shape.bytes.includes(column)))]),
  );
}

/** What only tells rows apart where they come from. */
function isLeftOut(table: TransferTable, column: string): boolean {
  return (column === 'id' && NUMBERED_BY_ENGINE.has(table)) || (column === 'code' && table === 'clicks');
}

async function insertLinks(connection: SqlConnection, project: ProjectId, rows: readonly TransferRow[]): Promise<void> {
  for (const row of rows) {
    const link = readLink({ ...row, project_id: project } as unknown as LinkRecord);
    if ((await insertMovedLink(connection, link)) === null) {
      throw new ValidationError(`The code ${link.code} is another link's here`);
    }
  }
}

/** The clicks with the ids that their links have here. */
async function withLinkIds(
  connection: SqlConnection,
  project: ProjectId,
  rows: readonly TransferRow[],
): Promise<TransferRow[]> {
  const codes = [...new Set(rows.map(({ code }) => String(code)))];
  const ids = new Map<string, LinkId>();
  await connection.selectByKeys<[LinkId]>(
    FIND_BY_CODE,
    codes.map((code) => [project, code]),
    ([id], index) => ids.set(codes[index]!, id),
  );
  return rows.map((row) => {
    const id = ids.get(String(row.code));
    if (id === undefined) throw new ValidationError(`A click is of the link ${row.code}, which is not there`);
    return { ...row, link_id: id };
  });
}

/** Notes codes as issued, as far as they are not. */
export async function insertCodes(connection: SqlConnection, hashes: readonly string[]): Promise<void> {
  const keep = connection.dialect.onConflict(['code_hash'], {});
  await connection.insertMany(
    insertInto('link_codes', ['code_hash'], keep),
    hashes.map((hash) => [hexToBytes(hash)]),
  );
}

function toStored(value: string | number | null | undefined, isBytes: boolean): SqlValue {
  if (value === undefined) throw new ValidationError('A row lacks one of its columns');
  return isBytes && value !== null ? hexToBytes(value as string) : value;
}
