import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startGalera, startMariaDb } from '../bench/start-servers.mjs';

/**
 * A data folder and the store that belongs to it.
 * `database`: the process of the engine, which can be killed and started again; of a cluster, one node after the other; null
 * when it has none of its own.
 * `rows`: what a query finds in the tables themselves, past the server.
 * @param {'sqlite' | 'mariadb' | 'galera'} engine
 */
export async function openStore(engine) {
  const dataDir = mkdtempSync(join(tmpdir(), 'micrologs-torture-'));
  const removeDataDir = () => rmSync(dataDir, { recursive: true, force: true });
  if (engine === 'sqlite') {
    const rows = async (query) => {
      const db = new Database(join(dataDir, 'micrologs.db'), { readonly: true });
      try {
        return db.prepare(query).all();
      } finally {
        db.close();
      }
    };
    return { dataDir, env: {}, database: null, rows, remove: async () => removeDataDir() };
  }
  const database = engine === 'galera' ? inTurn(await startGalera()) : await startMariaDb();
  const url = await database.createDatabase();
  return {
    dataDir,
    env: { DATABASE_URL: url },
    database,
    rows: (query) => database.administer(`USE ${url.slice(url.lastIndexOf('/') + 1)}`, query),
    async remove() {
      await database.stop();
      removeDataDir();
    },
  };
}

/** A cluster as one server: what is killed, and started again, is another node each time. */
function inTurn({ nodes, createDatabase, stop }) {
  let next = 0;
  return {
    createDatabase,
    stop,
    administer: (...statements) => nodes[0].administer('SET wsrep_sync_wait = 1', ...statements),
    kill: () => nodes[next % nodes.length].kill(),
    start: () => nodes[next++ % nodes.length].start(),
  };
}
