import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactJson, rawItemMembers, rawMember } from './raw-json.ts';

/** JSON text of a value as somebody else might write it: with white space, escapes and numbers in other forms. */
const space = fc.stringMatching(/^[ \n\r\t]{0,3}$/);
const numberText = fc.constantFrom('0', '-0', '12345678901234567890', '1e400', '-1.50', '2E+3', '0.1e-7');
const stringText = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0041"', '"\\/"', '"\\\\"', '"\\\\\\""', '"a\\"b"', '"]}"', '"{\\"a\\":["', '"\\ud800"', '"é😀"'),
);
const { value: jsonText } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numberText,
    stringText,
    fc.constantFrom('true', 'false', 'null', '{}', '[]'),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .array(fc.tuple(space, tie('value'), space), { maxLength: 4 })
    .map((items) => `[${items.map((parts) => parts.join('')).join(',')}]`),
  object: fc
    .array(fc.tuple(space, stringText, space, space, tie('value'), space), { maxLength: 4 })
    .map((items) => `{${items.map(([a, key, b, c, value, d]) => `${a}${key}${b}:${c}${value}${d}`).join(',')}}`),
}));

describe('rawMember', () => {
  it('E10: gives numbers to the digit, and empty objects as they are', () => {
    const text = '{"message":"x","context": {"id": 12345678901234567890, "none": {}} }';
    expect(rawMember(text, 'context')).toBe('{"id": 12345678901234567890, "none": {}}');
  });

  it.each([
    ['{"context":1,"context":[2]}', '[2]'],
    ['{"a":{"context":1},"context":"}"}', '"}"'],
    ['{"a":"\\"context\\":1","context":null}', 'null'],
    ['{"c\\u006fntext":true}', 'true'],
    ['{"a\\\\":"context","context":5}', '5'],
    [' {\n"context" :\t[ ] } ', '[ ]'],
  ])('%s', (text, raw) => {
    expect(JSON.parse(text).context).toEqual(JSON.parse(raw));
    expect(rawMember(text, 'context')).toBe(raw);
  });

  it.each(['{}', '[]', '[{"context":1}]', '5', 'null', '"context"', '{"Context":1}', '{"a":{"context":1}}'])(
    '%s has none',
    (text) => {
      expect(rawMember(text, 'context')).toBeUndefined();
    },
  );

  it('says of any text what JSON.parse says', () => {
    fc.assert(
      fc.property(space, jsonText, jsonText, fc.boolean(), (padding, other, value, isTwice) => {
        const text = `${padding}{"other":${other},${isTwice ? `"context":${other},` : ''}"context":${value}${padding}}`;
        const raw = rawMember(text, 'context');
        expect(raw).toBe(value.trim());
        expect(JSON.parse(raw!)).toEqual(JSON.parse(text).context);
      }),
    );
  });

  it('finds every member of any object', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const parsed = JSON.parse(text) as unknown;
        const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
        for (const [name, value] of isObject ? Object.entries(parsed) : []) {
          expect(JSON.parse(rawMember(text, name)!)).toEqual(value);
        }
        expect(rawMember(text, 'no such name \0')).toBeUndefined();
      }),
    );
  });

  it('is not stopped by depth', () => {
    const depth = 30_000;
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(rawMember(`{"a":${nested},"context":${nested}}`, 'context')).toBe(nested);
  });
});

describe('rawItemMembers', () => {
  it('gives one entry per item', () => {
    fc.assert(
      fc.property(fc.array(fc.option(jsonText, { nil: undefined })), space, (values, padding) => {
        const items = values.map(
          (value) => `${padding}${value === undefined ? '{}' : `{"context":${value}}`}${padding}`,
        );
        const text = `{"a":1,"events":[${items.join(',')}]}`;
        expect(rawItemMembers(text, 'events', 'context')).toEqual(values.map((value) => value?.trim()));
      }),
    );
  });

  it('takes items that are no objects', () => {
    const text = '{"events":[1, "x", [{"context":1}], null, {"context":2}]}';
    expect(rawItemMembers(text, 'events', 'context')).toEqual([undefined, undefined, undefined, undefined, '2']);
  });

  it.each(['{}', '[]', '{"events":{}}', '{"events":5}', '{"events":[]}'])('%s has none', (text) => {
    expect(rawItemMembers(text, 'events', 'context')).toEqual([]);
  });
});

describe('compactJson', () => {
  it.each([
    ['{ "a" : [ 1 , 2 ] }', '{"a":[1,2]}'],
    ['{"a": 12345678901234567890}', '{"a":12345678901234567890}'],
    ['[1.0, 1e400, -0]', '[1.0,1e400,-0]'],
    ['"\\u00e9 \\/ \\n"', '"é / \\n"'],
    ['{"b":1,"a":{},"b":2}', '{"b":1,"a":{},"b":2}'],
  ])('%s', (text, compact) => {
    expect(compactJson(text)).toBe(compact);
  });

  it('changes nothing but the writing', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const compact = compactJson(text);
        expect(JSON.parse(compact)).toEqual(JSON.parse(text));
        expect(compactJson(compact)).toBe(compact);
      }),
    );
  });

  it('writes as JSON.stringify does what that can write', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(compactJson(JSON.stringify(value, null, 2))).toBe(JSON.stringify(value));
      }),
    );
  });
});
