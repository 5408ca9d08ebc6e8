import type { DayRange } from '@micrologs/domain';
import { GROUPINGS, type GroupingName } from '../month-groups.ts';
import type { MonthDetails } from '../month-groups-codec.ts';
import type { PageviewQuery, SessionQuery } from '../question.ts';
import type { ColumnSource, StoredMonth } from '../source.ts';
import { NO_TEXT } from './block-rows.ts';
import type { Keys } from './group-keys.ts';
import type { Scratch } from './scratch.ts';

/** Days whose columns are scanned, or a month of which what is kept is enough. */
export type Stretch = { month: null; days: DayRange } | { month: KeptMonth; days: DayRange };

/** What is kept of a month for a question. */
export interface KeptMonth {
  stored: StoredMonth;
  /** By part of the question's combinations, which key of the month it is. */
  keys: readonly number[];
  /** Keys of the month that must not have `empty` as their value. */
  nonEmpty: readonly number[];
  /** The id of the empty text. */
  empty: number;
  /** Whether nothing but counts is kept. */
  ranksOnly: boolean;
}

/** Groups of one month that are measured; of use until the next month. */
export interface MonthPart {
  /** Groups of the month … */
  groups: Uint32Array;
  /** … and where each is measured. */
  indexes: Uint32Array;
  length: number;
  /** What all indexes are smaller than. */
  size: number;
  /** Pageviews or sessions by group of the month. */
  counts: Uint32Array;
  /** Absent where none was asked for. */
  details: MonthDetails<'pageviews' | 'sessions'> | null;
}

type Question = PageviewQuery | SessionQuery;

/** The days of a question in their order, whole months by what is kept of them where that answers it. */
export async function stretchesOf(source: ColumnSource, query: Question, order: readonly number[]): Promise<Stretch[]> {
  const { days } = query;
  const name = groupingFor(query);
  const months = (name && (await source.months?.(days, name))) || [];
  const [empty] = months.length > 0 && query.nonEmpty ? await source.idsOf(['']) : [];
  const stretches: Stretch[] = [];
  let from = days.from;
  for (const stored of months) {
    if (from < stored.days.from) stretches.push({ month: null, days: { from, to: stored.days.from - 1 } });
    const names: readonly string[] = GROUPINGS[name!].by;
    const month = {
      stored,
      keys: order.map((place) => names.indexOf(query.by[place]!)),
      nonEmpty: (query.nonEmpty ?? []).map((dimension) => names.indexOf(dimension)),
      empty: empty ?? NO_TEXT,
      ranksOnly: 'ranksOnly' in GROUPINGS[name!],
    };
    stretches.push({ month, days: stored.days });
    from = stored.days.to + 1;
  }
  if (from <= days.to) stretches.push({ month: null, days: { from, to: days.to } });
  return stretches;
}

const KEPT_MEASURES: ReadonlySet<string> = new Set(['pageviews', 'visitors', 'engagedMs', 'scrollPct', 'latestTitle']);

/** The grouping that answers a question over whole months; undefined when none does. */
function groupingFor(query: Question): GroupingName | undefined {
  const { from, by, filter, times, buckets, nonEmpty = [] } = query;
  if (filter || times || buckets || !nonEmpty.every((dimension) => by.some((one) => one === dimension)))
    return undefined;
  if (query.from === 'pageviews' && !query.measures.every((measure) => KEPT_MEASURES.has(measure))) return undefined;
  const names = Object.keys(GROUPINGS) as GroupingName[];
  const ranks = query.from === 'pageviews' && query.measures.every((measure) => measure === 'pageviews');
  return names.find((name) => {
    const grouping: { from: string; by: readonly string[]; ranksOnly?: true } = GROUPINGS[name];
    if (grouping.ranksOnly && !ranks) return false;
    return grouping.from === from && grouping.by.length === by.length && by.every((one) => grouping.by.includes(one));
  });
}

/**
 * The groups of a month that `keys` knows, or gets to know.
 * @param needsDetails asked, as `sizeOf`, once the groups of the month have their numbers
 * @param sizeOf how many groups there are
 */
export async function partOfMonth(
  { stored, keys: places, nonEmpty, empty, ranksOnly }: KeptMonth,
  keys: Keys,
  needsDetails: () => boolean,
  sizeOf: () => number,
  scratch: Scratch,
): Promise<MonthPart> {
  const { keys: values, counts } = await stored.ranking();
  const { length: all } = counts;
  const wanted = scratch.uint32('wanted', all);
  wanted.set(counts);
  for (const place of nonEmpty) {
    for (let group = 0; group < all; group++) if (values[place]![group] === empty) wanted[group] = 0;
  }
  let slots = scratch.int32('slots', all).fill(0);
  for (const [depth, place] of places.entries()) slots = keys.slotsOf(depth, slots, values[place]!, wanted);
  const groups = scratch.uint32('groups', all);
  const indexes = scratch.uint32('indexes', all);
  let length = 0;
  for (let group = 0; group < all; group++) {
    if (wanted[group] === 0 || slots[group]! < 0) continue;
    groups[length] = group;
    indexes[length++] = slots[group]!;
  }
  const details = needsDetails() && !ranksOnly ? await stored.details() : null;
  return { groups, indexes, length, size: sizeOf(), counts, details };
}
