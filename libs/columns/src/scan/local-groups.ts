import { type Coded, codesOf } from './block-rows.ts';
import type { Keys } from './group-keys.ts';
import { PairNumbers } from './pair-numbers.ts';
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
  /**
   * By code, the number of the group among those of all blocks; -1 where it is not looked for.
   * @param wanted by code, 0 where the group has no rows
   */
  slotsOf(wanted: Uint32Array): Int32Array;
}

/** @param parts those of owners before those of rows */
export function localGroups(keys: Keys, parts: readonly Part[], selection: Selection, scratch: Scratch): LocalGroups {
  let groups: LocalGroups = {
    level: 'owner',
    codes: zeros(selection.owners.length),
    size: 1,
    slotsOf: () => new Int32Array(1),
  };
  for (const [depth, part] of parts.entries()) groups = withPart(keys, groups, depth, part, selection, scratch);
  return groups;
}

function withPart(
  keys: Keys,
  groups: LocalGroups,
  depth: number,
  { level, coded }: Part,
  selection: Selection,
  scratch: Scratch,
): LocalGroups {
  const { values } = coded;
  if (values.length === 1) {
    const slotsOf = (wanted: Uint32Array) => {
      const parents = groups.slotsOf(wanted);
      return keys.slotsOf(depth, parents, scratch.uint32(`values ${depth}`, parents.length).fill(values[0]!), wanted);
    };
    return { ...groups, slotsOf };
  }
  const rows = selection.whole ? null : level === 'owner' ? selection.owners : selection.rows();
  const codes = codesOf(coded, rows, scratch.uint32(`part ${depth}`, selection.count));
  if (groups.size === 1) {
    const slotsOf = (wanted: Uint32Array) => {
      const [parent] = groups.slotsOf(SOME);
      return keys.slotsOf(depth, scratch.int32(`parents ${depth}`, values.length).fill(parent!), values, wanted);
    };
    return { level, codes, size: values.length, slotsOf };
  }
  const before =
    groups.level === level
      ? groups.codes
      : atRows(groups, selection, scratch.uint32(`spread ${depth}`, selection.count));
  const pairs = pairUp(before, codes, groups.size, scratch, depth);
  const slotsOf = (wanted: Uint32Array) => {
    const parents = groups.slotsOf(marked(pairs.lefts.subarray(0, pairs.size), groups.size));
    const parentOf = scratch.int32(`parents ${depth}`, pairs.size);
    const partOf = scratch.uint32(`values ${depth}`, pairs.size);
    for (let code = 0; code < pairs.size; code++) {
      parentOf[code] = parents[pairs.lefts[code]!]!;
      partOf[code] = values[pairs.rights[code]!]!;
    }
    return keys.slotsOf(depth, parentOf, partOf, wanted);
  };
  return { level, codes: pairs.codes, size: pairs.size, slotsOf };
}

/** The only group has rows. */
const SOME = Uint32Array.of(1);

/** 1 for the codes that occur. */
function marked(codes: Uint32Array, size: number): Uint32Array {
  const marks = new Uint32Array(size);
  for (let i = 0; i < codes.length; i++) marks[codes[i]!] = 1;
  return marks;
}

/** The codes of these groups, one per selected row. */
export function atRows({ level, codes }: LocalGroups, { owners, ends }: Selection, into: Uint32Array): Uint32Array {
  if (level === 'row') return codes;
  for (let place = 0; place < owners.length; place++) into.fill(codes[place]!, ends[place], ends[place + 1]);
  return into;
}

const NO_CODE = 0xffffffff;

/** New codes for the pairs that occur. */
function pairUp(lefts: Uint32Array, rights: Uint32Array, leftSize: number, scratch: Scratch, depth: number) {
  const codes = scratch.uint32(`pair ${depth}`, lefts.length);
  // Mostly a left code comes with the same right one as before: a country has one code.
  const lastRight = scratch.uint32(`last right ${depth}`, leftSize);
  const lastCode = scratch.uint32(`last code ${depth}`, leftSize).fill(NO_CODE);
  const pairs = new PairNumbers();
  for (let i = 0; i < lefts.length; i++) {
    const left = lefts[i]!;
    const right = rights[i]!;
    if (lastRight[left] !== right || lastCode[left] === NO_CODE) {
      lastRight[left] = right;
      lastCode[left] = pairs.numberOf(left, right);
    }
    codes[i] = lastCode[left]!;
  }
  return { codes, lefts: pairs.firsts.values, rights: pairs.seconds.values, size: pairs.size };
}
