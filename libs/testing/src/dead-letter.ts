import path from 'node:path';
import Database from 'better-sqlite3';
import { testDatabaseOf } from './test-engine.ts';

/** An event of the queue, of which nothing is known here. */
interface QueuedEvent {
  project: number;
  kind: string;
  receivedAt: number;
}

/**
 * Puts a dead letter into the database of a test server, beside it: no request makes one. It counts as received, so that the
 * ledger still adds up.
 * @param dataDir of the server
 */
export async function addDeadLetter(
  dataDir: string,
  event: QueuedEvent,
  reason = 'put there by a test',
): Promise<void> {
  const { project, kind, receivedAt } = event;
  const letter =
    'INSERT INTO dead_letters (project_id, kind, received_at, reason, event) VALUES ' +
    `(${project}, ${quoted(kind)}, ${receivedAt}, ${quoted(reason)}, ${quoted(JSON.stringify(event))})`;
  const received = `INSERT INTO ledger (project_id, outcome, count) VALUES (${project}, 'received_elsewhere', 1)`;
  const server = await testDatabaseOf(dataDir);
  if (server) {
    await server.administer(letter);
    await server.administer(`${received} ON DUPLICATE KEY UPDATE count = count + 1`);
    return;
  }
  const db = new Database(path.join(dataDir, 'micrologs.db'));
  db.transaction(() => {
    db.exec(letter);
    db.exec(`${received} ON CONFLICT (project_id, outcome) DO UPDATE SET count = count + 1`);
  })();
  db.close();
}

/** @throws Error for text that the engines would read differently */
function quoted(text: string): string {
  if (/['\\]/.test(text)) throw new Error(`Not for a statement: ${text}`);
  return `'${text}'`;
}
