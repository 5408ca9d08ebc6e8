import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseDomain, stripWww } from './host-name.ts';

describe('normaliseDomain', () => {
  it.each([
    ['shop.test', 'shop.test'],
    ['  Shop.TEST ', 'shop.test'],
    ['HTTPS://Shop.test', 'shop.test'],
    ['http://shop.test/', 'shop.test'],
    ['https://shop.test:8443/path/?q=1#top', 'shop.test'],
    ['www.shop.test', 'shop.test'],
    ['www.www.shop.test', 'www.shop.test'],
    ['shop.test.', 'shop.test'],
    ['shop.test:3000', 'shop.test'],
    ['localhost', 'localhost'],
    ['localhost:8080', 'localhost'],
    ['localhost:', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]:80', '[::1]'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['my_host.internal', 'my_host.internal'],
    ['www.com', 'www.com'],
  ])('%j means %j', (entry, host) => {
    expect(normaliseDomain(entry)).toBe(host);
  });

  it.each([
    '',
    '   ',
    'https://',
    '*.shop.test',
    'a.test,b.test',
    'a.test b.test',
    'user:secret@shop.test',
    'user@shop.test',
    'ftp://shop.test',
    'javascript:alert(1)',
    '//shop.test',
    '/path',
    'shop..test',
    '.shop.test',
    'shop.test:99999',
    '?q=1',
    '#top',
    'shop%2etest',
    'a\\b',
    `${'a'.repeat(63)}.`.repeat(5),
  ])('refuses %j', (entry) => {
    expect(normaliseDomain(entry)).toBeNull();
  });

  it('is idempotent, and never throws whatever the entry', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.webUrl(), fc.string({ unit: 'binary' })), (entry) => {
        const host = normaliseDomain(entry);
        if (host === null) return;
        expect(host).toBe(host.toLowerCase());
        // Each `www.` is a label of its own: only the first is dropped at a time.
        if (!host.startsWith('www.')) expect(normaliseDomain(host)).toBe(host);
      }),
    );
  });
});

describe('stripWww', () => {
  it('drops one leading www. where a name with a dot remains', () => {
    expect(['www.shop.test', 'shop.test', 'www.com', 'www.', 'wwwshop.test'].map(stripWww)).toEqual([
      'shop.test',
      'shop.test',
      'www.com',
      'www.',
      'wwwshop.test',
    ]);
  });
});
