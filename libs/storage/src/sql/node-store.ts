import { HOUR_MS } from '@micrologs/domain';
import type { KnownNode, Node, NodeRole, NodeStore } from '../nodes.ts';
import type { SqlSession } from './session.ts';
import type { SharedClock } from './shared-clock.ts';

const FORGOTTEN_AFTER_MS = HOUR_MS;

interface NodeRow {
  id: string;
  role: NodeRole;
  host: string;
  pid: number;
  version: string;
  startedAt: number;
  seenAt: number;
  details: string;
}

export class SqlNodeStore implements NodeStore {
  readonly #session: SqlSession;
  readonly #clock: SharedClock;

  constructor(session: SqlSession, clock: SharedClock) {
    this.#session = session;
    this.#clock = clock;
  }

  beat({ id, role, host, pid, version, startedAt, details }: Node): Promise<void> {
    return this.#session.transaction(async (connection) => {
      const now = await this.#clock(connection);
      const replace = connection.dialect.onConflict(['id'], { seen_at: 'replace', details: 'replace' });
      await connection.run(
        `INSERT INTO nodes (id, role, host, pid, version, started_at, seen_at, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ${replace}`,
        [id, role, host, pid, version, startedAt, now, JSON.stringify(details)],
      );
      await connection.run('DELETE FROM nodes WHERE seen_at < ?', [now - FORGOTTEN_AFTER_MS]);
    });
  }

  leave(id: string): Promise<void> {
    return this.#session.transaction(async (connection) => {
      await connection.run('DELETE FROM nodes WHERE id = ?', [id]);
    });
  }

  all(): Promise<KnownNode[]> {
    return this.#session.use(async (connection) => {
      const now = await this.#clock(connection);
      const rows = await connection.all<NodeRow>(
        `SELECT id, role, host, pid, version, started_at AS startedAt, seen_at AS seenAt, details FROM nodes
         WHERE seen_at >= ? ORDER BY host, started_at, id`,
        [now - FORGOTTEN_AFTER_MS],
      );
      return rows.map(({ seenAt, details, ...row }) => ({
        ...row,
        details: JSON.parse(details),
        silentMs: Math.max(0, now - seenAt),
      }));
    });
  }
}
