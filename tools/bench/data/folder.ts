import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { DAY_MS, type LocalDay } from '@micrologs/domain';
import { migrations as mysql } from '@micrologs/storage-mysql';
import { migrations as sqlite } from '@micrologs/storage-sqlite';

/** To be raised with every change of the traffic. */
const TRAFFIC_VERSION = 2;
/** To be raised when sealed days get another form without a migration. */
const SEALED_VERSION = 2;

/** Where the data of the bench is kept from run to run. */
export interface DataFolder {
  /** The day that the traffic ends on, which is still going on. */
  lastDay: LocalDay;
  /** A data folder of the server. */
  dataDir: string;
  /** Its database. */
  sqlite: string;
  duckdb: string;
  /** Of a MariaDB server. */
  mariadb: string;
}

/**
 * The folder of traffic of this size, outside the repository so that every clone and install shares it. New steps of the
 * schema are taken when the database is opened; one that was made by other steps is removed.
 */
export function dataFolder(pageviews: number): DataFolder {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const folder = path.join(cache, 'micrologs-bench', `${pageviews}-v${TRAFFIC_VERSION}`);
  mkdirSync(folder, { recursive: true });
  const about = path.join(folder, 'traffic.json');
  if (!existsSync(about)) writeFileSync(about, JSON.stringify({ lastDay: Math.floor(Date.now() / DAY_MS) }));
  const { lastDay } = JSON.parse(readFileSync(about, 'utf8')) as { lastDay: LocalDay };

  const ours = path.join(folder, `sealed-v${SEALED_VERSION}`);
  const schema = path.join(ours, 'schema.json');
  const steps = [...sqlite, ...mysql].map((step) => createHash('sha256').update(JSON.stringify(step)).digest('hex'));
  const known = existsSync(schema) ? (JSON.parse(readFileSync(schema, 'utf8')) as string[]) : [];
  if (known.some((step) => !steps.includes(step))) rmSync(ours, { recursive: true });
  mkdirSync(ours, { recursive: true });
  if (!existsSync(schema)) writeFileSync(schema, JSON.stringify(steps));
  const dataDir = path.join(ours, 'data');
  mkdirSync(dataDir, { recursive: true });
  return {
    lastDay,
    dataDir,
    sqlite: path.join(dataDir, 'micrologs.db'),
    duckdb: path.join(folder, 'duck.db'),
    mariadb: path.join(ours, 'mariadb'),
  };
}
