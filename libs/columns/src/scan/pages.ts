import type { LocalDay } from '@micrologs/domain';
import type { BlockHead } from '../block.ts';
import type { ColumnSource } from '../source.ts';
import type { GroupKeys } from './group-keys.ts';
import { candidatesOf, type Page } from './ranking.ts';
import { countsOf, type GroupedPart, type NumberTally, type Tally } from './tally.ts';
import { compareBytes } from './text-order.ts';
import { textsById } from './texts-by-id.ts';

/** Where a scan has come to. */
export type Place = Pick<BlockHead, 'day' | 'part'>;

/** What groups are made of, and how they are put in order. */
export interface Grouping<D extends string> {
  by: readonly D[];
  /** The places of `by` in the order in which `keys` has them. */
  order: readonly number[];
  keys: GroupKeys;
  /** The first day of the scope, from which `keys` counts days. */
  firstDay: LocalDay;
}

/** A way through the blocks of a scope, which can be gone more than once. */
export interface Scan<P extends GroupedPart> {
  /**
   * The blocks with selected rows behind `after`, or all.
   * @param details whether the columns are read that only details need
   */
  parts(details: boolean, after: Place | null): AsyncIterable<P>;
}

export interface Tallies<P extends GroupedPart> {
  /** What all groups are measured by; null when nothing. */
  all: NumberTally<P> | null;
  /** Whether most of that come first; else the order goes by the dimensions alone. */
  mostFirst: boolean;
  /** The rest, made anew for each scan; they are measured for the rows of the page alone, if there are others. */
  details(): readonly Tally<P>[];
}

/** One row of an answer. */
export interface PageRow {
  /** Of `by`, in its order. */
  values: (string | number)[];
  /** The group's index in `all` … */
  slot: number;
  /** … and in `details`. */
  index: number;
}

export interface AnsweredPage<P extends GroupedPart> {
  rows: PageRow[];
  details: readonly Tally<P>[];
}

/**
 * Ranks all groups, then measures those of the page. Details are measured in the first scan as long as all the groups fit
 * into the page.
 */
export async function answerPage<D extends string, P extends GroupedPart>(
  source: ColumnSource,
  scan: Scan<P>,
  grouping: Grouping<D>,
  tallies: Tallies<P>,
  page: Page,
): Promise<AnsweredPage<P>> {
  const { keys } = grouping;
  const { all, mostFirst } = tallies;
  const room = page.offset === 0 ? page.limit : 0;
  let details: readonly Tally<P>[] | null = tallies.details();
  if (details.length > 0 && room === 0) details = null;
  let place: Place | null = null;
  for (let ended = false; !ended; ) {
    ended = true;
    for await (const part of scan.parts(details !== null && details.length > 0, place)) {
      const indexes = slotsOf(keys, part);
      all?.add(part, indexes, keys.size);
      if (details && details.length > 0 && keys.size > room) {
        details = null;
        place = { day: part.rows.block.day, part: part.rows.block.part };
        // From here on with fewer columns.
        ended = false;
        break;
      }
      for (const tally of details ?? []) tally.add(part, indexes, keys.size);
    }
  }

  const rows = await orderedRows(source, grouping, mostFirst ? all : null, page);
  if (details) return { rows: rows.map((row) => ({ ...row, index: row.slot })), details };
  const chosen = tallies.details();
  const indexOf = new Int32Array(keys.size).fill(-1);
  for (const [index, row] of rows.entries()) indexOf[row.slot] = index;
  if (rows.length > 0) {
    for await (const part of scan.parts(true, null)) {
      const indexes = slotsOf(keys, part).map((slot) => (slot < 0 ? -1 : indexOf[slot]!));
      for (const tally of chosen) tally.add(part, indexes, rows.length);
    }
  }
  return { rows: rows.map((row, index) => ({ ...row, index })), details: chosen };
}

/** By local group, its number among all; -1 for one without rows. */
function slotsOf(_keys: GroupKeys, part: GroupedPart): Int32Array {
  const counts = countsOf(part);
  const slots = new Int32Array(counts.length);
  for (let code = 0; code < counts.length; code++) slots[code] = counts[code] === 0 ? -1 : part.groups.slotOf(code);
  return slots;
}

async function orderedRows<D extends string, P extends GroupedPart>(
  source: ColumnSource,
  grouping: Grouping<D>,
  rank: NumberTally<P> | null,
  page: Page,
): Promise<Omit<PageRow, 'index'>[]> {
  const { keys } = grouping;
  const { slots, before } = rank
    ? candidatesOf(keys.size, (slot) => rank.valueOf(slot), page)
    : { slots: Array.from({ length: keys.size }, (_, slot) => slot), before: 0 };
  const rows = await named(source, grouping, slots);
  const ranks = new Map(rank ? slots.map((slot) => [slot, rank.valueOf(slot) ?? -1]) : []);
  rows.sort((a, b) => {
    if (rank) {
      const difference = ranks.get(b.slot)! - ranks.get(a.slot)!;
      if (difference !== 0) return difference;
    }
    return compareValues(a.values, b.values);
  });
  const first = page.offset - before;
  return rows.slice(first, first + page.limit);
}

/** The values of groups, with the texts for ids. */
async function named<D extends string>(
  source: ColumnSource,
  { by, order, keys, firstDay }: Grouping<D>,
  slots: readonly number[],
): Promise<Omit<PageRow, 'index'>[]> {
  const parts = slots.map((slot) => keys.valuesOf(slot));
  const isText = order.map((place) => by[place] !== 'day' && by[place] !== 'bucket');
  const ids = parts.flatMap((values) => values.filter((_, depth) => isText[depth]));
  const texts = await textsById(source, ids);
  return slots.map((slot, i) => {
    const values: (string | number)[] = [];
    for (const [depth, place] of order.entries()) {
      const value = parts[i]![depth]!;
      values[place] = isText[depth] ? texts.get(value)! : by[place] === 'day' ? firstDay + value : value;
    }
    return { slot, values };
  });
}

function compareValues(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i]!;
    const order =
      typeof left === 'number' && typeof right === 'number' ? left - right : compareBytes(`${left}`, `${right}`);
    if (order !== 0) return order;
  }
  return 0;
}
