import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteReader, ByteWriter, DamagedDataError } from './bytes.ts';

it('gives back what was written, in its order', () => {
  const item = fc.oneof(
    fc.record({ kind: fc.constant('varint' as const), value: fc.maxSafeNat() }),
    fc.record({ kind: fc.constant('byte' as const), value: fc.nat(255) }),
    fc.record({ kind: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 400 }) }),
    fc.record({ kind: fc.constant('align' as const), value: fc.constantFrom(2, 4, 8) }),
  );
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const writer = new ByteWriter();
      for (const { kind, value } of items) writer[kind](value as never);
      const reader = new ByteReader(writer.finish());
      for (const { kind, value } of items) {
        if (kind === 'bytes') expect(reader.bytes(value.length)).toEqual(value);
        else if (kind === 'align') reader.align(value);
        else expect(reader[kind]()).toBe(value);
      }
      expect(() => reader.byte()).toThrow(DamagedDataError);
    }),
  );
});

it('knows no number that a double does not hold', () => {
  expect(() => new ByteReader(new Uint8Array(40).fill(0xff)).varint()).toThrow(DamagedDataError);
  expect(() => new ByteReader(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])).varint()).toThrow(
    'too large',
  );
});
