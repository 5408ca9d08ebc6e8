import type { DayRange } from '@micrologs/domain';
import type { BlockHead } from '../block.ts';
import type { ColumnSource } from '../source.ts';
import { ChosenKeys, type GroupKeys, type Keys } from './group-keys.ts';
import type { GroupedPart } from './grouped-part.ts';
import type { Grouping } from './grouping.ts';
import { Hits } from './hits.ts';
import { candidatesOf, type Page } from './ranking.ts';
import { Scratch } from './scratch.ts';
import { type MonthPart, partOfMonth, type Stretch } from './stretches.ts';
import { countsOf, type NumberTally, type Tally } from './tally.ts';
import { compareBytes } from './text-order.ts';
import { textsById } from './texts-by-id.ts';

/** Where a scan has come to. */
export type Place = Pick<BlockHead, 'day' | 'part'>;

/** A way through the blocks of a scope, which can be gone more than once. */
export interface Scan<P extends GroupedPart> {
  /**
   * The blocks of these days with selected rows behind `after`, or all.
   * @param keys what gives groups their numbers
   * @param details whether the columns are read that only details need
   */
  parts(keys: Keys, days: DayRange, details: boolean, after: Place | null): AsyncIterable<P>;
}

export interface Tallies<P extends GroupedPart> {
  /** What all groups are measured by; null when nothing. */
  all: NumberTally<P> | null;
  /** Whether that needs more of a month than its ranking. */
  allHasDetails: boolean;
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

/** Ranks all groups, then measures those of the page. */
export async function answerPage<D extends string, P extends GroupedPart>(
  source: ColumnSource,
  scan: Scan<P>,
  stretches: readonly Stretch[],
  grouping: Grouping<D>,
  tallies: Tallies<P>,
  page: Page,
): Promise<AnsweredPage<P>> {
  const { keys } = grouping;
  const scratch = new Scratch();
  const details = await measureAll(scan, stretches, keys, tallies, page.offset === 0 ? page.limit : 0, scratch);
  const rows = await orderedRows(source, grouping, tallies.mostFirst ? tallies.all : null, page);
  if (details) return { rows: rows.map((row) => ({ ...row, index: row.slot })), details };
  const chosen = tallies.details();
  if (rows.length > 0) {
    const chosenKeys = new ChosenKeys(rows.map(({ slot }) => keys.valuesOf(slot)));
    const size = () => rows.length;
    for (const { month, days } of stretches) {
      if (month) {
        const part = await partOfMonth(month, chosenKeys, () => true, size, scratch);
        for (const tally of chosen) addMonth(tally, part);
      } else {
        for await (const part of scan.parts(chosenKeys, days, true, null)) {
          const hits = hitsOf(part, size);
          for (const tally of chosen) tally.add(part, hits);
        }
      }
    }
  }
  return { rows: rows.map((row, index) => ({ ...row, index })), details: chosen };
}

/**
 * Measures all groups: by `tallies.all`, and in detail as long as there is room for all of them in the page.
 * @returns the details; null when there was no room
 */
async function measureAll<P extends GroupedPart>(
  scan: Scan<P>,
  stretches: readonly Stretch[],
  keys: GroupKeys,
  { all, allHasDetails, details: makeDetails }: Tallies<P>,
  room: number,
  scratch: Scratch,
): Promise<readonly Tally<P>[] | null> {
  const size = () => keys.size;
  const detailed = makeDetails();
  let fits = detailed.length === 0 || room > 0;
  const stillFits = () => {
    fits &&= detailed.length === 0 || keys.size <= room;
    return fits;
  };
  for (const { month, days } of stretches) {
    if (month) {
      const needsDetails = () => (stillFits() && detailed.length > 0) || allHasDetails;
      const part = await partOfMonth(month, keys, needsDetails, size, scratch);
      for (const tally of [...(all ? [all] : []), ...(fits ? detailed : [])]) addMonth(tally, part);
      continue;
    }
    let place: Place | null = null;
    for (let ended = false; !ended; ) {
      ended = true;
      const withDetails = fits && detailed.length > 0;
      for await (const part of scan.parts(keys, days, withDetails, place)) {
        const hits = hitsOf(part, size);
        all?.add(part, hits);
        if (stillFits()) {
          for (const tally of detailed) tally.add(part, hits);
        } else if (withDetails) {
          // From here on with fewer columns.
          place = { day: part.rows.block.day, part: part.rows.block.part };
          ended = false;
          break;
        }
      }
    }
  }
  return fits ? detailed : null;
}

function addMonth<P extends GroupedPart>(tally: Tally<P>, part: MonthPart): void {
  if (!tally.addMonth) throw new Error('what is kept of months does not answer this');
  tally.addMonth(part);
}

/** @param sizeOf how many groups there are, once those of the block have their numbers */
export function hitsOf(part: GroupedPart, sizeOf: () => number): Hits {
  const counts = countsOf(part);
  const slots = part.groups.slotsOf(counts);
  return new Hits(part, counts, slots, sizeOf());
}

async function orderedRows<D extends string, P extends GroupedPart>(
  source: ColumnSource,
  grouping: Grouping<D>,
  rank: NumberTally<P> | null,
  page: Page,
): Promise<Omit<PageRow, 'index'>[]> {
  const { keys } = grouping;
  const { slots, before } = rank
    ? candidatesOf(rank.values(keys.size), page)
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
