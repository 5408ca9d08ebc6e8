import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cookielessHash } from './cookieless.ts';

const salt = new Uint8Array(32).fill(7);

it('depends on the project, the address, the user agent and the salt, and on nothing else', () => {
  const hash = cookielessHash(1, '203.0.113.9', 'Mozilla/5.0', salt);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(cookielessHash(1, '203.0.113.9', 'Mozilla/5.0', Uint8Array.from(salt))).toBe(hash);
  expect(cookielessHash(2, '203.0.113.9', 'Mozilla/5.0', salt)).not.toBe(hash);
  expect(cookielessHash(1, '203.0.113.8', 'Mozilla/5.0', salt)).not.toBe(hash);
  expect(cookielessHash(1, '203.0.113.9', 'Mozilla/5.1', salt)).not.toBe(hash);
  expect(cookielessHash(1, '203.0.113.9', 'Mozilla/5.0', new Uint8Array(32).fill(8))).not.toBe(hash);
});

it('never mixes up where one part ends and the next begins', () => {
  const part = fc.string({ unit: fc.constantFrom('1', '2', '"', ',', '\\', '[', ']', '|', '\0'), maxLength: 6 });
  fc.assert(
    fc.property(part, part, part, part, (ipA, agentA, ipB, agentB) => {
      fc.pre(ipA !== ipB || agentA !== agentB);
      expect(cookielessHash(1, ipA, agentA, salt)).not.toBe(cookielessHash(1, ipB, agentB, salt));
    }),
    { numRuns: 1000 },
  );
});
