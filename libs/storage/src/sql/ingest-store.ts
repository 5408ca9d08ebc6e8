import type { EpochMs } from '@micrologs/domain';
import type { ImportProgress } from '../imports.ts';
import type { IngestStore, IngestTransaction } from '../ingest.ts';
import type { Lease } from '../partitions.ts';
import type { SqlConnection, SqlDialect } from './connection.ts';
import { deleteInSteps } from './delete-in-steps.ts';
import { readImportProgress } from './import-transaction.ts';
import { SqlIngestTransaction } from './ingest-transaction.ts';
import { acquireLease, releaseLease, renewLease, shareLease } from './leases.ts';
import { SALT_BYTES } from './salts.ts';
import type { SqlSession } from './session.ts';
import type { SharedClock } from './shared-clock.ts';
import { type IngestStatements, ingestStatements } from './statements.ts';

const NO_SALT = new Uint8Array(SALT_BYTES);

export class SqlIngestStore implements IngestStore {
  readonly #session: SqlSession;
  readonly #statements: IngestStatements;
  readonly #clock: SharedClock;
  /** True at first, since the process before may have ended between deleting salts and wiping them. */
  #scrubDue = true;

  constructor(session: SqlSession, dialect: SqlDialect, clock: SharedClock) {
    this.#session = session;
    this.#statements = ingestStatements(dialect);
    this.#clock = clock;
  }

  transact<T>(work: (transaction: IngestTransaction) => Promise<T>): Promise<T> {
    // The work may hold what it has changed along with the store, so running it again is the caller's to decide.
    return this.#session.transactionOnce(async (connection) => {
      const transaction = new SqlIngestTransaction(connection, this.#statements);
      try {
        return await work(transaction);
      } finally {
        transaction.end();
      }
    });
  }

  acquireLease(owner: string, ttlMs: number): Promise<Lease> {
    return this.#leasing((connection, now) => acquireLease(connection, owner, now, ttlMs));
  }

  shareLease(owner: string, held: Lease | null, ttlMs: number): Promise<Lease> {
    return this.#leasing((connection, now) => shareLease(connection, { owner, held, now, ttlMs }));
  }

  renewLease(lease: Lease, ttlMs: number): Promise<void> {
    return this.#leasing((connection, now) => renewLease(connection, lease, now + ttlMs));
  }

  releaseLease(lease: Lease): Promise<void> {
    return this.#session.transaction((connection) => releaseLease(connection, lease));
  }

  #leasing<T>(work: (connection: SqlConnection, now: EpochMs) => Promise<T>): Promise<T> {
    return this.#session.transaction(async (connection) => work(connection, await this.#clock(connection)));
  }

  positions(source: string): Promise<Map<number, number>> {
    return this.#session.use((connection) => readPositions(connection, source));
  }

  importProgress(source: string): Promise<ImportProgress[]> {
    return this.#session.use((connection) => readImportProgress(connection, source));
  }

  async expire(before: { eventIds: EpochMs; engagements: EpochMs }): Promise<void> {
    const expired = [
      { table: 'event_ids', until: before.eventIds },
      { table: 'waiting_engagements', until: before.engagements },
    ];
    for (const { table, until } of expired) {
      await deleteInSteps(this.#session, `DELETE FROM ${table} WHERE received_at < ?`, [until]);
    }
  }

  destroySalts(before: EpochMs): Promise<number> {
    return this.#session.use(async (connection) => {
      // Overwritten where they lie: a row that is only deleted stays in the files of some engines until its room is used.
      await connection.run('UPDATE daily_salts SET salt = ? WHERE created_at < ?', [NO_SALT, before]);
      const { changes } = await connection.run('DELETE FROM daily_salts WHERE created_at < ?', [before]);
      if (changes > 0) this.#scrubDue = true;
      if (this.#scrubDue) this.#scrubDue = !(await connection.scrub());
      return changes;
    });
  }
}

export async function readPositions(connection: SqlConnection, source: string): Promise<Map<number, number>> {
  const rows = await connection.all<{ id: number; position: number }>(
    `SELECT p.id AS id, COALESCE(c.position, 0) AS position FROM partitions p
     LEFT JOIN consumed_positions c ON c.partition_id = p.id AND c.source = ? ORDER BY p.id`,
    [source],
  );
  return new Map(rows.map((row) => [row.id, row.position]));
}
