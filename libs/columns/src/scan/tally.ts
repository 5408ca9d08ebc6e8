import type { BlockRows } from './block-rows.ts';
import type { LocalGroups } from './local-groups.ts';
import type { Selection } from './selection.ts';

/** The selected rows of one block, in groups. */
export interface GroupedPart {
  rows: BlockRows;
  selection: Selection;
  groups: LocalGroups;
}

/** Measures groups, block by block. */
export interface Tally<P extends GroupedPart = GroupedPart> {
  /**
   * @param size what all indexes are smaller than
   * @param indexes by local group, where it is measured; -1 where it is not
   */
  add(part: P, indexes: Int32Array, size: number): void;
}

/** A tally that groups can be ranked by. */
export interface NumberTally<P extends GroupedPart = GroupedPart> extends Tally<P> {
  /** Of a group; null where there is nothing to measure. */
  valueOf(index: number): number | null;
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
