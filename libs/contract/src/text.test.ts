import { trimAscii } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, textOf } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 80 });
const core = fc.string({ unit: fc.constantFrom('a', 'é', '日', '😀', '\f', '\u00a0'), maxLength: 40 });

describe('cleanText', () => {
  it('never exceeds the bytes, never splits a character and keeps all that fits', () => {
    fc.assert(
      fc.property(core, fc.integer({ min: 0, max: 120 }), (text, cutBytes) => {
        const clean = cleanText(text, cutBytes);
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(cutBytes);
        expect(text.startsWith(clean)).toBe(true);
        expect(Buffer.from(clean).toString()).toBe(clean);
        const next = [...text.slice(clean.length)][0];
        if (next !== undefined) expect(Buffer.byteLength(clean + next)).toBeGreaterThan(cutBytes);
      }),
    );
  });

  it('always gives valid Unicode, which is the same when read again', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 120 }), (text, cutBytes) => {
        const clean = cleanText(text, cutBytes);
        expect(Buffer.from(clean).toString()).toBe(clean);
        expect(cleanText(clean, cutBytes)).toBe(trimAscii(clean));
      }),
    );
  });

  it('writes lone surrogates as U+FFFD', () => {
    expect(cleanText('a\ud800b')).toBe('a\ufffdb');
  });

  it('trims before it cuts', () => {
    expect(cleanText('   abcdef', 3)).toBe('abc');
  });
});

it('reads numbers, booleans and null as text, lists and objects as none', () => {
  expect([5, 1.5, true, false, null, undefined, 'x'].map(textOf)).toEqual(['5', '1.5', '1', '', '', '', 'x']);
  expect([[], {}, ['a']].map(textOf)).toEqual([null, null, null]);
});
