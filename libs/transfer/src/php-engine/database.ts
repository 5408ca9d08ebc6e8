import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Part, PartRows, ProjectRow } from './rows.ts';
import { checkSchema, SELECTS } from './schema.ts';

export interface PhpEngineOptions {
  /** `mysql://user:password@host:port/database` */
  url: string;
  /** The old `APP_TIMEZONE`, such as `+05:30`; null when it is not told. */
  sqlOffset: string | null;
}

/** There is no way into the database that is to be read; the message says why, and holds no password. */
export class SourceUnavailableError extends Error {
  constructor(cause: Error) {
    super(`The database to import from cannot be used: ${cause.message}`, { cause });
    this.name = 'SourceUnavailableError';
  }
}

/** The database of a PHP engine, which is only read. */
export class PhpEngineDatabase {
  readonly #connection: Connection;
  readonly name: string;

  private constructor(connection: Connection, name: string) {
    this.#connection = connection;
    this.name = name;
  }

  /** @throws UnknownSchemaError, SourceUnavailableError */
  static async open({ url, sqlOffset }: PhpEngineOptions): Promise<PhpEngineDatabase> {
    const connection = await createConnection({
      uri: url.replace(/^mariadb:/i, 'mysql:'),
      charset: 'utf8mb4',
      // As they stand: in which zone they are is not the driver's to guess.
      dateStrings: true,
    }).catch((error: Error) => {
      throw new SourceUnavailableError(error);
    });
    try {
      await connection.query('SET SESSION TRANSACTION READ ONLY');
      await connection.query('SET time_zone = ?', [sqlOffset ?? '+00:00']);
      const database = new PhpEngineDatabase(connection, new URL(url).pathname.slice(1));
      checkSchema(
        await database.#all(
          `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS \`column\`, DATA_TYPE AS type
           FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()`,
        ),
        sqlOffset !== null,
      );
      return database;
    } catch (error) {
      await connection.end();
      throw error;
    }
  }

  projects(): Promise<ProjectRow[]> {
    return this.#all(
      'SELECT id, name, secret_key, public_key, allowed_domains, is_active, created_at FROM projects ORDER BY id',
    );
  }

  /** Rows of a project after an id, ascending by id: page by page, so that nothing is held open or in memory. */
  page<P extends Part>(part: P, project: number, after: number, limit: number): Promise<PartRows[P][]> {
    return this.#all(`${SELECTS[part]} WHERE t.project_id = ? AND t.id > ? ORDER BY t.id LIMIT ${limit}`, [
      project,
      after,
    ]);
  }

  /** Rows of a project with ids in (after, upTo]. */
  async count(part: Part, project: number, after: number, upTo: number): Promise<number> {
    const [row] = await this.#all<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ${part} WHERE project_id = ? AND id > ? AND id <= ?`,
      [project, after, upTo],
    );
    return row!.count;
  }

  /** Rows of no project that there is. */
  async countOrphans(part: Part): Promise<number> {
    const [row] = await this.#all<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ${part} t LEFT JOIN projects p ON p.id = t.project_id WHERE p.id IS NULL`,
    );
    return row!.count;
  }

  async close(): Promise<void> {
    await this.#connection.end();
  }

  async #all<R>(sql: string, params: (string | number)[] = []): Promise<R[]> {
    const [rows] = await this.#connection.query<RowDataPacket[]>(sql, params);
    return rows as R[];
  }
}
