import { Words } from './growing.ts';
import { PairNumbers } from './pair-numbers.ts';
import { Scratch } from './scratch.ts';

/** Numbers of combinations of values, which grow part by part. */
export interface Keys {
  /**
   * The numbers of what `parents`, combinations of `depth` parts, become with one more; -1 for those that are not looked
   * for, or not wanted. Of use until the same depth is asked for again.
   */
  slotsOf(depth: number, parents: Int32Array, values: Uint32Array, wanted: Uint32Array): Int32Array;
  /** The parts of a combination. */
  valuesOf(slot: number): readonly number[];
}

/** The combinations of values met so far, numbered from 0 as they come. */
export class GroupKeys implements Keys {
  private readonly scratch = new Scratch();
  private readonly first = new FirstParts();
  /** By depth, the combinations of one part more: the number of what they begin with, and their last part. */
  private readonly more: PairNumbers[];

  /** @param parts how many values a combination has */
  constructor(private readonly parts: number) {
    this.more = Array.from({ length: Math.max(0, parts - 1) }, () => new PairNumbers());
  }

  /** How many there are; without parts one, the empty combination. */
  get size(): number {
    return this.parts === 0 ? 1 : (this.more.at(-1)?.size ?? this.first.size);
  }

  slotsOf(depth: number, parents: Int32Array, values: Uint32Array, wanted: Uint32Array): Int32Array {
    const slots = this.scratch.int32(`slots ${depth}`, values.length).fill(-1);
    if (depth === 0) return this.first.numbersOf(values, wanted, slots);
    const pairs = this.more[depth - 1]!;
    for (let i = 0; i < values.length; i++) {
      if (wanted[i]! > 0) slots[i] = pairs.numberOf(parents[i]!, values[i]!);
    }
    return slots;
  }

  valuesOf(slot: number): number[] {
    const values: number[] = [];
    let at = slot;
    for (let depth = this.parts - 1; depth > 0; depth--) {
      const { firsts, seconds } = this.more[depth - 1]!;
      values[depth] = seconds.values[at]!;
      at = firsts.values[at]!;
    }
    if (this.parts > 0) values[0] = this.first.values.values[at]!;
    return values;
  }
}

/** Numbers by a table: ids of one day lie side by side there. */
class FirstParts {
  readonly values = new Words();
  size = 0;
  /** By value, the number and 1. */
  private readonly numbers = new Words();

  /** @param found holds -1, which stays for those that are not wanted */
  numbersOf(values: Uint32Array, wanted: Uint32Array, found: Int32Array): Int32Array {
    let largest = 0;
    for (let i = 0; i < values.length; i++) if (values[i]! > largest) largest = values[i]!;
    const numbers = this.numbers.reserve(largest + 1);
    const known = this.values.reserve(this.size + values.length);
    let { size } = this;
    for (let i = 0; i < values.length; i++) {
      if (wanted[i] === 0) continue;
      const value = values[i]!;
      if (numbers[value] === 0) {
        known[size++] = value;
        numbers[value] = size;
      }
      found[i] = numbers[value]! - 1;
    }
    this.size = size;
    return found;
  }
}

/** A few combinations that are looked for, numbered in their order. */
export class ChosenKeys implements Keys {
  private readonly scratch = new Scratch();
  private readonly steps: PairNumbers[] = [];

  /** @param chosen distinct combinations, all of as many parts */
  constructor(private readonly chosen: readonly (readonly number[])[]) {
    for (const values of chosen) {
      let parent = 0;
      for (const [depth, value] of values.entries()) {
        this.steps[depth] ??= new PairNumbers();
        parent = this.steps[depth].numberOf(parent, value);
      }
    }
  }

  slotsOf(depth: number, parents: Int32Array, values: Uint32Array, wanted: Uint32Array): Int32Array {
    const slots = this.scratch.int32(`slots ${depth}`, values.length).fill(-1);
    const pairs = this.steps[depth]!;
    for (let i = 0; i < values.length; i++) {
      if (wanted[i]! > 0 && parents[i]! >= 0) slots[i] = pairs.find(parents[i]!, values[i]!);
    }
    return slots;
  }

  valuesOf(slot: number): readonly number[] {
    return this.chosen[slot]!;
  }
}
