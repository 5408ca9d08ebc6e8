import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter, DamagedDataError } from './bytes.ts';
import { readVisitors, VisitorSet, writeVisitors } from './visitor-set.ts';

const visitor = fc.oneof(fc.nat(300), fc.nat(5000), fc.integer({ min: 1_000_000, max: 1_002_000 }));
const ascending = (visitors: Iterable<number>) => [...new Set(visitors)].sort((a, b) => a - b);
const unordered = fc.array(visitor, { maxLength: 100 });
const visitors = fc.oneof(unordered, unordered.map(ascending));

function encoded(visitors: readonly number[]): Uint8Array {
  const writer = new ByteWriter();
  writeVisitors(writer, Uint32Array.from(visitors));
  return writer.finish();
}

describe('a set of visitors', () => {
  it('is a Set, however it is filled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(visitors, fc.boolean(), fc.boolean()), { maxLength: 20 }), (steps) => {
        const set = new VisitorSet();
        const expected = new Set<number>();
        for (const [added, isEncoded, isAsked] of steps) {
          const distinct = ascending(added);
          if (isEncoded && distinct.length > 0) {
            readVisitors(new ByteReader(encoded(distinct)), distinct.length, set);
          } else {
            for (const one of added) set.add(one);
          }
          for (const one of added) expected.add(one);
          // Asking orders a list, which must not keep it from growing.
          if (isAsked) expect(set.size).toBe(expected.size);
        }
        expect(set.size).toBe(expected.size);
        expect(Array.from(set.sorted())).toEqual(ascending(expected));
      }),
    );
  });

  it('takes as little memory as a list when its numbers lie far apart', () => {
    const far = Array.from({ length: 3000 }, (_, i) => 2 ** 31 + i * 1000);
    const near = Array.from({ length: 3000 }, (_, i) => i * 2);
    const set = new VisitorSet();
    for (const one of far) set.add(one);
    readVisitors(new ByteReader(encoded(near)), near.length, set);
    expect(Array.from(set.sorted())).toEqual([...near, ...far]);
  });

  it('is as small as a list or as bits, whichever is smaller', () => {
    const every = (step: number) => Array.from({ length: 4096 }, (_, i) => 1_000_000 + i * step);
    expect(encoded([7]).length).toBe(2);
    expect(encoded(every(1)).length).toBeLessThan(4096 / 8 + 16);
    expect(encoded(every(20)).length).toBeLessThan(4096 + 16);
  });

  it('is damaged when its bytes are none of a set', () => {
    const read = (...bytes: number[]) => readVisitors(new ByteReader(Uint8Array.from(bytes)), 3, new VisitorSet());
    expect(() => read()).toThrow(DamagedDataError);
    expect(() => read(0, 1, 1)).toThrow('too early');
    expect(() => read(1, 0, 1, 0, 0)).toThrow('too early');
    expect(() => read(1, 0xff, 0xff, 0xff, 0xff, 1, 0)).toThrow('more than 32 bits');
    expect(() => read(2)).toThrow('kind 2');
  });
});
