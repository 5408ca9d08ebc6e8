import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addQuery } from './forward-query.ts';

describe('addQuery', () => {
  it.each([
    ['https://shop.test/sale', 'a=1&b=2', 'https://shop.test/sale?a=1&b=2'],
    ['https://shop.test', 'a=1', 'https://shop.test?a=1'],
    ['https://shop.test/?x=9', 'a=1', 'https://shop.test/?x=9&a=1'],
    ['https://shop.test/?', 'a=1', 'https://shop.test/?a=1'],
    ['https://shop.test/?x&', 'a=1', 'https://shop.test/?x&a=1'],
    ['https://shop.test/#part', 'a=1', 'https://shop.test/?a=1#part'],
    ['https://shop.test/#part?no', 'a=1', 'https://shop.test/?a=1#part?no'],
    ['https://shop.test/?a=own', 'a=1&b=2&b=3', 'https://shop.test/?a=own&b=2&b=3'],
    ['https://shop.test/', 'c=code&a=%20x', 'https://shop.test/?a=+x'],
    ['https://shop.test/', 'c=code', 'https://shop.test/'],
    ['https://shop.test/', '', 'https://shop.test/'],
    ['https://shop.test/', '&&', 'https://shop.test/'],
  ])('%s with %s is %s', (destination, query, expected) => {
    expect(addQuery(destination, query)).toBe(expected);
  });

  it('forwards nothing when the address would become too long', () => {
    expect(addQuery('https://shop.test/', `a=${'x'.repeat(9000)}`)).toBe('https://shop.test/');
  });

  it('changes nothing but the query, and no parameter that the target has', () => {
    const query = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webQueryParameters(),
      fc.string({ unit: fc.constantFrom('/', '\\', '@', '#', '?', '&', '=', ':', '\r', '\n', '%', '0', 'd', 'a') }),
    );
    const destination = fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] });
    fc.assert(
      fc.property(destination, query, (target, added) => {
        const before = new URL(target);
        const location = addQuery(target, added);
        expect(location).toMatch(/^[\x21-\x7e]+$/);
        const after = new URL(location);
        for (const part of ['protocol', 'host', 'username', 'password', 'pathname', 'hash'] as const) {
          expect(after[part]).toBe(before[part]);
        }
        for (const name of before.searchParams.keys()) {
          expect(after.searchParams.getAll(name)).toEqual(before.searchParams.getAll(name));
        }
      }),
    );
  });
});
