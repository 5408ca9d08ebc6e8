import { Words } from './growing.ts';

/** Values below which a table by value is worth its room. */
const TABLE_LIMIT = 2 ** 25;

/** The combinations of values met so far, numbered from 0 as they come. */
export class GroupKeys {
  private readonly steps: Step[];

  /** @param limits of each part of a combination, what all its values are smaller than */
  constructor(limits: readonly number[]) {
    this.steps = limits.map((limit) => new Step(limit));
  }

  /** How many there are; without parts one, the empty combination. */
  get size(): number {
    return this.steps.at(-1)?.size ?? 1;
  }

  /** The number of what `parent`, a combination of `depth` parts, becomes with one more. */
  slotOf(depth: number, parent: number, value: number): number {
    return this.steps[depth]!.slotOf(parent, value);
  }

  /** The parts of a combination. */
  valuesOf(slot: number): number[] {
    const values: number[] = [];
    let at = slot;
    for (let depth = this.steps.length - 1; depth >= 0; depth--) {
      const step = this.steps[depth]!;
      values[depth] = step.values.values[at]!;
      at = step.parents.values[at]!;
    }
    return values;
  }
}

/** Combinations of one more part than those of the step before. */
class Step {
  readonly parents = new Words();
  readonly values = new Words();
  size = 0;
  /** By value, the number and 1, for the first parent; the others' are in the map. */
  private readonly table: Int32Array | null;
  private readonly map = new Map<number, number>();

  constructor(private readonly limit: number) {
    this.table = limit <= TABLE_LIMIT ? new Int32Array(limit) : null;
  }

  slotOf(parent: number, value: number): number {
    if (parent === 0 && this.table) {
      let slot = this.table[value]!;
      if (slot === 0) {
        slot = this.add(parent, value) + 1;
        this.table[value] = slot;
      }
      return slot - 1;
    }
    const key = parent * this.limit + value;
    let slot = this.map.get(key);
    if (slot === undefined) {
      slot = this.add(parent, value);
      this.map.set(key, slot);
    }
    return slot;
  }

  private add(parent: number, value: number): number {
    const slot = this.size++;
    this.parents.reserve(this.size)[slot] = parent;
    this.values.reserve(this.size)[slot] = value;
    return slot;
  }
}
