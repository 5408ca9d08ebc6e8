import { NewerSchemaError } from '../storage.ts';
import type { SqlConnection } from './connection.ts';
import { inTransaction } from './session.ts';

/** One step of the schema. Released steps never change; a change is a new step. */
export interface Migration {
  name: string;
  statements: readonly string[];
}

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL, applied_at BIGINT NOT NULL)`;

/** How many steps are done. */
export async function schemaVersion(connection: SqlConnection): Promise<number> {
  const rows = await connection.all<{ version: number | null }>(
    'SELECT MAX(version) AS version FROM schema_migrations',
  );
  return rows[0]?.version ?? 0;
}

/**
 * Brings the schema up to date. The version of a step is its place in the list, from 1. Each step commits together with
 * its row in `schema_migrations`, under the right to write, so two processes that start at once do each step once.
 * @throws NewerSchemaError when the database has a step that the list lacks
 */
export async function migrate(connection: SqlConnection, migrations: readonly Migration[], now: number): Promise<void> {
  await connection.run(CREATE_TABLE);
  for (;;) {
    const current = await schemaVersion(connection);
    if (current > migrations.length) throw new NewerSchemaError(current, migrations.length);
    if (current === migrations.length) return;
    await inTransaction(connection, 'write', async () => {
      // Another process may have done this step while we waited for the right to write.
      if ((await schemaVersion(connection)) !== current) return;
      const step = migrations[current]!;
      for (const statement of step.statements) await connection.run(statement);
      await connection.run('INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)', [
        current + 1,
        step.name,
        now,
      ]);
    });
  }
}

/**
 * For a connection that may not change the schema.
 * @returns false while steps are missing
 * @throws NewerSchemaError
 */
export async function isMigrated(connection: SqlConnection, migrations: readonly Migration[]): Promise<boolean> {
  const current = await schemaVersion(connection);
  if (current > migrations.length) throw new NewerSchemaError(current, migrations.length);
  return current === migrations.length;
}
