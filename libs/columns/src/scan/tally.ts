import type { GroupedPart } from './grouped-part.ts';
import type { Hits } from './hits.ts';
import { upTo } from './scratch.ts';
import type { MonthPart } from './stretches.ts';

/** Measures groups, block by block. */
export interface Tally<P extends GroupedPart = GroupedPart> {
  add(part: P, hits: Hits): void;
  /** Adds what is kept of a month, behind all days before it; absent where nothing of it is kept. */
  addMonth?(month: MonthPart): void;
}

/** A tally that groups can be ranked by. */
export interface NumberTally<P extends GroupedPart = GroupedPart> extends Tally<P> {
  /** Of a group; null where there is nothing to measure. */
  valueOf(index: number): number | null;
  /** Of the groups 0 to `size - 1`; less than 0 where there is nothing to measure. */
  values(size: number): Float64Array;
}

/** By local group, how many of the selected rows are in it. */
export function countsOf({ groups, selection, rows }: GroupedPart): Uint32Array {
  const counts = rows.scratch.uint32('counts', groups.size).fill(0);
  const { codes } = groups;
  if (groups.level === 'row') {
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
  } else {
    const { ends } = selection;
    for (let place = 0; place < codes.length; place++) counts[codes[place]!]! += ends[place + 1]! - ends[place]!;
  }
  return counts;
}

/** Where the codes of each owner end. */
export function endsOf({ groups, selection }: GroupedPart): Uint32Array {
  return groups.level === 'row' ? selection.ends : upTo(selection.owners.length + 1);
}
