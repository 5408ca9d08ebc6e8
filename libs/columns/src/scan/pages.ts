import type { BlockHead } from '../block.ts';
import type { ColumnSource } from '../source.ts';
import { ChosenKeys, type Keys } from './group-keys.ts';
import type { Grouping } from './grouping.ts';
import { Hits } from './hits.ts';
import { candidatesOf, type Page } from './ranking.ts';
import { countsOf, type GroupedPart, type NumberTally, type Tally } from './tally.ts';
import { compareBytes } from './text-order.ts';
import { textsById } from './texts-by-id.ts';

/** Where a scan has come to. */
export type Place = Pick<BlockHead, 'day' | 'part'>;

/** A way through the blocks of a scope, which can be gone more than once. */
export interface Scan<P extends GroupedPart> {
  /**
   * The blocks with selected rows behind `after`, or all.
   * @param keys what gives groups their numbers
   * @param details whether the columns are read that only details need
   */
  parts(keys: Keys, details: boolean, after: Place | null): AsyncIterable<P>;
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
    for await (const part of scan.parts(keys, details !== null && details.length > 0, place)) {
      const hits = hitsOf(part, () => keys.size);
      all?.add(part, hits);
      if (details && details.length > 0 && keys.size > room) {
        details = null;
        place = { day: part.rows.block.day, part: part.rows.block.part };
        // From here on with fewer columns.
        ended = false;
        break;
      }
      for (const tally of details ?? []) tally.add(part, hits);
    }
  }

  const rows = await orderedRows(source, grouping, mostFirst ? all : null, page);
  if (details) return { rows: rows.map((row) => ({ ...row, index: row.slot })), details };
  const chosen = tallies.details();
  if (rows.length > 0 && chosen.length > 0) {
    const chosenKeys = new ChosenKeys(rows.map(({ slot }) => keys.valuesOf(slot)));
    for await (const part of scan.parts(chosenKeys, true, null)) {
      const hits = hitsOf(part, () => rows.length);
      for (const tally of chosen) tally.add(part, hits);
    }
  }
  return { rows: rows.map((row, index) => ({ ...row, index })), details: chosen };
}

/** @param sizeOf how many groups there are, once those of the block have their numbers */
function hitsOf(part: GroupedPart, sizeOf: () => number): Hits {
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
