import type { InstallationStore } from '../storage.ts';
import type { SqlConnection } from './connection.ts';
import type { SqlSession } from './session.ts';

async function findValue(connection: SqlConnection, name: string): Promise<string | null> {
  const rows = await connection.all<{ value: string }>('SELECT value FROM installation WHERE name = ?', [name]);
  return rows[0]?.value ?? null;
}

export class SqlInstallationStore implements InstallationStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  get(name: string): Promise<string | null> {
    return this.#session.use((connection) => findValue(connection, name));
  }

  setOnce(name: string, value: string): Promise<string> {
    return this.#session.transaction(async (connection) => {
      const keep = connection.dialect.onConflict(['name'], {});
      await connection.run(`INSERT INTO installation (name, value) VALUES (?, ?) ${keep}`, [name, value]);
      return (await findValue(connection, name))!;
    });
  }
}
