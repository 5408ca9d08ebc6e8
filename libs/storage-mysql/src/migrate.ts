import { ConflictError, NewerSchemaError } from '@micrologs/storage';
import { inTransaction, type Migration, schemaVersion } from '@micrologs/storage/sql';
import type { MysqlConnection } from './connection.ts';
import { SchemaTurn, TURNS } from './schema-turn.ts';
import { COLLATIONS } from './server.ts';

const LOCK = 'micrologs schema ';
const LOCK_WAIT_SECONDS = 60;
const ATTEMPTS = 20;
const VERSIONS = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INT NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL, applied_at BIGINT NOT NULL) {table}`;
/** How many statements of a step are done that is not finished yet. */
const PROGRESS = `CREATE TABLE IF NOT EXISTS schema_progress (
  version INT NOT NULL PRIMARY KEY, statements INT NOT NULL) {table}`;

/** Table, column or index are there already, or are gone already. */
const ALREADY_DONE: ReadonlySet<unknown> = new Set([1050, 1051, 1060, 1061, 1091]);
const CHANGES_SCHEMA = /^\s*(CREATE|ALTER|DROP)\b/i;

/**
 * Brings the schema up to date, one process at a time, by a lock of the server or, on a cluster, in turn. A change of the schema commits by itself here, so a step is not done
 * as a whole: how far it came is noted after each statement, and whoever comes after a process that was killed goes on from
 * there.
 * @throws NewerSchemaError when the database has a step that the list lacks
 */
export async function migrate(
  connection: MysqlConnection,
  migrations: readonly Migration[],
  now: number,
): Promise<void> {
  if ((await currentVersion(connection, migrations)) === migrations.length) return;
  const bringUp = (turn: SchemaTurn | null) => takeSteps({ connection, turn }, migrations, now);
  const { isClusterNode } = await connection.server();
  if (isClusterNode) await inTurn(connection, bringUp);
  else await connection.exclusively(LOCK, LOCK_WAIT_SECONDS, () => bringUp(null));
}

async function inTurn(connection: MysqlConnection, work: (turn: SchemaTurn) => Promise<void>): Promise<void> {
  await connection.run(await withTableOptions(connection, TURNS));
  const turn = await SchemaTurn.take(connection, LOCK_WAIT_SECONDS);
  try {
    await work(turn);
  } finally {
    await turn.end().catch(() => undefined);
  }
}

/** Who changes the schema, and on a cluster by what right. */
interface Migrating {
  connection: MysqlConnection;
  turn: SchemaTurn | null;
}

async function takeSteps(migrating: Migrating, migrations: readonly Migration[], now: number): Promise<void> {
  const { connection } = migrating;
  await connection.run(await withTableOptions(connection, VERSIONS));
  await connection.run(await withTableOptions(connection, PROGRESS));
  for (;;) {
    const current = await currentVersion(connection, migrations);
    const step = migrations[current];
    if (!step) return;
    await takeStep(migrating, current + 1, step, now);
  }
}

async function currentVersion(connection: MysqlConnection, migrations: readonly Migration[]): Promise<number> {
  const [table] = await connection.all<{ found: number }>(
    `SELECT COUNT(*) AS found FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'`,
  );
  const current = table!.found === 0 ? 0 : await schemaVersion(connection);
  if (current > migrations.length) throw new NewerSchemaError(current, migrations.length);
  return current;
}

async function takeStep(migrating: Migrating, version: number, step: Migration, now: number): Promise<void> {
  const { connection } = migrating;
  const [progress] = await connection.all<{ statements: number }>(
    'SELECT statements FROM schema_progress WHERE version = ?',
    [version],
  );
  const done = progress?.statements ?? 0;
  for (let i = done; i < step.statements.length; i++) {
    const statement = await withTableOptions(connection, step.statements[i]!);
    if (!CHANGES_SCHEMA.test(statement)) {
      await store(migrating, async () => {
        await connection.run(statement);
        await noteProgress(connection, version, i + 1);
      });
      continue;
    }
    try {
      await connection.run(statement);
    } catch (error) {
      // Done by a process that was killed before it could note so.
      if (i !== done || !ALREADY_DONE.has((error as { errno?: unknown }).errno)) throw error;
    }
    await store(migrating, () => noteProgress(connection, version, i + 1));
  }
  await store(migrating, async () => {
    await connection.run('INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)', [
      version,
      step.name,
      now,
    ]);
    await connection.run('DELETE FROM schema_progress WHERE version = ?', [version]);
  });
}

/** Again, when the cluster gave it up for what another node began meanwhile, such as asking for its turn. */
async function store({ connection, turn }: Migrating, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(connection, 'write', async () => {
        await turn?.fence();
        await work();
      });
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function noteProgress(connection: MysqlConnection, version: number, statements: number): Promise<void> {
  const replace = connection.dialect.onConflict(['version'], { statements: 'replace' });
  await connection.run(`INSERT INTO schema_progress (version, statements) VALUES (?, ?) ${replace}`, [
    version,
    statements,
  ]);
}

async function withTableOptions(connection: MysqlConnection, statement: string): Promise<string> {
  const { flavour } = await connection.server();
  return statement.replace(
    '{table}',
    `ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${COLLATIONS[flavour]}`,
  );
}
