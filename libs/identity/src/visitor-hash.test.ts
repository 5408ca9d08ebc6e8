import { expect, it } from 'vitest';
import { ipHash, sessionTokenHash, visitorHash } from './visitor-hash.ts';

// The expected values come from `printf '%s' … | sha256sum`.
it('is SHA-256 of the UTF-8 text in lowercase hex', () => {
  expect(visitorHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(visitorHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(visitorHash('blåbær')).toBe('6f1a4baa8c1c7537ba678df617a5e9256abcacb1056256b2e6f7d91c983ac531');
  expect(sessionTokenHash('abc')).toBe(visitorHash('abc'));
});

it('puts the salt behind the address', () => {
  expect(ipHash('203.0.113.9', 'pepper')).toBe('9c2759aedeb36a71d9dd58976dbc882f14cf247c139c67d4e16923d0c344fe0d');
  expect(ipHash('203.0.113.9', 'other')).not.toBe(ipHash('203.0.113.9', 'pepper'));
});
