import type { DeadLetterId, DeadLetterTransaction } from '../dead-letter-store.ts';
import { locked, type SqlConnection, selectByKey } from './connection.ts';

const FIND = selectByKey('SELECT id FROM dead_letters', ['id']);

export class SqlDeadLetterTransaction implements DeadLetterTransaction {
  readonly #connection: () => SqlConnection;

  /** @param connection of the open transaction; throws once that has ended */
  constructor(connection: () => SqlConnection) {
    this.#connection = connection;
  }

  async lock(ids: readonly DeadLetterId[]): Promise<Set<DeadLetterId>> {
    const connection = this.#connection();
    const found = new Set<DeadLetterId>();
    await connection.selectByKeys<[DeadLetterId]>(locked(FIND, connection.dialect.forUpdate), keysOf(ids), ([id]) =>
      found.add(id),
    );
    return found;
  }

  async remove(ids: readonly DeadLetterId[]): Promise<void> {
    await this.#connection().runMany('DELETE FROM dead_letters WHERE id = ?', keysOf(ids));
  }

  async setReasons(rows: readonly { id: DeadLetterId; reason: string }[]): Promise<void> {
    await this.#connection().runMany(
      'UPDATE dead_letters SET reason = ? WHERE id = ?',
      rows.map(({ id, reason }) => [reason, id]),
    );
  }
}

/** In one order, whoever asks. */
function keysOf(ids: readonly DeadLetterId[]): [DeadLetterId][] {
  return [...ids].sort((a, b) => a - b).map((id) => [id]);
}
