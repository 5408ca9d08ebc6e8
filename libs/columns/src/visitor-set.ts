import { type ByteReader, type ByteWriter, bytesOf, DamagedDataError, viewAs } from './bytes.ts';

const FIRST_LENGTH = 4;
const WORD_BITS = 32;
/** Putting a number in its place by comparing costs about as much as going through so many words of bits. */
const SORTING_COST = 16;

/**
 * Distinct numbers of 32 bits: a list while that is smaller, then one bit for each number up to the largest, which is not
 * much since numbers of visitors are dense.
 */
export class VisitorSet {
  private list = new Uint32Array(0);
  private length = 0;
  /** True while the list ascends without a number that comes twice. */
  private ordered = true;
  private largest = 0;
  private bits: Uint32Array | null = null;

  /** @param dense true where bits are expected to pay from the beginning */
  constructor(dense = false) {
    if (dense) this.bits = new Uint32Array(0);
  }

  add(visitor: number): void {
    if (this.bits) {
      this.reserveWords((visitor >>> 5) + 1, this.bits)[visitor >>> 5]! |= 1 << (visitor & 31);
      return;
    }
    if (this.length > 0) {
      const last = this.list[this.length - 1]!;
      if (visitor === last) return;
      if (visitor < last) this.ordered = false;
    }
    if (this.length === this.list.length) {
      this.makeRoom();
      this.add(visitor);
      return;
    }
    this.list[this.length++] = visitor;
    if (visitor > this.largest) this.largest = visitor;
  }

  /**
   * Adds a number for each bit that is set, those of the first word from `firstWord` · 32 on.
   * @param count how many bits are set
   */
  addWords(firstWord: number, words: Uint32Array, count: number): void {
    const end = firstWord + words.length;
    if (!this.bits && this.length + count < Math.max(end, this.largest >>> 5)) {
      for (const visitor of numbersOf(firstWord, words, count)) this.add(visitor);
      return;
    }
    const bits = this.reserveWords(end, this.bits ?? this.toBits());
    for (let word = 0; word < words.length; word++) bits[firstWord + word]! |= words[word]!;
  }

  /** The bits, 32 to a word, with room for this number, to set more of them; empty while there is a list. */
  wordsUpTo(largest: number): Uint32Array {
    return this.bits ? this.reserveWords((largest >>> 5) + 1, this.bits) : this.list.subarray(0, 0);
  }

  get size(): number {
    if (!this.bits) {
      this.order();
      return this.length;
    }
    return countOf(this.bits);
  }

  /** All of them, ascending. */
  sorted(): Uint32Array {
    if (!this.bits) {
      this.order();
      return this.list.slice(0, this.length);
    }
    return numbersOf(0, this.bits, this.size);
  }

  /** Makes the list longer, or the bits take its place. */
  private makeRoom(): void {
    const length = Math.max(FIRST_LENGTH, this.list.length * 2);
    if (length > FIRST_LENGTH && length > this.largest / WORD_BITS) {
      this.toBits();
      return;
    }
    const longer = new Uint32Array(length);
    longer.set(this.list.subarray(0, this.length));
    this.list = longer;
  }

  private order(): void {
    if (this.ordered) return;
    if (this.length > this.largest / WORD_BITS / SORTING_COST) {
      const bits = this.toBits();
      this.bits = null;
      this.list = numbersOf(0, bits, countOf(bits));
      this.length = this.list.length;
      this.ordered = true;
      return;
    }
    const { list } = this;
    list.subarray(0, this.length).sort();
    let length = 1;
    for (let place = 1; place < this.length; place++) {
      if (list[place] !== list[length - 1]) list[length++] = list[place]!;
    }
    this.length = length;
    this.ordered = true;
  }

  private toBits(): Uint32Array {
    const bits = new Uint32Array((this.largest >>> 5) + 1);
    for (let place = 0; place < this.length; place++) {
      const visitor = this.list[place]!;
      bits[visitor >>> 5]! |= 1 << (visitor & 31);
    }
    this.bits = bits;
    this.list = new Uint32Array(0);
    return bits;
  }

  private reserveWords(count: number, bits: Uint32Array): Uint32Array {
    if (count <= bits.length) return bits;
    const longer = new Uint32Array(Math.max(count, Math.ceil(bits.length * 1.5)));
    longer.set(bits);
    this.bits = longer;
    return longer;
  }
}

function countOf(words: Uint32Array): number {
  let count = 0;
  for (let place = 0; place < words.length; place++) count += onesOf(words[place]!);
  return count;
}

function onesOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function numbersOf(firstWord: number, words: Uint32Array, count: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(count);
  let length = 0;
  for (let word = 0; word < words.length; word++) {
    for (let rest = words[word]!; rest !== 0; rest &= rest - 1) {
      numbers[length++] = (firstWord + word) * WORD_BITS + 31 - Math.clz32(rest & -rest);
    }
  }
  return numbers;
}

const SPARSE = 0;
const DENSE = 1;

/**
 * Writes distinct ascending numbers of 32 bits, at least one: the distances between them as varints, or one bit for each
 * number from the first to the last where that is smaller.
 */
export function writeVisitors(writer: ByteWriter, visitors: Uint32Array): void {
  const firstWord = visitors[0]! >>> 5;
  const words = (visitors.at(-1)! >>> 5) - firstWord + 1;
  let sparseSize = 0;
  for (let place = 1; place < visitors.length; place++) {
    sparseSize += 1 + Math.floor((31 - Math.clz32(visitors[place]! - visitors[place - 1]!)) / 7);
  }
  if (words * 4 >= sparseSize) {
    writer.byte(SPARSE);
    let previous = 0;
    for (const visitor of visitors) {
      writer.varint(visitor - previous);
      previous = visitor;
    }
    return;
  }
  writer.byte(DENSE);
  writer.varint(firstWord);
  writer.varint(words);
  const bits = new Uint32Array(words);
  for (const visitor of visitors) bits[(visitor >>> 5) - firstWord]! |= 1 << (visitor & 31);
  writer.bytes(bytesOf(bits));
}

/**
 * Adds what `writeVisitors` wrote.
 * @param count how many there are
 * @throws DamagedDataError
 */
export function readVisitors(reader: ByteReader, count: number, into: VisitorSet): void {
  const kind = reader.byte();
  if (kind === SPARSE) {
    let visitor = 0;
    for (let left = count; left > 0; left--) {
      visitor += reader.varint();
      into.add(visitor);
    }
  } else if (kind === DENSE) {
    const firstWord = reader.varint();
    const words = viewAs(Uint32Array, reader.bytes(reader.varint() * 4));
    if (firstWord + words.length > 2 ** 27) throw new DamagedDataError('visitors of more than 32 bits');
    into.addWords(firstWord, words, count);
  } else {
    throw new DamagedDataError(`there is no set of visitors of kind ${kind}`);
  }
}
