import type { LocalDay } from '@micrologs/domain';

/** One column of one block, as it is stored. */
export interface DaySegment {
  day: LocalDay;
  part: number;
  /** Version of the day that it was made of. */
  version: number;
  data: Uint8Array;
}

const NUMBER_BYTES = 8;
/** Day, part, version, offset, length. */
const ENTRY_NUMBERS = 5;

/**
 * One column of a month: how many segments there are, for each of them its day, part, version, offset and length as
 * doubles, and behind these the segments, each at a multiple of 8 bytes.
 */
export function joinSegments(segments: readonly DaySegment[]): Uint8Array {
  const headLength = (1 + segments.length * ENTRY_NUMBERS) * NUMBER_BYTES;
  let length = headLength;
  const offsets = segments.map(({ data }) => {
    const offset = length;
    length += Math.ceil(data.length / NUMBER_BYTES) * NUMBER_BYTES;
    return offset;
  });
  const bytes = new Uint8Array(length);
  const numbers = new DataView(bytes.buffer);
  numbers.setFloat64(0, segments.length);
  for (const [place, { day, part, version, data }] of segments.entries()) {
    for (const [i, value] of [day, part, version, offsets[place]!, data.length].entries()) {
      numbers.setFloat64((1 + place * ENTRY_NUMBERS + i) * NUMBER_BYTES, value);
    }
    bytes.set(data, offsets[place]!);
  }
  return bytes;
}

/** The segments of a month, as views of its bytes. */
export function splitSegments(bytes: Uint8Array): DaySegment[] {
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: numbers.getFloat64(0) }, (_, place) => {
    const entry = (i: number) => numbers.getFloat64((1 + place * ENTRY_NUMBERS + i) * NUMBER_BYTES);
    const offset = entry(3);
    return { day: entry(0), part: entry(1), version: entry(2), data: bytes.subarray(offset, offset + entry(4)) };
  });
}
