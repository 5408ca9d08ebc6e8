import { randomBytes } from 'node:crypto';
import type { EpochMs, LocalDay, ProjectId } from '@micrologs/domain';
import type { SaltStore } from '../storage.ts';
import type { SqlConnection } from './connection.ts';
import type { SqlSession } from './session.ts';

export const SALT_BYTES = 32;

async function findSalt(connection: SqlConnection, project: ProjectId, day: LocalDay): Promise<Uint8Array | null> {
  const rows = await connection.all<{ salt: Uint8Array }>(
    'SELECT salt FROM daily_salts WHERE project_id = ? AND day = ?',
    [project, day],
  );
  return rows[0]?.salt ?? null;
}

export class SqlSaltStore implements SaltStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  get(project: ProjectId, day: LocalDay): Promise<Uint8Array | null> {
    return this.#session.use((connection) => findSalt(connection, project, day));
  }

  getOrCreate(project: ProjectId, day: LocalDay, now: EpochMs): Promise<Uint8Array> {
    return this.#session.transaction(async (connection) => {
      const keep = connection.dialect.onConflict(['project_id', 'day'], {});
      await connection.run(`INSERT INTO daily_salts (project_id, day, salt, created_at) VALUES (?, ?, ?, ?) ${keep}`, [
        project,
        day,
        randomBytes(SALT_BYTES),
        now,
      ]);
      return (await findSalt(connection, project, day))!;
    });
  }
}
