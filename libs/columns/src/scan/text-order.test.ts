import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBytes } from './text-order.ts';

it('texts are compared as their UTF-8 is', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', '\uffee', '\u{1f600}', '\ud7ff') }),
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
