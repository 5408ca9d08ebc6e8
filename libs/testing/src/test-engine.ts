import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { startMariaDb } from './mariadb.ts';

/** What the setup of a test run hands to its test files, as environment variables. */
const SERVER = 'TEST_MARIADB_URL';
const SOCKET = 'TEST_MARIADB_SOCKET';
/** Names the database of a data folder, so that a server that is started there again finds its own. */
const NAME_FILE = 'test-database';

/** The engine that the servers of this run use: `TEST_ENGINE=mariadb` takes the place of the embedded one. */
export const testEngine = (): 'sqlite' | 'mariadb' => (process.env.TEST_ENGINE === 'mariadb' ? 'mariadb' : 'sqlite');

/** For vitest's `globalSetup`: one database server for the whole run, if it needs one. @returns what ends it */
export async function setUpTestEngine(): Promise<() => Promise<void>> {
  if (testEngine() === 'sqlite') return async () => undefined;
  const mariaDb = await startMariaDb();
  process.env[SERVER] = mariaDb.url;
  process.env[SOCKET] = mariaDb.socket;
  return () => mariaDb.stop();
}

export interface TestDatabase {
  url: string;
  /** Runs one statement with every right. @returns its rows */
  administer(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** The database that belongs to a data folder, made when it has none yet; null on the embedded engine. */
export async function testDatabaseOf(dataDir: string): Promise<TestDatabase | null> {
  const server = process.env[SERVER];
  const socketPath = process.env[SOCKET];
  if (!server || !socketPath) return null;
  const administer = async (statement: string, database?: string): Promise<Record<string, unknown>[]> => {
    const connection = await createConnection({ socketPath, user: 'root', database });
    try {
      return (await connection.query(statement))[0] as Record<string, unknown>[];
    } finally {
      await connection.end();
    }
  };
  const file = path.join(dataDir, NAME_FILE);
  let name = await readFile(file, 'utf8').catch(() => null);
  if (name === null) {
    name = `test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
    await administer(`CREATE DATABASE ${name}`);
    await writeFile(file, name);
  }
  return {
    url: `${server}/${name}`,
    administer: (statement) => administer(statement, name),
    drop: async () => void (await administer(`DROP DATABASE ${name}`)),
  };
}
