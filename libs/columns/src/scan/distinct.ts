import { DistinctSet } from './distinct-set.ts';
import { Words } from './growing.ts';
import { upTo } from './scratch.ts';
import type { GroupedPart, NumberTally } from './tally.ts';

/** Who is counted: by owner of rows in the block, a number from 1, equal ones side by side; 0 for nobody. */
export type WhoOf<P extends GroupedPart> = (part: P) => Uint32Array;

/** How many are in a group when nobody of a group can come again in another block. */
export class DistinctInBlocks<P extends GroupedPart> implements NumberTally<P> {
  private readonly last = new Words();
  private readonly counts = new Words();

  constructor(private readonly whoOf: WhoOf<P>) {}

  add(part: P, indexes: Int32Array, size: number): void {
    const { groups, selection } = part;
    countRuns(
      this.whoOf(part),
      selection.owners,
      endsOf(part),
      groups.codes,
      indexes,
      this.last.reserve(size).fill(0),
      this.counts.reserve(size),
    );
  }

  valueOf(index: number): number {
    return this.counts.values[index] ?? 0;
  }
}

/** How many are in a group, whenever they come. */
export class Distinct<P extends GroupedPart> implements NumberTally<P> {
  private readonly last = new Words();
  private readonly sets: DistinctSet[] = [];

  constructor(private readonly whoOf: WhoOf<P>) {}

  add(part: P, indexes: Int32Array, size: number): void {
    const { groups, selection } = part;
    while (this.sets.length < size) this.sets.push(new DistinctSet());
    const last = this.last.reserve(size);
    addRuns(this.whoOf(part), selection.owners, endsOf(part), groups.codes, indexes, last, this.sets);
  }

  valueOf(index: number): number {
    return this.sets[index]?.size ?? 0;
  }
}

/** Where the codes of each owner end. */
export function endsOf({ groups, selection }: GroupedPart): Uint32Array {
  return groups.level === 'row' ? selection.ends : upTo(selection.owners.length + 1);
}

function countRuns(
  who: Uint32Array,
  owners: Uint32Array,
  ends: Uint32Array,
  codes: Uint32Array,
  indexes: Int32Array,
  last: Uint32Array,
  counts: Uint32Array,
): void {
  for (let place = 0; place < owners.length; place++) {
    const one = who[owners[place]!]!;
    if (one === 0) continue;
    for (let i = ends[place]!; i < ends[place + 1]!; i++) {
      const index = indexes[codes[i]!]!;
      if (index < 0 || last[index] === one) continue;
      last[index] = one;
      counts[index]!++;
    }
  }
}

function addRuns(
  who: Uint32Array,
  owners: Uint32Array,
  ends: Uint32Array,
  codes: Uint32Array,
  indexes: Int32Array,
  last: Uint32Array,
  sets: readonly DistinctSet[],
): void {
  for (let place = 0; place < owners.length; place++) {
    const one = who[owners[place]!]!;
    if (one === 0) continue;
    for (let i = ends[place]!; i < ends[place + 1]!; i++) {
      const index = indexes[codes[i]!]!;
      if (index < 0 || last[index] === one) continue;
      last[index] = one;
      sets[index]!.add(one);
    }
  }
}
