import type { BlockHead, DaySums } from '@micrologs/columns';
import type { DayRange, LocalDay, ProjectId } from '@micrologs/domain';
import type { SqlConnection } from '../connection.ts';
import { nextLiveDay } from './live-rows.ts';

/** A day of which blocks are stored. */
export interface SealedDay {
  day: LocalDay;
  /** Version of the day that the blocks were made of. */
  version: number;
  /** Version of the day as it is. */
  current: number;
  /** True when its rows may be gone. */
  retired: boolean;
  /** True when its blocks lie in the segments of its month. */
  monthStored: boolean;
  views: number;
  /** False when there were no facts. */
  hasBlocks: boolean;
  readonly heads: readonly BlockHead[];
  /** Null where none were kept. */
  readonly sums: DaySums | null;
}

/** True when the blocks say all there is to say of the day. */
export function isClean({ version, current }: SealedDay): boolean {
  return version === current;
}

/** Where the facts of one day come from: its rows, its blocks, or its blocks with rows laid over them. */
export type DayPlan =
  | { from: 'rows'; day: LocalDay; sealed: null }
  | { from: 'blocks' | 'both'; day: LocalDay; sealed: SealedDay };

/** The days among these that have facts, in order. */
export async function planDays(connection: SqlConnection, project: ProjectId, days: DayRange): Promise<DayPlan[]> {
  const plans: DayPlan[] = [];
  let from = days.from;
  const addLiveDays = async (to: LocalDay) => {
    for (let day: LocalDay | null; from <= to; from = day + 1) {
      day = await nextLiveDay(connection, project, { from, to });
      if (day === null) break;
      plans.push({ from: 'rows', day, sealed: null });
    }
  };
  for (const sealed of await readSealedDays(connection, project, days)) {
    // While its rows are complete, they tell what a day that changed is now.
    if (!isClean(sealed) && !sealed.retired) continue;
    await addLiveDays(sealed.day - 1);
    from = sealed.day + 1;
    if (!isClean(sealed)) plans.push({ from: 'both', day: sealed.day, sealed });
    else if (sealed.hasBlocks) plans.push({ from: 'blocks', day: sealed.day, sealed });
  }
  await addLiveDays(days.to);
  return plans;
}

interface SealedRecord {
  day: LocalDay;
  version: number;
  current: number;
  retired: number;
  monthStored: number;
  views: number;
  heads: string;
  sums: string | null;
}

export async function readSealedDays(
  connection: SqlConnection,
  project: ProjectId,
  { from, to }: DayRange,
): Promise<SealedDay[]> {
  const rows = await connection.all<SealedRecord>(
    `SELECT s.day AS day, s.version AS version, COALESCE(d.version, 0) AS current, s.retired AS retired,
       s.month_stored AS monthStored, s.views AS views, s.heads AS heads,
       s.sums AS sums
     FROM sealed_days s LEFT JOIN day_state d ON d.project_id = s.project_id AND d.day = s.day
     WHERE s.project_id = ? AND s.day >= ? AND s.day <= ? ORDER BY s.day`,
    [project, from, to],
  );
  return rows.map(readSealedDay);
}

/** Heads are read when they are asked for: most questions need those of a few days, or none. */
function readSealedDay({ heads, sums, retired, monthStored, ...row }: SealedRecord): SealedDay {
  let read: BlockHead[] | undefined;
  return {
    ...row,
    retired: retired === 1,
    monthStored: monthStored === 1,
    hasBlocks: heads !== '[]',
    get heads() {
      read ??= JSON.parse(heads) as BlockHead[];
      return read;
    },
    get sums() {
      return sums === null ? null : (JSON.parse(sums) as DaySums);
    },
  };
}
