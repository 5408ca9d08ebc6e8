import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimAscii, truncateUtf8 } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const padding = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\v', '\0'), maxLength: 4 });
const core = fc.string({ unit: fc.constantFrom('a', 'é', '日', '😀', '\f', '\u00a0'), maxLength: 40 });

describe('truncateUtf8', () => {
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
});

describe('trimAscii', () => {
  it('removes the padding at both ends and nothing else', () => {
    fc.assert(
      fc.property(padding, core, padding, (before, text, after) => {
        expect(trimAscii(before + text + after)).toBe(text);
      }),
    );
  });

  it('keeps padding inside, form feeds and other white space', () => {
    expect(trimAscii(' a \0 b ')).toBe('a \0 b');
    expect(trimAscii('\f\u00a0x\u2003')).toBe('\f\u00a0x\u2003');
    expect(trimAscii(' \0\t\r\n\v')).toBe('');
  });
});
