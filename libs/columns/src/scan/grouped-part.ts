import type { BlockRows } from './block-rows.ts';
import type { LocalGroups } from './local-groups.ts';
import type { Selection } from './selection.ts';

/** The selected rows of one block, in groups. */
export interface GroupedPart {
  rows: BlockRows;
  selection: Selection;
  groups: LocalGroups;
}
