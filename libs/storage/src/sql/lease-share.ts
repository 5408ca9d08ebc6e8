import { PARTITION_COUNT } from '../partitions.ts';

/** A partition as it is stored. */
export interface PartitionRow {
  id: number;
  epoch: number;
  /** Empty while nobody ever held it, or since it was given back. */
  owner: string;
  leasedUntil: number;
}

/** What an owner does to come to its share; each list in the order in which rows are locked. */
export interface ShareStep {
  keep: PartitionRow[];
  giveBack: PartitionRow[];
  take: PartitionRow[];
}

/** Partitions that an owner may hold. */
export interface Share {
  size: number;
  /** The first of those that it prefers, so that owners who ask at once do not all want the same. */
  home: number;
}

/**
 * An owner's share among all who ask: all shares together are all partitions, and no two differ by more than one.
 * @param owners everybody who asks, this owner included
 */
export function shareOf(owner: string, owners: readonly string[]): Share {
  const rank = owners.filter((other) => other < owner).length;
  const size = Math.floor(PARTITION_COUNT / owners.length);
  const larger = PARTITION_COUNT % owners.length;
  return { size: size + (rank < larger ? 1 : 0), home: (rank * size + Math.min(rank, larger)) % PARTITION_COUNT };
}

/**
 * Keeps what the owner holds up to its share, gives back the rest, and takes what nobody holds while there is room.
 * @param held epochs under which the owner holds partitions; what it held in an earlier life, under its name, is free to it
 */
export function planShare(
  rows: readonly PartitionRow[],
  { owner, held, share, now }: { owner: string; held: ReadonlyMap<number, number>; share: Share; now: number },
): ShareStep {
  const isHeld = (row: PartitionRow) => row.owner === owner && held.get(row.id) === row.epoch;
  const distance = ({ id }: PartitionRow) => (id - share.home + PARTITION_COUNT) % PARTITION_COUNT;
  const preferred = [...rows].sort((a, b) => distance(a) - distance(b));
  const own = preferred.filter(isHeld);
  const free = preferred.filter((row) => !isHeld(row) && (row.owner === owner || row.leasedUntil <= now));
  return {
    keep: own.slice(0, share.size).sort(byId),
    giveBack: own.slice(share.size).sort(byId),
    take: free.slice(0, Math.max(0, share.size - own.length)).sort(byId),
  };
}

function byId(a: PartitionRow, b: PartitionRow): number {
  return a.id - b.id;
}
