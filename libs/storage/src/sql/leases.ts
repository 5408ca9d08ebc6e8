import type { EpochMs } from '@micrologs/domain';
import { type Lease, LeaseLostError } from '../partitions.ts';
import { locked, type SqlConnection, selectByKey } from './connection.ts';
import { type PartitionRow, planShare, type Share, shareOf } from './lease-share.ts';

/** Every partition that is free or this owner's own, under a new epoch. */
export async function acquireLease(
  connection: SqlConnection,
  owner: string,
  now: EpochMs,
  ttlMs: number,
): Promise<Lease> {
  await connection.run(
    'UPDATE partitions SET epoch = epoch + 1, owner = ?, leased_until = ? WHERE owner = ? OR leased_until <= ?',
    [owner, now + ttlMs, owner, now],
  );
  const rows = (await readPartitions(connection)).filter((row) => row.owner === owner);
  return { owner, epochs: epochsOf(rows) };
}

export async function shareLease(
  connection: SqlConnection,
  { owner, held, now, ttlMs }: { owner: string; held: Lease | null; now: EpochMs; ttlMs: number },
): Promise<Lease> {
  const until = now + ttlMs;
  const share = await claimShare(connection, owner, now, until);
  const step = planShare(await readPartitions(connection), { owner, held: held?.epochs ?? new Map(), share, now });
  await free(connection, owner, epochsOf(step.giveBack));
  await setLeasedUntil(connection, owner, epochsOf(step.keep), until);
  const taken = await lockUnchanged(connection, step.take);
  await connection.runMany(
    'UPDATE partitions SET epoch = epoch + 1, owner = ?, leased_until = ? WHERE id = ?',
    taken.map(({ id }) => [owner, until, id]),
  );
  const expected = epochsOf([...step.keep, ...taken.map((row) => ({ ...row, epoch: row.epoch + 1 }))]);
  const rows = await readPartitions(connection);
  return { owner, epochs: epochsOf(rows.filter((row) => row.owner === owner && expected.get(row.id) === row.epoch)) };
}

/**
 * Those of the partitions that are as they were read, locked. One that is locked already is left for the next time: whoever
 * takes it, or sleeps in the midst of a transaction on it, must not keep this owner from what it holds.
 */
async function lockUnchanged(connection: SqlConnection, rows: readonly PartitionRow[]): Promise<PartitionRow[]> {
  const select = selectByKey('SELECT epoch, leased_until FROM partitions', ['id']);
  const unchanged: PartitionRow[] = [];
  await connection.selectByKeys<[number, number]>(
    locked(select, connection.dialect.forUpdateOfFree),
    rows.map(({ id }) => [id]),
    ([epoch, leasedUntil], index) => {
      const row = rows[index]!;
      if (row.epoch === epoch && row.leasedUntil === leasedUntil) unchanged.push(row);
    },
  );
  return unchanged;
}

/** @throws LeaseLostError */
export async function renewLease(connection: SqlConnection, lease: Lease, until: EpochMs): Promise<void> {
  const renewed = await setLeasedUntil(connection, lease.owner, lease.epochs, until);
  if (renewed !== lease.epochs.size) throw new LeaseLostError();
}

export async function releaseLease(connection: SqlConnection, lease: Lease): Promise<void> {
  await connection.run('DELETE FROM lease_claims WHERE owner = ?', [lease.owner]);
  await free(connection, lease.owner, lease.epochs);
}

type Epochs = Lease['epochs'];

/** @returns how many of the partitions the owner still held */
function setLeasedUntil(connection: SqlConnection, owner: string, epochs: Epochs, until: EpochMs): Promise<number> {
  return connection.runMany(
    'UPDATE partitions SET leased_until = ? WHERE id = ? AND epoch = ? AND owner = ?',
    [...epochs].map(([partition, epoch]) => [until, partition, epoch, owner]),
  );
}

async function free(connection: SqlConnection, owner: string, epochs: Epochs): Promise<void> {
  await connection.runMany(
    "UPDATE partitions SET owner = '', leased_until = 0 WHERE id = ? AND epoch = ? AND owner = ?",
    [...epochs].map(([partition, epoch]) => [partition, epoch, owner]),
  );
}

/** Says that the owner asks for a share. */
async function claimShare(connection: SqlConnection, owner: string, now: EpochMs, until: EpochMs): Promise<Share> {
  const replace = connection.dialect.onConflict(['owner'], { claimed_until: 'replace' });
  await connection.run(`INSERT INTO lease_claims (owner, claimed_until) VALUES (?, ?) ${replace}`, [owner, until]);
  const claims = await connection.all<{ owner: string; until: EpochMs }>(
    'SELECT owner, claimed_until AS until FROM lease_claims ORDER BY owner',
  );
  const dead = claims.filter((claim) => claim.until <= now);
  await connection.runMany(
    'DELETE FROM lease_claims WHERE owner = ? AND claimed_until <= ?',
    dead.map((claim) => [claim.owner, now]),
  );
  return shareOf(
    owner,
    claims.filter((claim) => claim.until > now).map((claim) => claim.owner),
  );
}

function readPartitions(connection: SqlConnection): Promise<PartitionRow[]> {
  return connection.all<PartitionRow>(
    'SELECT id, epoch, owner, leased_until AS leasedUntil FROM partitions ORDER BY id',
  );
}

function epochsOf(rows: readonly PartitionRow[]): Map<number, number> {
  return new Map(rows.map(({ id, epoch }) => [id, epoch]));
}
