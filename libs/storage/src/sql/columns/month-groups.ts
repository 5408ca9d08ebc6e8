import {
  type ColumnSource,
  decodeRanking,
  type EncodedGroups,
  GROUPINGS,
  type GroupingName,
  MonthDetails,
  monthGroupsOf,
  type StoredMonth,
} from '@micrologs/columns';
import { type DayRange, daysOfMonth, monthOf, type ProjectId } from '@micrologs/domain';
import type { EncodedMonth } from '../../column-store.ts';
import type { SizedCache } from '../../sized-cache.ts';
import { insertInto, type SqlConnection, selectByKey } from '../connection.ts';
import { type DayPlan, isClean, readSealedDays, type SealedDay } from './day-plans.ts';
import { sealedDaysOf, versionsOf } from './join-month.ts';

/** A month's groups in one grouping lie in two rows, so that a report ranks them without reading what it does not show. */
const PARTS = { ranking: 0, details: 1 } as const satisfies Record<keyof EncodedGroups, number>;

const KEY = ['project_id', 'grouping_id', 'part', 'month'] as const;
const GROUPS = selectByKey('SELECT data FROM month_aggregates', KEY);
const ADD_GROUPS = insertInto('month_aggregates', [...KEY, 'data']);

/** Larger ones are read anew each time: they would drive everything else out of the cache. */
const LARGEST_CACHED = 512 * 1024;

export const GROUPING_NAMES = Object.keys(GROUPINGS) as GroupingName[];

/**
 * The whole months among these days whose groups are kept, ascending. They count while every day of the month is as it was
 * sealed: a day that is sealed anew takes its month's groups along.
 * @param plans of these days
 */
export async function keptMonths(
  connection: SqlConnection,
  cache: SizedCache<Uint8Array>,
  project: ProjectId,
  plans: readonly DayPlan[],
  days: DayRange,
  name: GroupingName,
): Promise<StoredMonth[]> {
  const sealed = new Map<number, SealedDay[] | null>();
  // A day that has changed may have lost its last fact: then there is no plan for it any more.
  for (const day of await readSealedDays(connection, project, days)) {
    const month = monthOf(day.day);
    if (!isClean(day)) sealed.set(month, null);
    else if (!sealed.has(month)) sealed.set(month, [day]);
    else sealed.get(month)?.push(day);
  }
  for (const plan of plans) if (plan.from !== 'blocks') sealed.set(monthOf(plan.day), null);
  const { id, from } = GROUPINGS[name];
  const kept = await connection.all<{ month: number }>(
    'SELECT month FROM month_aggregates WHERE project_id = ? AND grouping_id = ? AND part = 0 AND month >= ? AND month <= ? ORDER BY month',
    [project, id, monthOf(days.from), monthOf(days.to)],
  );
  const months: StoredMonth[] = [];
  for (const { month } of kept) {
    const whole = daysOfMonth(month);
    const ofMonth = sealed.get(month);
    if (!ofMonth || whole.from < days.from || whole.to > days.to) continue;
    const read = async (part: keyof EncodedGroups) => {
      const key = `groups ${project} ${id} ${PARTS[part]} ${versionsOf(ofMonth)}`;
      const cached = cache.get(key);
      if (cached) return cached;
      const found: Uint8Array[] = [];
      const place = [project, id, PARTS[part], month];
      await connection.selectByKeys<[Uint8Array]>(GROUPS, [place], ([data]) => found.push(data));
      const [data] = found;
      if (!data) throw new Error(`Groups of month ${month} of project ${project} are not where they were stored`);
      if (data.length <= LARGEST_CACHED) cache.set(key, data, data.length);
      return data;
    };
    months.push({
      days: whole,
      ranking: async () => decodeRanking(await read('ranking')),
      details: async () => new MonthDetails<'pageviews' | 'sessions'>(from, await read('details')),
    });
  }
  return months;
}

/** What is to be kept of a month; null while not all of its days are sealed as they are. */
export async function encodeMonth(
  source: ColumnSource & { plansOf(days: DayRange): Promise<DayPlan[]> },
  project: ProjectId,
  month: number,
  grouping: GroupingName,
): Promise<EncodedMonth | null> {
  const days: SealedDay[] = [];
  for (const plan of await source.plansOf(daysOfMonth(month))) {
    if (plan.from !== 'blocks') return null;
    days.push(plan.sealed);
  }
  if (days.length === 0) return null;
  return { project, month, grouping, versions: versionsOf(days), groups: await monthGroupsOf(source, month, grouping) };
}

/** @returns false when days of the month were sealed since, or the project is gone */
export async function storeMonth(connection: SqlConnection, encoded: EncodedMonth): Promise<boolean> {
  const { project, month, grouping, versions, groups } = encoded;
  const days = await sealedDaysOf(connection, project, month);
  if (days.length === 0 || versionsOf(days) !== versions) return false;
  const { id } = GROUPINGS[grouping];
  await connection.run('DELETE FROM month_aggregates WHERE project_id = ? AND grouping_id = ? AND month = ?', [
    project,
    id,
    month,
  ]);
  const parts = Object.entries(groups) as [keyof EncodedGroups, Uint8Array][];
  await connection.insertMany(
    ADD_GROUPS,
    parts.map(([part, data]) => [project, id, PARTS[part], month, data]),
  );
  return true;
}
