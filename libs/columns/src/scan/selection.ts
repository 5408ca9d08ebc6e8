import type { BlockRows } from './block-rows.ts';
import { upTo } from './scratch.ts';
import type { Verdict } from './verdict.ts';

/**
 * Rows of a block under their owners: views under fragments. Of the owner at place i, they stand from `ends[i]` up to
 * `ends[i + 1]`, not included.
 */
export interface Selection {
  /** Ascending; none without a row. */
  owners: Uint32Array;
  ends: Uint32Array;
  /** How many rows. */
  count: number;
  /** True for all rows of the block. */
  whole: boolean;
  /** The rows, ascending. */
  rows(): Uint32Array;
}

export function selectionOf(rows: BlockRows, verdict: Verdict): Selection | null {
  const { fragments, views } = rows.block;
  if (verdict === false || views === 0) return null;
  if (verdict === true) {
    return { owners: upTo(fragments), ends: rows.starts(), count: views, whole: true, rows: () => upTo(views) };
  }
  const selection = verdict.views
    ? selectViews(rows, verdict.views, verdict.fragments)
    : selectFragments(rows, verdict.fragments!);
  return selection.count > 0 ? selection : null;
}

function selectFragments(rows: BlockRows, mask: Uint8Array): Selection {
  const counts = rows.numbers('viewCount');
  const owners = rows.scratch.uint32('owners', mask.length);
  const ends = rows.scratch.uint32('ends', mask.length + 1);
  let place = 0;
  let count = 0;
  for (let fragment = 0; fragment < mask.length; fragment++) {
    if (mask[fragment] === 0) continue;
    owners[place] = fragment;
    ends[place++] = count;
    count += counts[fragment]!;
  }
  ends[place] = count;
  let expanded: Uint32Array | null = null;
  const selection = { owners: owners.subarray(0, place), ends: ends.subarray(0, place + 1), count, whole: false };
  return {
    ...selection,
    rows() {
      expanded ??= expand(rows, selection);
      return expanded;
    },
  };
}

function expand(rows: BlockRows, { owners, ends, count }: Pick<Selection, 'owners' | 'ends' | 'count'>): Uint32Array {
  const starts = rows.starts();
  const views = rows.scratch.uint32('selected views', count);
  for (let place = 0; place < owners.length; place++) {
    const shift = starts[owners[place]!]! - ends[place]!;
    for (let i = ends[place]!; i < ends[place + 1]!; i++) views[i] = i + shift;
  }
  return views;
}

function selectViews(rows: BlockRows, mask: Uint8Array, fragments: Uint8Array | null): Selection {
  const starts = rows.starts();
  const owners = rows.scratch.uint32('owners', starts.length - 1);
  const ends = rows.scratch.uint32('ends', starts.length);
  const views = rows.scratch.uint32('selected views', mask.length);
  let place = 0;
  let count = 0;
  for (let fragment = 0; fragment < starts.length - 1; fragment++) {
    if (fragments && fragments[fragment] === 0) continue;
    const before = count;
    for (let view = starts[fragment]!; view < starts[fragment + 1]!; view++) {
      views[count] = view;
      count += mask[view]!;
    }
    if (count === before) continue;
    owners[place] = fragment;
    ends[place++] = before;
  }
  ends[place] = count;
  return {
    owners: owners.subarray(0, place),
    ends: ends.subarray(0, place + 1),
    count,
    whole: false,
    rows: () => views.subarray(0, count),
  };
}
