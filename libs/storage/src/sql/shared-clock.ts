import type { Clock, EpochMs } from '@micrologs/domain';
import type { SqlConnection } from './connection.ts';

/** The time by which leases and heartbeats are judged. */
export type SharedClock = (connection: SqlConnection) => Promise<EpochMs>;

/** That of the database: clocks of machines differ, and one that is set must neither cost a writer its lease nor prolong it. */
export const databaseClock: SharedClock = async (connection) => {
  const [row] = await connection.all<{ now: EpochMs }>(`SELECT ${connection.dialect.now} AS now`);
  return row!.now;
};

/** A given one, for tests. */
export function fixedClock(clock: Clock): SharedClock {
  return async () => clock();
}
