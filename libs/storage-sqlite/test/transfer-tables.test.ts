import { TABLE_SHAPES } from '@micrologs/storage/sql';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openSqliteInThread } from '../src/index.ts';
import { temporaryDatabase } from './temporary-database.ts';

/** Tables of a project that do not move with it, and why. */
const LEFT_OUT: Record<string, string> = {
  daily_salts: 'must leave no installation',
  link_tags: 'made from the tags of links',
  imports: 'of this installation',
  restorations: 'of a change that is under way here',
  webhook_endpoints: 'hold secrets, and two installations would tell of everything twice',
  webhook_events: 'told by this installation',
  webhook_deliveries: 'told by this installation',
};
/** Columns that are made anew, or are of no meaning elsewhere. */
const MADE_ANEW = ['project_id', 'commits'];

it('a table or column that is added moves with its project, or is known not to', async () => {
  const { file, remove } = temporaryDatabase();
  const storage = await openSqliteInThread({ file, mode: 'writer' });
  await storage.projects.all();
  await storage.close();
  const database = new Database(file, { readonly: true });
  const columns = database
    .prepare(
      `SELECT t.name AS "table", c.name AS "column", c.type AS type FROM sqlite_schema t, pragma_table_info(t.name) c
       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'`,
    )
    .all() as { table: string; column: string; type: string }[];
  database.close();
  remove();
  const owned = [
    ...new Set(columns.filter(({ column }) => column === 'project_id').map(({ table }) => table)),
    'projects',
  ];
  const moved = owned.filter((table) => !(table in LEFT_OUT)).sort();
  expect(Object.keys(TABLE_SHAPES).sort()).toEqual(moved);
  for (const [table, shape] of Object.entries(TABLE_SHAPES)) {
    const own = columns.filter((each) => each.table === table && !MADE_ANEW.includes(each.column));
    const names = own.map(({ column }) => column).filter((column) => table !== 'projects' || column !== 'id');
    // A click comes with the code of its link.
    const expected = table === 'clicks' ? ['code', ...names] : names;
    expect({ table, columns: [...shape.columns].sort() }).toEqual({ table, columns: expected.sort() });
    const blobs = own.filter(({ type }) => type === 'BLOB').map(({ column }) => column);
    expect({ table, bytes: [...shape.bytes].sort() }).toEqual({ table, bytes: blobs.sort() });
  }
});
