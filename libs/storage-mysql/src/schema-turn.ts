import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND_MS } from '@micrologs/domain';
import { ConflictError, StorageUnavailableError } from '@micrologs/storage';
import { inTransaction } from '@micrologs/storage/sql';
import type { MysqlConnection } from './connection.ts';

/** Statements that change the schema are done by all nodes in one order, so any of them may make it. */
export const TURNS = `CREATE TABLE IF NOT EXISTS schema_turn (
  id INT NOT NULL PRIMARY KEY, holder VARCHAR(36) NOT NULL, until BIGINT NOT NULL, fence BIGINT NOT NULL) {table}`;

/** Whoever does not say in time that it is at work is taken for dead. */
const TURN_MS = 15 * SECOND_MS;
const SAY_EVERY_MS = 3 * SECOND_MS;
const LOOK_EVERY_MS = 200;

/**
 * Whose turn it is to change the schema of a cluster, where a lock is that of one node alone: a row that all nodes agree on. It ends
 * when its holder does not prolong it, and everything that the holder stores changes the row too, so that the cluster refuses what
 * comes from one that was halted and goes on.
 */
export class SchemaTurn {
  readonly #connection: MysqlConnection;
  readonly #holder = randomUUID();
  readonly #saying: MysqlConnection;
  #timer: NodeJS.Timeout | undefined;

  private constructor(connection: MysqlConnection) {
    this.#connection = connection;
    // A change of the schema may take minutes, in which its connection can say nothing.
    this.#saying = connection.another();
  }

  /** @throws StorageUnavailableError when it is another process's for longer than `waitSeconds` */
  static async take(connection: MysqlConnection, waitSeconds: number): Promise<SchemaTurn> {
    const turn = new SchemaTurn(connection);
    const deadline = performance.now() + waitSeconds * SECOND_MS;
    while (!(await turn.#claim())) {
      if (performance.now() > deadline) {
        throw new StorageUnavailableError('Another process is bringing the database up to date.');
      }
      await sleep(LOOK_EVERY_MS);
    }
    turn.#timer = setInterval(() => void turn.#prolong().catch(() => undefined), SAY_EVERY_MS);
    return turn;
  }

  /** To be called in each transaction of the holder. @throws StorageUnavailableError when it is not its turn any more */
  async fence(): Promise<void> {
    const { changes } = await this.#connection.run('UPDATE schema_turn SET fence = fence + 1 WHERE holder = ?', [
      this.#holder,
    ]);
    if (changes === 0) throw new StorageUnavailableError('Another process took over bringing the database up to date.');
  }

  /** A process that ends without it lets the others wait until the turn is over. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saying.close();
    await this.#connection.run("UPDATE schema_turn SET holder = '', until = 0 WHERE holder = ?", [this.#holder]);
  }

  async #claim(): Promise<boolean> {
    const connection = this.#connection;
    const { now } = connection.dialect;
    try {
      await connection.run("INSERT IGNORE INTO schema_turn (id, holder, until, fence) VALUES (1, '', 0, 0)");
      return await inTransaction(connection, 'write', async () => {
        const { changes } = await connection.run(
          `UPDATE schema_turn SET holder = ?, until = ${now} + ?, fence = fence + 1 WHERE until <= ${now}`,
          [this.#holder, TURN_MS],
        );
        return changes === 1;
      });
    } catch (error) {
      // Of two at once, the cluster refuses one.
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  #prolong(): Promise<unknown> {
    const { now } = this.#connection.dialect;
    return this.#saying.run(`UPDATE schema_turn SET until = ${now} + ? WHERE holder = ?`, [TURN_MS, this.#holder]);
  }
}
