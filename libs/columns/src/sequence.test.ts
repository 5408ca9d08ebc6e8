import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberValues } from './block.ts';
import { ByteReader, ByteWriter, DamagedDataError } from './bytes.ts';
import { readSequence, writeSequence } from './sequence.ts';

const TYPES = [Uint8Array, Uint16Array, Uint32Array, Float64Array];

function encoded(values: NumberValues, cold = false): Uint8Array {
  const writer = new ByteWriter();
  writeSequence(writer, values, { cold });
  return writer.finish();
}

const decoded = (bytes: Uint8Array) => readSequence(new ByteReader(bytes));

/** The lower four bits of the first byte. */
const encodingOf = (values: NumberValues, cold = false) => encoded(values, cold)[0]! & 0xf;

/** Rows that each encoding suits, of every length around those of its blocks. */
const rows = (most: number): fc.Arbitrary<number[]> => {
  const length = fc.oneof(fc.nat(5), fc.integer({ min: 120, max: 140 }), fc.nat(700));
  const number = fc.oneof(fc.nat(most), fc.nat(Math.min(most, 9)), fc.constantFrom(0, most));
  return length.chain((length) =>
    fc.oneof(
      fc.array(number, { minLength: length, maxLength: length }),
      fc.array(fc.nat(Math.min(most, 5)), { minLength: length, maxLength: length }),
      number.map((value) => Array<number>(length).fill(value)),
      fc
        .array(fc.tuple(number, fc.nat(60)), { maxLength: 12 })
        .map((runs) => runs.flatMap(([value, count]) => Array<number>(count).fill(value))),
      fc.tuple(fc.array(fc.nat(3), { minLength: length, maxLength: length }), fc.nat(most)).map(([steps, start]) => {
        let value = start;
        return steps.map((step) => {
          value = Math.min(most, value + step);
          return value;
        });
      }),
    ),
  );
};

const values: fc.Arbitrary<NumberValues> = fc.constantFrom(0, 1, 2, 3).chain((type) => {
  const most = [0xff, 0xffff, 0xffffffff, Number.MAX_SAFE_INTEGER][type]!;
  return rows(most).map((numbers) => TYPES[type]!.from(numbers));
});

describe('a row of numbers', () => {
  it('comes back as it was, whatever its encoding', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(values, fc.boolean(), (numbers, cold) => {
        const bytes = encoded(numbers, cold);
        seen.add(bytes[0]! & 0xf);
        expect(decoded(bytes)).toEqual(numbers);
      }),
      { numRuns: 1000 },
    );
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('is stored in the encoding that suits it', () => {
    const noise = (count: number, most: number) => Uint32Array.from({ length: count }, (_, i) => (i * 7919) % most);
    const ascending = Uint32Array.from({ length: 1000 }, (_, i) => 1_000_000 + i * 1000 + (i % 7));
    expect(encodingOf(new Uint32Array(1000).fill(7))).toBe(0);
    expect(encodingOf(Uint8Array.from(noise(1000, 251)))).toBe(1);
    expect(encodingOf(Uint8Array.from({ length: 1000 }, (_, i) => (i % 200 === 0 ? 200 : 0)))).toBe(2);
    expect(encodingOf(noise(1000, 1000))).toBe(3);
    expect(encodingOf(ascending)).toBe(4);
    const skewed = Uint8Array.from({ length: 5000 }, (_, i) => Math.clz32(Math.imul(i, 0x9e3779b1)) % 16);
    expect(encodingOf(skewed, true)).toBe(5);
    expect(
      encodingOf(
        Uint32Array.from({ length: 5000 }, (_, i) => i * 1000 + (i % 97 === 0 ? 60_000 : 0)),
        true,
      ),
    ).toBe(6);
  });

  it('is not copied where it lies as it is', () => {
    const bytes = encoded(Uint8Array.from({ length: 256 }, (_, i) => (i * 151) % 256));
    expect(decoded(bytes).buffer).toBe(bytes.buffer);
  });

  it('can lie at any address', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 8 }), (numbers, offset) => {
        const bytes = encoded(numbers);
        const moved = new Uint8Array(bytes.length + offset);
        moved.set(bytes, offset);
        expect(decoded(moved.subarray(offset))).toEqual(numbers);
      }),
    );
  });

  it('may follow another', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 4 }), fc.boolean(), (all, cold) => {
        const writer = new ByteWriter();
        for (const numbers of all) writeSequence(writer, numbers, { cold });
        const reader = new ByteReader(writer.finish());
        for (const numbers of all) expect(readSequence(reader)).toEqual(numbers);
      }),
    );
  });

  it('throws when its bytes are cut off', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.nat(), (numbers, cold, cut) => {
        const bytes = encoded(numbers, cold);
        expect(() => decoded(bytes.subarray(0, cut % bytes.length))).toThrow(DamagedDataError);
      }),
    );
  });

  it('is never more than damaged when its bytes are not its own', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.tuple(values, fc.boolean(), fc.nat(), fc.nat(255)).map(([numbers, cold, at, byte]) => {
        const damaged = encoded(numbers, cold);
        damaged[at % damaged.length] = byte;
        return damaged;
      }),
    );
    fc.assert(
      fc.property(bytes, (bytes) => {
        try {
          decoded(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedDataError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
