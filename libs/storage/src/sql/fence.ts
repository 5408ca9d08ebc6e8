import { type Lease, LeaseLostError } from '../partitions.ts';
import type { SqlConnection } from './connection.ts';

const FENCE = 'UPDATE partitions SET commits = commits + 1 WHERE id = ? AND epoch = ?';

/**
 * Lets a transaction write only while the lease holds these partitions. It comes first of all and takes them in order, so that
 * whoever else writes them waits without a lock in his hands. It changes the rows and does not only lock them: on a cluster, a
 * transaction that was under way while another node saw a takeover is refused for that.
 * @throws LeaseLostError when somebody took one of them over
 */
export async function fence(connection: SqlConnection, lease: Lease, partitions: Iterable<number>): Promise<void> {
  const held = [...partitions].sort((a, b) => a - b).map((id) => [id, lease.epochs.get(id) ?? null]);
  if ((await connection.runMany(FENCE, held)) !== held.length) throw new LeaseLostError();
}
