import type { Codes } from './block.ts';
import { type ByteReader, type ByteWriter, bytesOf, DamagedDataError, viewAs } from './bytes.ts';

/**
 * Numbers of 32 bits in blocks, each with its smallest value and as many bits for the others' distance from it as the
 * largest needs. Widths and smallest values come first, then the bits, in words of 32 from the lowest bit up.
 */
const BLOCK = 128;

const bitsOf = (value: number) => 32 - Math.clz32(value);
const wordsOf = (count: number, width: number) => Math.ceil((count * width) / 32);

interface PackedBlock {
  start: number;
  count: number;
  smallest: number;
  width: number;
}

function blocksOf(values: Codes): PackedBlock[] {
  const blocks: PackedBlock[] = [];
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, values.length);
    let smallest = values[start]!;
    let largest = smallest;
    for (let place = start + 1; place < end; place++) {
      const value = values[place]!;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
    blocks.push({ start, count: end - start, smallest, width: bitsOf(largest - smallest) });
  }
  return blocks;
}

/** The size that `pack` comes to, within a few bytes. */
export function packedSize(values: Codes): number {
  let size = 0;
  for (const { count, width, smallest } of blocksOf(values)) {
    size += 2 + Math.floor(bitsOf(smallest) / 7) + 4 * wordsOf(count, width);
  }
  return size;
}

export function pack(values: Codes, writer: ByteWriter): void {
  const blocks = blocksOf(values);
  for (const { width } of blocks) writer.byte(width);
  for (const { smallest } of blocks) writer.varint(smallest);
  writer.align(4);
  const words = new Uint32Array(blocks.reduce((sum, { count, width }) => sum + wordsOf(count, width), 0));
  let at = 0;
  for (const { start, count, smallest, width } of blocks) {
    let filled = 0;
    for (let place = start; place < start + count && width > 0; place++) {
      const value = values[place]! - smallest;
      words[at]! |= value << filled;
      filled += width;
      if (filled >= 32) {
        filled -= 32;
        at++;
        if (filled > 0) words[at]! |= value >>> (width - filled);
      }
    }
    if (filled > 0) at++;
  }
  writer.bytes(bytesOf(words));
}

/** Numbers as `pack` wrote them, to be read all at once or one by one. */
export class PackedNumbers {
  private readonly widths: Uint8Array;
  private readonly smallest: Uint32Array;
  /** Where the words of each block begin. */
  private readonly firstWords: Uint32Array;
  private readonly words: Uint32Array;

  /** @throws DamagedDataError */
  constructor(
    reader: ByteReader,
    readonly length: number,
  ) {
    const blocks = Math.ceil(length / BLOCK);
    this.widths = reader.bytes(blocks);
    this.smallest = new Uint32Array(blocks);
    for (let block = 0; block < blocks; block++) this.smallest[block] = reader.varint();
    this.firstWords = new Uint32Array(blocks);
    let count = 0;
    for (let block = 0; block < blocks; block++) {
      this.firstWords[block] = count;
      if (this.widths[block]! > 32) throw new DamagedDataError('numbers of more than 32 bits');
      count += wordsOf(Math.min(BLOCK, length - block * BLOCK), this.widths[block]!);
    }
    reader.align(4);
    this.words = viewAs(Uint32Array, reader.bytes(count * 4));
  }

  all(): Uint32Array {
    const { widths, smallest, firstWords, words, length } = this;
    const values = new Uint32Array(length);
    for (let block = 0; block < widths.length; block++) {
      const start = block * BLOCK;
      const end = Math.min(start + BLOCK, length);
      unpackBlock(words, firstWords[block]!, widths[block]!, smallest[block]!, values, start, end);
    }
    return values;
  }

  /** Those of these rows. */
  pick(rows: Uint32Array): Uint32Array {
    const picked = new Uint32Array(rows.length);
    for (let place = 0; place < rows.length; place++) picked[place] = this.at(rows[place]!);
    return picked;
  }

  at(place: number): number {
    const block = Math.floor(place / BLOCK);
    const width = this.widths[block]!;
    if (width === 0) return this.smallest[block]!;
    const bit = (place % BLOCK) * width;
    const word = this.firstWords[block]! + (bit >>> 5);
    const skipped = bit & 31;
    let value = this.words[word]! >>> skipped;
    if (skipped + width > 32) value |= this.words[word + 1]! << (32 - skipped);
    if (width < 32) value &= (1 << width) - 1;
    return (this.smallest[block]! + value) >>> 0;
  }
}

/** Writes into elements of one type alone: the loop is the hottest of all, and twice as slow with several. */
function unpackBlock(
  words: Uint32Array,
  firstWord: number,
  width: number,
  smallest: number,
  values: Uint32Array,
  start: number,
  end: number,
): void {
  if (width === 0) {
    values.fill(smallest, start, end);
    return;
  }
  const mask = width === 32 ? -1 : (1 << width) - 1;
  let at = firstWord;
  let word = 0;
  let left = 0;
  for (let place = start; place < end; place++) {
    let value: number;
    if (left >= width) {
      value = word & mask;
      word >>>= width;
      left -= width;
    } else {
      const next = words[at++]!;
      const taken = width - left;
      value = (word | (next << left)) & mask;
      word = taken === 32 ? 0 : next >>> taken;
      left = 32 - taken;
    }
    values[place] = (smallest + value) | 0;
  }
}
