import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlain } from './plain.ts';
import { FILTERED, Secrets } from './secrets.ts';

const secrets = new Secrets(['Salary-Class']);
const plain = (value: unknown) => toPlain(value, secrets);

describe('a plain copy', () => {
  it('is what JSON would hold of ordinary values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const names = JSON.stringify(value).match(/"[^"]*":/g) ?? [];
        fc.pre(!names.some((name) => name.includes('__proto__') || secrets.isSecretName(name)));
        expect(JSON.stringify(plain(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('can always be written as JSON, and quickly', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
        (value) => {
          expect(() => JSON.stringify(plain(value))).not.toThrow();
        },
      ),
    );
  });

  it('names what cannot be shown', () => {
    const cycle: Record<string, unknown> = { big: 5n, bytes: Buffer.from('abc'), when: new Date(0) };
    cycle.self = cycle;
    Object.defineProperty(cycle, 'bad', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    expect(plain(cycle)).toEqual({
      big: '5',
      bytes: '[Buffer, 3 bytes]',
      when: '1970-01-01T00:00:00.000Z',
      self: '[Circular]',
      bad: '[Unreadable]',
    });
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(plain({ revoked: revoked.proxy })).toEqual({ revoked: expect.stringContaining('[Unreadable') });
    expect(plain({ e: new TypeError('x') })).toEqual({ e: { name: 'TypeError', message: 'x' } });
    expect(plain({ m: new Map([['a', 1]]), s: new Set([2]) })).toEqual({ m: { a: 1 }, s: [2] });
  });

  it('stops at a depth and at a number of values', () => {
    const deep: unknown = Array.from({ length: 30 }).reduce<unknown>((inner) => ({ inner }), 'x');
    expect(JSON.stringify(plain(deep))).toContain('[Object]');
    expect((plain(Array.from({ length: 100_000 }, () => 1)) as unknown[]).length).toBeLessThan(3_000);
  });

  it('does not change with its source', () => {
    const source = { list: [1] };
    const copy = plain(source);
    source.list.push(2);
    expect(copy).toEqual({ list: [1] });
  });

  it('has no values of secret names', () => {
    expect(plain({ user: { Password: 'x', 'salary class': 5, name: 'kim' }, headers: { 'X-Api-Key': 'x' } })).toEqual({
      user: { Password: FILTERED, 'salary class': FILTERED, name: 'kim' },
      headers: { 'X-Api-Key': FILTERED },
    });
    const harmless = { hasPassword: true, token: null, total_tokens: 81 };
    expect(plain(harmless)).toEqual(harmless);
  });
});

describe('a text', () => {
  it.each([
    ['https://kim:hunter2@shop.test/', `https://${FILTERED}@shop.test/`],
    ['GET /pay?order=5&access_token=abc123&x=1', `GET /pay?order=5&access_token=${FILTERED}&x=1`],
    ['Authorization: Bearer abcdefghijkl', `Authorization: Bearer ${FILTERED}`],
    ['card 4111 1111 1111 1111 declined', `card ${FILTERED} declined`],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', FILTERED],
    ['key AKIAIOSFODNN7EXAMPLE', `key ${FILTERED}`],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----',
      `${FILTERED}-----END RSA PRIVATE KEY-----`,
    ],
  ])('%s loses its secret', (text, left) => {
    expect(secrets.scrub(text)).toBe(left);
  });

  it.each([
    'order 1234567890123',
    'https://shop.test/a?page=2',
    'at pay (/srv/app/token.js:8:13)',
    'the password is wrong',
  ])('%s stays', (text) => {
    expect(secrets.scrub(text)).toBe(text);
  });
});
