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

/** So many values of one block are worth a table as long as the dictionary. */
const MANY_VALUES = 2048;
/** What all single values begin with. */
const NOTHING = 0;

/** Numbers of single values: by their hash, and when they are many by a table, where ids of one day lie side by side. */
class FirstParts {
  private readonly few = new PairNumbers();
  /** By value, the number and 1; null while there are few. */
  private table: Words | null = null;
  private readonly listed = new Words();
  private count = 0;

  get size(): number {
    return this.table ? this.count : this.few.size;
  }

  get values(): Words {
    return this.table ? this.listed : this.few.seconds;
  }

  /** @param found holds -1, which stays for those that are not wanted */
  numbersOf(values: Uint32Array, wanted: Uint32Array, found: Int32Array): Int32Array {
    if (!this.table && values.length >= MANY_VALUES) this.begin();
    if (this.table) return this.fromTable(this.table, values, wanted, found);
    for (let i = 0; i < values.length; i++) {
      if (wanted[i]! > 0) found[i] = this.few.numberOf(NOTHING, values[i]!);
    }
    return found;
  }

  /** Puts those that are known into a table. */
  private begin(): void {
    const { few, listed } = this;
    const table = new Words();
    for (let number = 0; number < few.size; number++) {
      const value = few.seconds.values[number]!;
      listed.reserve(number + 1)[number] = value;
      table.reserve(value + 1)[value] = number + 1;
    }
    this.count = few.size;
    this.table = table;
  }

  private fromTable(table: Words, values: Uint32Array, wanted: Uint32Array, found: Int32Array): Int32Array {
    let largest = 0;
    for (let i = 0; i < values.length; i++) if (values[i]! > largest) largest = values[i]!;
    const numbers = table.reserve(largest + 1);
    const known = this.listed.reserve(this.count + values.length);
    let size = this.count;
    for (let i = 0; i < values.length; i++) {
      if (wanted[i] === 0) continue;
      const value = values[i]!;
      if (numbers[value] === 0) {
        known[size++] = value;
        numbers[value] = size;
      }
      found[i] = numbers[value]! - 1;
    }
    this.count = size;
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
