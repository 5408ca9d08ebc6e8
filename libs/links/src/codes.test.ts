import { expect, it } from 'vitest';
import { isCustomCode, isReservedCode, newCode } from './codes.ts';

it('makes codes of 8 letters and digits, all of them in use', () => {
  const codes = Array.from({ length: 2000 }, newCode);
  for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(codes.join('')).size).toBe(62);
});

it('takes custom codes of 3 to 64 harmless characters', () => {
  for (const code of ['abc', 'Spring_Sale-26', 'x'.repeat(64), '---']) expect(isCustomCode(code)).toBe(true);
  for (const code of ['', 'ab', 'x'.repeat(65), 'a b', 'a/b', 'a.b', 'été', 'a%62', 'abc\n']) {
    expect(isCustomCode(code)).toBe(false);
  }
});

it('reserves words in any case of letters', () => {
  for (const code of ['api', 'API', 'Docs', 'admin']) expect(isReservedCode(code)).toBe(true);
  for (const code of ['apis', 'sale']) expect(isReservedCode(code)).toBe(false);
});
