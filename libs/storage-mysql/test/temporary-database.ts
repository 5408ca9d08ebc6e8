import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { inject } from 'vitest';
import { type MysqlAddress, parseMysqlUrl } from '../src/index.ts';

export interface TemporaryDatabase {
  url: string;
  address: MysqlAddress;
  /** Runs statements with every right. @returns the rows of the only one */
  administer(sql: string, values?: (string | number)[]): Promise<RowDataPacket[]>;
  remove(): Promise<void>;
}

let count = 0;

/** An empty database of its own on the server that the files share. */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  const name = `test_${process.pid}_${++count}`;
  const url = `${inject('mariaDb').url}/${name}`;
  await administer('', `CREATE DATABASE ${name}`);
  return {
    url,
    address: parseMysqlUrl(url),
    administer: (sql, values) => administer(name, sql, values),
    remove: async () => void (await administer('', `DROP DATABASE ${name}`)),
  };
}

const used: TemporaryDatabase[] = [];

/**
 * The same with the schema made already, as a rule: making thirty tables takes longer than most tests, so a database is
 * emptied after a test and given to a later one.
 */
export async function preparedDatabase(): Promise<TemporaryDatabase> {
  const database = used.pop() ?? (await temporaryDatabase());
  return {
    ...database,
    async remove() {
      await empty(database);
      used.push(database);
    },
  };
}

/** As after the migrations. */
async function empty({ administer }: TemporaryDatabase): Promise<void> {
  const tables = await administer(
    `SELECT table_name AS name, auto_increment AS next FROM information_schema.tables WHERE table_schema = DATABASE()
     AND table_name NOT IN ('partitions', 'change_number', 'link_changes', 'schema_migrations', 'schema_progress')`,
  );
  const statements = [
    ...tables.map(({ name }) => `DELETE FROM ${name}`),
    ...tables.filter(({ next }) => next > 1).map(({ name }) => `ALTER TABLE ${name} AUTO_INCREMENT = 1`),
    "UPDATE partitions SET epoch = 0, owner = '', leased_until = 0",
    'UPDATE change_number SET value = 0',
    'UPDATE link_changes SET value = 0',
    'DELETE FROM schema_migrations WHERE version >= 1000',
  ];
  if (tables.length > 0) await administer(statements.join(';'));
}

async function administer(database: string, sql: string, values: (string | number)[] = []): Promise<RowDataPacket[]> {
  const { socket } = inject('mariaDb');
  const connection = await createConnection({ socketPath: socket, user: 'root', database, multipleStatements: true });
  try {
    return (await connection.query<RowDataPacket[]>(sql, values))[0];
  } finally {
    await connection.end();
  }
}
