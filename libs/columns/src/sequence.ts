import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Codes, NumberValues } from './block.ts';
import { type ByteReader, type ByteWriter, bytesOf, DamagedDataError, viewAs } from './bytes.ts';
import { pick } from './numbers.ts';
import { PackedNumbers, pack, packedSize } from './packed.ts';

/**
 * How a row of numbers is stored, by its number. The first byte has the encoding in its lower four bits, and above them
 * the width of an element, as a power of two; the count follows. `deltas` are distances from the number before, the
 * sign in the lowest bit. `planes` have the lowest byte of all numbers first, then the second of all, and so on, which
 * deflates better than numbers side by side.
 */
const ENCODING = { constant: 0, raw: 1, runs: 2, packed: 3, packedDeltas: 4, planes: 5, planesOfDeltas: 6 } as const;

type Encoding = keyof typeof ENCODING;
const ENCODINGS = Object.keys(ENCODING) as Encoding[];

const TYPES = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;

const CODE_TYPES = [Uint8Array, Uint16Array, Uint32Array] as const;

type CodesType = (typeof CODE_TYPES)[number];

/** Rows at most: damaged bytes shall not ask for more memory than there is. */
const MOST_ROWS = 2 ** 24;

/** What a byte of an encoding counts for against a byte of raw numbers, which cost nothing to read. */
const WEIGHT: Record<Encoding, number> = {
  constant: 0,
  raw: 1,
  runs: 1.25,
  packed: 1.2,
  packedDeltas: 1.3,
  planes: 1.5,
  planesOfDeltas: 1.5,
};

const DEFLATE_LEVEL = 4;

export interface SequenceOptions {
  /** True for numbers that are seldom read: they may cost more time where that saves much space. */
  cold: boolean;
}

/** Writes numbers in the encoding that suits them best. */
export function writeSequence(writer: ByteWriter, values: NumberValues, { cold }: SequenceOptions): void {
  if (values.length > MOST_ROWS) throw new Error(`${values.length} rows are too many for one block`);
  const type = TYPES.findIndex((known) => values instanceof known);
  const candidates: { encoding: Encoding; size: number; write: (writer: ByteWriter) => void }[] = [];
  const offer = (encoding: Encoding, size: number, write: (writer: ByteWriter) => void) =>
    candidates.push({ encoding, size: size * WEIGHT[encoding], write });

  const runs = runSize(values);
  if (runs.count <= 1) offer('constant', 0, (to) => to.varint(values[0] ?? 0));
  offer('runs', runs.size, (to) => writeRuns(to, values));
  offer('raw', values.byteLength, (to) => {
    to.align(values.BYTES_PER_ELEMENT);
    to.bytes(bytesOf(values));
  });
  if (!(values instanceof Float64Array)) {
    const deltas = deltasOf(values);
    const size = packedSize(values);
    const deltaSize = deltas ? packedSize(deltas) : Number.POSITIVE_INFINITY;
    offer('packed', size, (to) => pack(values, to));
    if (deltas) offer('packedDeltas', deltaSize, (to) => pack(deltas, to));
    // Where packing has nearly nothing left to store there is nothing to deflate either.
    if (cold && Math.min(size, deltaSize) > values.length / 16) {
      const ofDeltas = deltas !== null && deltaSize < size * 1.1;
      const planes = deflateRawSync(planesOf(ofDeltas ? deltas : values), { level: DEFLATE_LEVEL });
      offer(ofDeltas ? 'planesOfDeltas' : 'planes', planes.length, (to) => {
        to.varint(planes.length);
        to.bytes(planes);
      });
    }
  }
  const best = candidates.reduce((a, b) => (b.size < a.size ? b : a));
  writer.byte(ENCODING[best.encoding] | (type << 4));
  writer.varint(values.length);
  best.write(writer);
}

/** Numbers as `writeSequence` wrote them, decoded when they are asked for. */
export interface StoredSequence {
  readonly length: number;
  /**
   * All of them, in elements of the same type.
   * @throws DamagedDataError
   */
  all(): NumberValues;
  /**
   * Those of some rows; without decoding the others where the encoding allows it.
   * @throws DamagedDataError
   */
  pick(rows: Uint32Array): NumberValues;
}

/**
 * Reads up to the end of a sequence.
 * @throws DamagedDataError
 */
