import { VisitorSet } from '../visitor-set.ts';
import type { GroupedPart } from './grouped-part.ts';
import { Words } from './growing.ts';
import type { HitList, Hits } from './hits.ts';
import type { MonthPart } from './stretches.ts';
import type { NumberTally } from './tally.ts';

/** Who is counted: by owner of rows in the block, a number from 1, equal ones side by side; 0 for nobody. */
export type WhoOf<P extends GroupedPart> = (part: P) => Uint32Array;

/** How many are in a group when nobody of a group can come again in another block. */
export class DistinctInBlocks<P extends GroupedPart> implements NumberTally<P> {
  private readonly last = new Words();
  private readonly counts = new Words();

  constructor(private readonly whoOf: WhoOf<P>) {}

  add(part: P, hits: Hits): void {
    const last = this.last.reserve(hits.size).fill(0);
    countRuns(this.whoOf(part), hits.owners(), last, this.counts.reserve(hits.size));
  }

  valueOf(index: number): number {
    return this.counts.values[index] ?? 0;
  }

  values(size: number): Float64Array {
    return Float64Array.from(this.counts.reserve(size).subarray(0, size));
  }
}

/** So few groups may have bits from the beginning. */
const DENSE_GROUPS = 16;

/** How many are in a group, whenever they come. */
export class Distinct<P extends GroupedPart> implements NumberTally<P> {
  private readonly last = new Words();
  private readonly sets: VisitorSet[] = [];

  constructor(private readonly whoOf: WhoOf<P>) {}

  add(part: P, hits: Hits): void {
    const { sets } = this;
    while (sets.length < hits.size) sets.push(new VisitorSet(hits.size <= DENSE_GROUPS));
    const who = this.whoOf(part);
    const owners = hits.owners();
    const largest = largestOf(who, owners);
    const bits = sets.map((set) => set.wordsUpTo(largest));
    addRuns(who, owners, this.last.reserve(hits.size), sets, bits);
  }

  addMonth({ groups, indexes, length, size, details }: MonthPart): void {
    while (this.sets.length < size) this.sets.push(new VisitorSet(size <= DENSE_GROUPS));
    for (let i = 0; i < length; i++) details!.addVisitors(groups[i]!, this.sets[indexes[i]!]!);
  }

  valueOf(index: number): number {
    return this.sets[index]?.size ?? 0;
  }

  values(size: number): Float64Array {
    return Float64Array.from({ length: size }, (_, index) => this.valueOf(index));
  }
}

function largestOf(who: Uint32Array, { at, length }: HitList): number {
  let largest = 0;
  for (let i = 0; i < length; i++) if (who[at[i]!]! > largest) largest = who[at[i]!]!;
  return largest;
}

function countRuns(who: Uint32Array, { at, indexes, length }: HitList, last: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < length; i++) {
    const one = who[at[i]!]!;
    const index = indexes[i]!;
    if (one === 0 || last[index] === one) continue;
    last[index] = one;
    counts[index]!++;
  }
}

function addRuns(
  who: Uint32Array,
  { at, indexes, length }: HitList,
  last: Uint32Array,
  sets: readonly VisitorSet[],
  bits: readonly Uint32Array[],
): void {
  for (let i = 0; i < length; i++) {
    const one = who[at[i]!]!;
    if (one === 0) continue;
    const index = indexes[i]!;
    const words = bits[index]!;
    if (words.length > 0) {
      words[one >>> 5]! |= 1 << (one & 31);
    } else if (last[index] !== one) {
      last[index] = one;
      sets[index]!.add(one);
    }
  }
}
