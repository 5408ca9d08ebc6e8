/** Doubles that are 0 until they are written, as many as are needed. */
export class Doubles {
  values: Float64Array;

  constructor(private readonly initial = 0) {
    this.values = new Float64Array(64).fill(initial);
  }

  reserve(length: number): Float64Array {
    if (length > this.values.length) {
      const larger = new Float64Array(Math.max(length, this.values.length * 2));
      if (this.initial !== 0) larger.fill(this.initial, this.values.length);
      larger.set(this.values);
      this.values = larger;
    }
    return this.values;
  }
}

/** Words that are 0 until they are written, as many as are needed. */
export class Words {
  values = new Uint32Array(64);

  reserve(length: number): Uint32Array {
    if (length > this.values.length) {
      const larger = new Uint32Array(Math.max(length, this.values.length * 2));
      larger.set(this.values);
      this.values = larger;
    }
    return this.values;
  }
}

/** A set of numbers, as one bit for each up to the largest. */
export class Bits {
  private readonly words = new Words();

  add(value: number): void {
    this.words.reserve((value >>> 5) + 1)[value >>> 5]! |= 1 << (value & 31);
  }

  has(value: number): boolean {
    return ((this.words.values[value >>> 5] ?? 0) & (1 << (value & 31))) !== 0;
  }
}
