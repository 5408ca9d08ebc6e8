import type { GroupedPart } from './grouped-part.ts';
import { atRows } from './local-groups.ts';

/** Rows, or their owners, that are measured. */
export interface HitList {
  length: number;
  /** Rows of the block, or owners. */
  at: Uint32Array;
  /** Where each is measured. */
  indexes: Uint32Array;
}

/** What of a block is measured, and where. */
export class Hits {
  private ofOwners: HitList | null = null;
  private ofRows: HitList | null = null;

  constructor(
    private readonly part: GroupedPart,
    /** By local group, how many rows it has. */
    readonly counts: Uint32Array,
    /** By local group, where it is measured; -1 where it is not. */
    readonly indexes: Int32Array,
    /** What all indexes are smaller than. */
    readonly size: number,
  ) {}

  /** An owner comes once for each of its rows, where groups are made of rows. */
  owners(): HitList {
    this.ofOwners ??= this.collectOwners();
    return this.ofOwners;
  }

  rows(): HitList {
    this.ofRows ??= this.collectRows();
    return this.ofRows;
  }

  private collectOwners(): HitList {
    const { indexes } = this;
    const { groups, selection, rows } = this.part;
    const { codes } = groups;
    const { owners, ends } = selection;
    const at = rows.scratch.uint32('hit owners', codes.length);
    const where = rows.scratch.uint32('hit owners at', codes.length);
    let length = 0;
    // What is not measured is written over by the next one: half of all would make a branch dear.
    if (groups.level === 'owner') {
      for (let place = 0; place < codes.length; place++) {
        const index = indexes[codes[place]!]!;
        at[length] = owners[place]!;
        where[length] = index;
        length += index < 0 ? 0 : 1;
      }
      return { length, at, indexes: where };
    }
    for (let place = 0; place < owners.length; place++) {
      const owner = owners[place]!;
      const end = ends[place + 1]!;
      for (let i = ends[place]!; i < end; i++) {
        const index = indexes[codes[i]!]!;
        at[length] = owner;
        where[length] = index;
        length += index < 0 ? 0 : 1;
      }
    }
    return { length, at, indexes: where };
  }

  private collectRows(): HitList {
    const { indexes } = this;
    const { groups, selection, rows } = this.part;
    const selected = selection.rows();
    const codes = atRows(groups, selection, rows.scratch.uint32('codes of rows', selection.count));
    const at = rows.scratch.uint32('hit rows', selected.length);
    const where = rows.scratch.uint32('hit rows at', selected.length);
    let length = 0;
    for (let i = 0; i < selected.length; i++) {
      const index = indexes[codes[i]!]!;
      at[length] = selected[i]!;
      where[length] = index;
      length += index < 0 ? 0 : 1;
    }
    return { length, at, indexes: where };
  }
}
