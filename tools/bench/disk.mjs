import Database from 'better-sqlite3';
import { prepareData } from './data/prepare.mjs';
import { PAGEVIEWS } from './reports.mjs';
import { row } from './table.mjs';

/** Tables by what they are for; all others are the rest. */
const PARTS = {
  columns: ['day_segments', 'month_segments', 'sealed_days'],
  aggregates: ['month_aggregates'],
  dictionary: ['strings'],
  visitors: ['visitors', 'visitor_aliases'],
  'live rows': ['pageviews', 'sessions', 'event_ids'],
};

/** What a year of sealed days takes on disk, by table with its indexes. */
export async function benchDisk() {
  const { sqlite } = await prepareData(PAGEVIEWS);
  console.log('\nDisk, SQLite');
  const database = new Database(sqlite, { readonly: true });
  const tables = database
    .prepare(
      `SELECT m.tbl_name AS name, SUM(s.pgsize) AS bytes FROM dbstat s
       JOIN sqlite_schema m ON m.name = s.name WHERE s.aggregate = TRUE GROUP BY m.tbl_name`,
    )
    .all();
  const { views } = database.prepare('SELECT SUM(views) AS views FROM sealed_days').get();
  database.close();
  row(`${views.toLocaleString('en')} sealed pageviews`, figuresOf(tables, views));
}

function figuresOf(tables, views) {
  const bytesOf = (names) =>
    tables.filter(({ name }) => names.includes(name)).reduce((sum, { bytes }) => sum + bytes, 0);
  const parts = Object.entries(PARTS).map(([part, names]) => [`${part} MB`, (bytesOf(names) / 1e6).toFixed(1)]);
  const all = bytesOf(tables.map(({ name }) => name));
  const sealed = bytesOf([...PARTS.columns, ...PARTS.aggregates]);
  return {
    'bytes a pageview': [sealed / views, 35, 'most'],
    'dictionary, bytes a pageview': (bytesOf(PARTS.dictionary) / views).toFixed(1),
    ...Object.fromEntries(parts),
    'all MB': (all / 1e6).toFixed(1),
  };
}
