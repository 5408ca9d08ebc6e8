import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import Database from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { type MariaDb, startMariaDb } from '../../../libs/testing/src/mariadb.ts';
import type { DataFolder } from './folder.ts';
import { ProgressBar } from './progress.ts';

const DATABASE = 'test_bench';
/** What a small server has. */
const SETTINGS = ['--innodb-buffer-pool-size=256M', '--innodb-log-file-size=256M', '--max-allowed-packet=64M'];

/** What reports read. */
const TABLES = [
  'projects',
  'counters',
  'visitors',
  'sessions',
  'pageviews',
  'day_state',
  'strings',
  'sealed_days',
  'day_segments',
  'month_segments',
  'month_aggregates',
];
/** Of one statement. */
const ROWS = 1000;
const BYTES = 2_000_000;

export interface FilledMariaDb extends MariaDb {
  /** Of its database with the traffic. */
  databaseUrl: string;
}

/**
 * A MariaDB server whose database holds what the SQLite one does, row for row, since both have the same tables: sealed days
 * are the same bytes in either.
 */
export async function startFilledMariaDb({ mariadb, sqlite }: DataFolder): Promise<FilledMariaDb> {
  const isWhole = `${mariadb}.whole`;
  if (!existsSync(isWhole)) await rm(mariadb, { recursive: true, force: true });
  const server = await startMariaDb({ data: mariadb, settings: SETTINGS });
  const databaseUrl = `${server.url}/${DATABASE}`;
  try {
    await server.administer(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
    const storage = await openMysqlInThread({ address: parseMysqlUrl(databaseUrl), mode: 'writer' });
    await storage.close();
    if (!existsSync(isWhole)) {
      await copyTables(sqlite, databaseUrl);
      await writeFile(isWhole, '');
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, databaseUrl };
}

async function copyTables(sqlite: string, databaseUrl: string): Promise<void> {
  const source = new Database(sqlite, { readonly: true });
  const target = await createConnection(databaseUrl);
  const counts = TABLES.map((table) => source.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number);
  const bar = new ProgressBar(
    'Rows into MariaDB',
    counts.reduce((sum, count) => sum + count, 0),
  );
  let done = 0;
  await target.query('SET unique_checks = 0');
  for (const table of TABLES) {
    const select = source.prepare(`SELECT * FROM ${table}`).raw();
    const columns = select.columns().map(({ name }) => name);
    const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`;
    for (const rows of batches(select.iterate() as Iterable<unknown[]>)) {
      await target.query(insert, [rows]);
      done += rows.length;
      bar.show(done);
    }
  }
  bar.end();
  await target.end();
  source.close();
}

function* batches(rows: Iterable<unknown[]>): Iterable<unknown[][]> {
  let batch: unknown[][] = [];
  let bytes = 0;
  for (const row of rows) {
    batch.push(row);
    for (const value of row) if (Buffer.isBuffer(value) || typeof value === 'string') bytes += value.length;
    if (batch.length < ROWS && bytes < BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