export function openSequence(reader: ByteReader): StoredSequence {
  const header = reader.byte();
  const encoding = ENCODINGS[header & 0xf];
  const type = TYPES[header >>> 4];
  if (!encoding || !type) throw new DamagedDataError(`there is no encoding ${header}`);
  const length = reader.varint();
  if (length > MOST_ROWS) throw new DamagedDataError(`${length} rows`);
  switch (encoding) {
    case 'raw': {
      reader.align(type.BYTES_PER_ELEMENT);
      const bytes = reader.bytes(length * type.BYTES_PER_ELEMENT);
      return decodedBy(length, () => viewAs<NumberValues>(type, bytes));
    }
    case 'constant': {
      const value = reader.varint();
      return decodedBy(length, () => new type(length).fill(value));
    }
    case 'runs': {
      // Where they end is known when all are read.
      const values = readRuns(reader, new type(length));
      return decodedBy(length, () => values);
    }
  }
  const codesType = CODE_TYPES[header >>> 4];
  if (!codesType) throw new DamagedDataError('packed doubles');
  if (encoding === 'packed') {
    const packed = new PackedNumbers(reader, length);
    return { length, all: () => asType(codesType, packed.all()), pick: (rows) => packed.pick(rows) };
  }
  if (encoding === 'packedDeltas') {
    const packed = new PackedNumbers(reader, length);
    return decodedBy(length, () => asType(codesType, addUp(packed.all())));
  }
  const deflated = reader.bytes(reader.varint());
  return encoding === 'planes'
    ? decodedBy(length, () => readPlanes(deflated, new codesType(length)))
    : decodedBy(length, () => asType(codesType, addUp(readPlanes(deflated, new Uint32Array(length)))));
}

/** The numbers of the next sequence. @throws DamagedDataError */
export function readSequence(reader: ByteReader): NumberValues {
  return openSequence(reader).all();
}

/** One that can only be decoded as a whole. */
function decodedBy(length: number, all: () => NumberValues): StoredSequence {
  return { length, all, pick: (rows) => pick(all(), rows) };
}

function asType(type: CodesType, values: Uint32Array): Codes {
  if (type === Uint32Array) return values;
  const narrowed = new type(values.length);
  narrowed.set(values);
  return narrowed;
}

function runSize(values: NumberValues): { count: number; size: number } {
  let count = 0;
  let size = 0;
  for (let start = 0; start < values.length; ) {
    const end = runEnd(values, start);
    size += varintSize(values[start]!) + varintSize(end - start);
    start = end;
    count++;
  }
  return { count, size };
}

function runEnd(values: NumberValues, start: number): number {
  const value = values[start];
  let end = start + 1;
  while (end < values.length && values[end] === value) end++;
  return end;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

function writeRuns(writer: ByteWriter, values: NumberValues): void {
  for (let start = 0; start < values.length; ) {
    const end = runEnd(values, start);
    writer.varint(values[start]!);
    writer.varint(end - start);
    start = end;
  }
}

function readRuns(reader: ByteReader, values: NumberValues): NumberValues {
  for (let start = 0; start < values.length; ) {
    const value = reader.varint();
    const end = start + reader.varint();
    if (end === start || end > values.length) throw new DamagedDataError('a run of the wrong length');
    values.fill(value, start, end);
    start = end;
  }
  return values;
}

/** Null where 32 bits do not hold them. */
function deltasOf(values: Codes): Uint32Array | null {
  const deltas = new Uint32Array(values.length);
  let previous = 0;
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value > 0x7fffffff) return null;
    const delta = value - previous;
    deltas[place] = delta < 0 ? -delta * 2 - 1 : delta * 2;
    previous = value;
  }
  return deltas;
}

/** Undoes `deltasOf` in place. */
function addUp(deltas: Uint32Array): Uint32Array {
  let value = 0;
  for (let place = 0; place < deltas.length; place++) {
    const delta = deltas[place]! | 0;
    value = (value + ((delta >>> 1) ^ -(delta & 1))) | 0;
    deltas[place] = value;
  }
  return deltas;
}

function planesOf(values: Codes): Uint8Array {
  const bytes = bytesOf(values);
  const width = values.BYTES_PER_ELEMENT;
  const planes = new Uint8Array(bytes.length);
  for (let plane = 0; plane < width; plane++) {
    for (let row = 0; row < values.length; row++) planes[plane * values.length + row] = bytes[row * width + plane]!;
  }
  return planes;
}

function readPlanes<Values extends Codes>(deflated: Uint8Array, values: Values): Values {
  const planes = inflate(deflated, values.byteLength);
  const bytes = bytesOf(values);
  const width = values.BYTES_PER_ELEMENT;
  for (let plane = 0; plane < width; plane++) {
    for (let row = 0; row < values.length; row++) bytes[row * width + plane] = planes[plane * values.length + row]!;
  }
  return values;
}

function inflate(deflated: Uint8Array, length: number): Uint8Array {
  let inflated: Uint8Array;
  try {
    inflated = inflateRawSync(deflated, { maxOutputLength: Math.max(1, length) });
  } catch (error) {
    throw new DamagedDataError(`they cannot be inflated: ${(error as Error).message}`);
  }
  if (inflated.length !== length) throw new DamagedDataError('they inflate to another length');
  return inflated;
}
