import { expect, it } from 'vitest';
import { isReservedCode, newCode } from './codes.ts';

it('makes codes of 8 letters and digits, all of them in use', () => {
  const codes = Array.from({ length: 2000 }, newCode);
  for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(codes.join('')).size).toBe(62);
});

it('reserves words in any case of letters', () => {
  for (const code of ['api', 'API', 'Docs', 'admin']) expect(isReservedCode(code)).toBe(true);
  for (const code of ['apis', 'sale']) expect(isReservedCode(code)).toBe(false);
});
