import fc from 'fast-check';
import { expect, it } from 'vitest';
import { truncateUtf8 } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

it('gives a prefix that fits and could not be one code point longer', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 80 }), (text, maxBytes) => {
      const cut = truncateUtf8(text, maxBytes);
      expect(text.startsWith(cut)).toBe(true);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(maxBytes);
      if (cut !== text) {
        const next = String.fromCodePoint(text.codePointAt(cut.length)!);
        expect(Buffer.byteLength(cut + next)).toBeGreaterThan(maxBytes);
      }
    }),
  );
});

it('never splits a character', () => {
  expect(truncateUtf8('héllo', 2)).toBe('h');
  expect(truncateUtf8('a😀b', 4)).toBe('a');
  expect(truncateUtf8('a😀b', 5)).toBe('a😀');
  expect(truncateUtf8('日本語', 8)).toBe('日本');
  expect(truncateUtf8('plain', 5)).toBe('plain');
  expect(truncateUtf8('\ud800x', 3)).toBe('\ud800');
  expect(truncateUtf8('anything', 0)).toBe('');
});
