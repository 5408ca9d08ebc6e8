import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

it('tells the password from others, by a hash that says how it was made', async () => {
  const hash = await hashPassword(' crème brûlée ');
  expect(hash).toMatch(/^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword('crème brûlée', hash)).toBe(true);
  expect(await verifyPassword('cre\u0300me bru\u0302le\u0301e', hash)).toBe(true);
  for (const wrong of ['', 'crème', 'Crème brûlée', 'crème brûlée!'])
    expect(await verifyPassword(wrong, hash)).toBe(false);
});

it('salts each hash', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

it('reads hashes that were made with other parameters', async () => {
  const { scryptSync } = await import('node:crypto');
  const key = scryptSync('old', Buffer.from('salt'), 16, { N: 1024, r: 4, p: 2 });
  const hash = `scrypt$1024$4$2$${Buffer.from('salt').toString('base64url')}$${key.toString('base64url')}`;
  expect(await verifyPassword('old', hash)).toBe(true);
  expect(await verifyPassword('new', hash)).toBe(false);
  await expect(verifyPassword('old', 'plain')).rejects.toThrow('unknown format');
});
