/** Distinct numbers of 32 bits: a list while they are few, then one bit for each up to the largest. */
export class DistinctSet {
  private list: Uint32Array | null = null;
  private length = 0;
  private largest = 0;
  private bits: Uint32Array | null = null;

  add(value: number): void {
    if (this.bits) {
      const word = value >>> 5;
      if (word >= this.bits.length) this.widen(word);
      this.bits[word]! |= 1 << (value & 31);
      return;
    }
    if (this.list === null) this.list = new Uint32Array(4);
    else if (this.length === this.list.length) this.grow(this.list);
    if (this.bits) {
      this.add(value);
      return;
    }
    if (value > this.largest) this.largest = value;
    this.list[this.length++] = value;
  }

  get size(): number {
    if (this.bits) return this.bits.reduce((sum, word) => sum + onesOf(word), 0);
    if (!this.list) return 0;
    this.sort(this.list);
    return this.length;
  }

  private grow(list: Uint32Array): void {
    this.sort(list);
    if (this.length * 2 <= list.length) return;
    if (list.length * 2 > this.largest >>> 5) {
      this.bits = new Uint32Array((this.largest >>> 5) + 1);
      for (let i = 0; i < this.length; i++) this.bits[list[i]! >>> 5]! |= 1 << (list[i]! & 31);
      this.list = null;
      return;
    }
    this.list = new Uint32Array(list.length * 2);
    this.list.set(list);
  }

  private sort(list: Uint32Array): void {
    const sorted = list.subarray(0, this.length).sort();
    let length = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (length === 0 || sorted[i] !== sorted[length - 1]) sorted[length++] = sorted[i]!;
    }
    this.length = length;
  }

  private widen(word: number): void {
    const wider = new Uint32Array(Math.ceil((word + 1) * 1.5));
    wider.set(this.bits!);
    this.bits = wider;
  }
}

function onesOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
