import type { Coded } from './block-rows.ts';
import type { GroupKeys } from './group-keys.ts';
import { type Scratch, zeros } from './scratch.ts';
import type { Selection } from './selection.ts';

/** A part of the combination that groups are made by. */
export interface Part {
  level: 'owner' | 'row';
  coded: Coded;
}

/** The groups of the selected rows of one block. */
export interface LocalGroups {
  /** Whether there is one code per owner of the selection, or one per row. */
  level: 'owner' | 'row';
  codes: Uint32Array;
  size: number;
  /** The number of a group among those of all blocks. */
  slotOf(code: number): number;
}

/** Pairs for which a table is worth its room. */
const TABLE_LIMIT = 2 ** 22;

/** By pair of codes, the code of both and 1; zeros but while it is in use. */
let table = new Uint32Array(2 ** 12);

/** @param parts those of owners before those of rows */
export function localGroups(
  keys: GroupKeys,
  parts: readonly Part[],
  selection: Selection,
  scratch: Scratch,
): LocalGroups {
  let groups: LocalGroups = {
    level: 'owner',
    codes: zeros(selection.owners.length),
    size: 1,
    slotOf: () => 0,
  };
  for (const [depth, part] of parts.entries()) groups = withPart(keys, groups, depth, part, selection, scratch);
  return groups;
}

function withPart(
  keys: GroupKeys,
  groups: LocalGroups,
  depth: number,
  { level, coded }: Part,
  selection: Selection,
  scratch: Scratch,
): LocalGroups {
  const { values } = coded;
  if (values.length === 1) {
    return { ...groups, slotOf: (code) => keys.slotOf(depth, groups.slotOf(code), values[0]!) };
  }
  const codes = selected(coded.codes, level, selection, scratch.uint32(`part ${depth}`, selection.count));
  if (groups.size === 1) {
    const parent = groups.slotOf(0);
    return { level, codes, size: values.length, slotOf: (code) => keys.slotOf(depth, parent, values[code]!) };
  }
  const before =
    groups.level === level
      ? groups.codes
      : atRows(groups, selection, scratch.uint32(`spread ${depth}`, selection.count));
  const pairs = pairUp(before, codes, groups.size, values.length, scratch, depth);
  return {
    level,
    codes: pairs.codes,
    size: pairs.size,
    slotOf: (code) => keys.slotOf(depth, groups.slotOf(pairs.lefts[code]!), values[pairs.rights[code]!]!),
  };
}

/** Codes of the selected ones alone. */
function selected(codes: Uint32Array, level: Part['level'], selection: Selection, into: Uint32Array): Uint32Array {
  if (selection.whole) return codes;
  const rows = level === 'owner' ? selection.owners : selection.rows();
  for (let i = 0; i < rows.length; i++) into[i] = codes[rows[i]!]!;
  return into.subarray(0, rows.length);
}

/** The codes of these groups, one per selected row. */
export function atRows({ level, codes }: LocalGroups, { owners, ends }: Selection, into: Uint32Array): Uint32Array {
  if (level === 'row') return codes;
  for (let place = 0; place < owners.length; place++) into.fill(codes[place]!, ends[place], ends[place + 1]);
  return into;
}

/** New codes for the pairs that occur. */
function pairUp(
  left: Uint32Array,
  right: Uint32Array,
  leftSize: number,
  rightSize: number,
  scratch: Scratch,
  depth: number,
) {
  const codes = scratch.uint32(`pair ${depth}`, left.length);
  const lefts = scratch.uint32(`left ${depth}`, left.length);
  const rights = scratch.uint32(`right ${depth}`, left.length);
  const space = leftSize * rightSize;
  let size = 0;
  if (space > TABLE_LIMIT) {
    const known = new Map<number, number>();
    for (let i = 0; i < left.length; i++) {
      const key = left[i]! * rightSize + right[i]!;
      let code = known.get(key);
      if (code === undefined) {
        code = size++;
        known.set(key, code);
        lefts[code] = left[i]!;
        rights[code] = right[i]!;
      }
      codes[i] = code;
    }
    return { codes, lefts, rights, size };
  }
  if (table.length < space) table = new Uint32Array(space);
  for (let i = 0; i < left.length; i++) {
    const key = left[i]! * rightSize + right[i]!;
    let code = table[key]!;
    if (code === 0) {
      lefts[size] = left[i]!;
      rights[size] = right[i]!;
      code = ++size;
      table[key] = code;
    }
    codes[i] = code - 1;
  }
  for (let code = 0; code < size; code++) table[lefts[code]! * rightSize + rights[code]!] = 0;
  return { codes, lefts, rights, size };
}
