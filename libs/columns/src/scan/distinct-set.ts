const NO_WORDS = new Uint32Array(0);

/** A list is dropped for bits when these take no more room than so many lists. */
const ROOM_FOR_BITS = 4;

/** A list is rid of what comes twice from this length on. */
const WORTH_SORTING = 256;

/** Distinct numbers of 32 bits: a list while they are few, then one bit for each up to the largest. */
export class DistinctSet {
  private list = new Uint32Array(4);
  private length = 0;
  private largest = 0;
  private bits: Uint32Array | null = null;

  /** @param dense true where bits are expected to pay in any case */
  constructor(dense = false) {
    if (dense) this.bits = NO_WORDS;
  }

  add(value: number): void {
    if (!this.bits && this.length === this.list.length) this.grow();
    if (this.bits) {
      this.wordsUpTo(value)[value >>> 5]! |= 1 << (value & 31);
      return;
    }
    if (value > this.largest) this.largest = value;
    this.list[this.length++] = value;
  }

  /** The bits, 32 to a word, with room for this number; none while there is a list. */
  wordsUpTo(largest: number): Uint32Array {
    if (!this.bits) return NO_WORDS;
    const words = (largest >>> 5) + 1;
    if (words > this.bits.length) {
      const wider = new Uint32Array(Math.ceil(words * 1.5));
      wider.set(this.bits);
      this.bits = wider;
    }
    return this.bits;
  }

  get size(): number {
    const { bits } = this;
    if (!bits) {
      this.dedupe();
      return this.length;
    }
    let size = 0;
    for (let word = 0; word < bits.length; word++) size += onesOf(bits[word]!);
    return size;
  }

  private grow(): void {
    if (this.length >= WORTH_SORTING) this.dedupe();
    if (this.length * 2 <= this.list.length) return;
    if (this.list.length * 2 * ROOM_FOR_BITS > this.largest >>> 5) {
      this.bits = new Uint32Array((this.largest >>> 5) + 1);
      for (let i = 0; i < this.length; i++) this.bits[this.list[i]! >>> 5]! |= 1 << (this.list[i]! & 31);
      this.list = NO_WORDS;
      return;
    }
    const longer = new Uint32Array(this.list.length * 2);
    longer.set(this.list);
    this.list = longer;
  }

  private dedupe(): void {
    const sorted = this.list.subarray(0, this.length).sort();
    let length = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (length === 0 || sorted[i] !== sorted[length - 1]) sorted[length++] = sorted[i]!;
    }
    this.length = length;
  }
}

function onesOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
