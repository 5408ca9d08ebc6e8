import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonText, stringifyJson } from './json-text.ts';

describe('JSON text', () => {
  it('E10: is written digit for digit, with its own order and empty objects', () => {
    const text = '{"b":12345678901234567890,"a":1.0,"e":{},"l":[],"d":1,"d":2,"z":-0,"u":"\\u00e9$&"}';
    expect(stringifyJson({ data: [{ context: new JsonText(text) }, { context: null }] })).toBe(
      `{"data":[{"context":${text}},{"context":null}]}`,
    );
  });

  it('makes no difference to what has none, and to any other serialiser', () => {
    fc.assert(
      fc.property(fc.object(), fc.json(), (value, text) => {
        expect(stringifyJson(value)).toBe(JSON.stringify(value));
        expect(JSON.parse(stringifyJson({ value, text: new JsonText(text) }))).toEqual(
          JSON.parse(JSON.stringify({ value, text: JSON.parse(text) })),
        );
        expect(JSON.stringify(new JsonText(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('is left to itself after a value that cannot be written', () => {
    const circular: Record<string, unknown> = { text: new JsonText('1') };
    circular.self = circular;
    expect(() => stringifyJson(circular)).toThrow('circular');
    expect(JSON.stringify(new JsonText('[2]'))).toBe('[2]');
  });
});
