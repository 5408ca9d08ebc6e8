import { EVENT_ID_PATTERN } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventIdToBytes, hexToBytes, textHash } from './codec.ts';

const bytesAsHex = (id: string) => Buffer.from(eventIdToBytes(id)).toString('hex');
const character = fc.constantFrom(...'0123456789abcdefABCDEFxyz_-');
const someId = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.string({ unit: character, minLength: 1, maxLength: 64 }),
  fc.string({ unit: character, minLength: 14, maxLength: 18 }),
  // UUIDs whose bytes are characters of an id.
  fc.string({ unit: character, minLength: 16, maxLength: 16 }).map((text) =>
    Buffer.from(text)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  ),
  fc
    .string({ unit: character, minLength: 15, maxLength: 15 })
    .map((text) => `01${Buffer.from(text).toString('hex')}`.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')),
);

it('gives different ids different bytes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(someId, { minLength: 2, maxLength: 40 }), (ids) => {
      for (const id of ids) expect(id).toMatch(EVENT_ID_PATTERN);
      expect(new Set(ids.map(bytesAsHex)).size).toBe(ids.length);
    }),
  );
});

it('keeps a UUID in 16 bytes, and apart from the characters that these bytes spell', () => {
  expect(bytesAsHex('01234567-89ab-7cde-8f01-23456789abcd')).toBe('0123456789ab7cde8f0123456789abcd');
  const spelled = 'abcdefghijklmnop';
  const uuid = '61626364-6566-6768-696a-6b6c6d6e6f70';
  expect(Buffer.from(eventIdToBytes(uuid)).toString()).toBe(spelled);
  expect(bytesAsHex(spelled)).not.toBe(bytesAsHex(uuid));
  const fifteen = 'abcdefghijklmno';
  expect(bytesAsHex(fifteen)).not.toBe(bytesAsHex('01616263-6465-6667-6869-6a6b6c6d6e6f'));
});

it('reads hex and refuses what is none, so that no two hashes become one', () => {
  expect([...hexToBytes('00ffA0')]).toEqual([0, 255, 160]);
  expect(hexToBytes('')).toHaveLength(0);
  for (const text of ['abc', 'zz', 'ab cd', '0g', 'é0']) expect(() => hexToBytes(text)).toThrow(TypeError);
});

it('hashes text to 32 bits as FNV-1a does', () => {
  expect(textHash('')).toBe(0x811c9dc5);
  expect(textHash('a')).toBe(0xe40c292c);
  expect(textHash('foobar')).toBe(0xbf9cf968);
});
