import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDestination } from './destination.ts';

const OWN = ['https://stats.test', 'https://go.test/s'];
const check = (url: string) => checkDestination(url, OWN);

describe('checkDestination', () => {
  it.each([
    'https://shop.test/sale',
    'http://shop.test',
    'HTTPS://Shop.TEST/A%20b?x=[1]&y=%zz#part',
    'https://shop.test:8443/a/../b?u=https://evil.test/',
    'https://[2001:db8::1]/x',
    'https://shop.test/a|b{c}"<d>^`',
    'https://shop.test/@user',
  ])('keeps %s as it is', (url) => {
    expect(check(url)).toBe(url);
    expect(check(`  ${url}\n`)).toBe(url);
  });

  it.each([
    'ftp://shop.test/a',
    'mailto:a@shop.test',
    'javascript://shop.test/%0aalert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//shop.test/a',
    '/a',
    'shop.test',
    'https:shop.test',
    'https:/shop.test',
    'https:///shop.test',
    'https://',
    'https://?x',
    'https:\\\\shop.test',
    'https://shop.test\\@evil.test',
    'https://shop.test/a b',
    'https://shop.test/\r\nSet-Cookie: a=1',
    'https://shop.test/\tx',
    'java\nscript://x',
    'https://shop.test:99999/',
    'https://exa mple.test/',
    'https://a%00b.test/',
    'https://shop.test/\ud800',
    '',
  ])('L1: refuses %j', (url) => {
    expect(() => check(url)).toThrow('destination_url is not a valid URL');
  });

  it('L2: refuses more than 2048 bytes, counted after normalising', () => {
    const url = `https://shop.test/${'x'.repeat(2048 - 18)}`;
    expect(check(url)).toBe(url);
    expect(() => check(`${url}x`)).toThrow('destination_url must be at most 2048 bytes');
    expect(() => check(`https://shop.test/${'é'.repeat(400)}`)).toThrow('at most 2048 bytes');
  });

  it('L3: normalises Unicode to ASCII', () => {
    expect(check('https://münchen.test/straße?q=grün#äh')).toBe(
      'https://xn--mnchen-3ya.test/stra%C3%9Fe?q=gr%C3%BCn#%C3%A4h',
    );
    expect(check('https://日本.test/')).toBe('https://xn--wgv71a.test/');
  });

  it('refuses user names and passwords, which disguise the host', () => {
    for (const url of [
      'https://shop.test@evil.test/',
      'https://a:b@shop.test/',
      'https://@shop.test/',
      'https://:@x.test/',
    ]) {
      expect(() => check(url)).toThrow('destination_url must not hold a user name or password');
    }
  });

  it.each([
    'https://stats.test/l/abc',
    'http://stats.test/api/redirect?c=abc',
    'https://STATS.test/api/redirect.php?c=abc',
    'https://stats.test.//api//redirect.php',
    'https://stats.test/x/../l/abc',
    'https://stats.test/%6c/abc',
    'https://stats.test:443/l/abc',
    'https://go.test/s/l/abc',
    'https://ｓtats.test/l/abc',
  ])('L12: refuses its own short link %s', (url) => {
    expect(() => check(url)).toThrow('destination_url must not lead to a short link of this server');
  });

  it('L12: leads to other pages of its own hosts', () => {
    for (const url of [
      'https://stats.test/',
      'https://stats.test/legal',
      'https://stats.test/api/health',
      'https://go.test/l/abc',
      'https://stats.test:8080/l/abc',
    ]) {
      expect(check(url)).toBe(url);
    }
  });

  it('gives ASCII that is one header line and parses to an absolute web address, whatever comes', () => {
    const text = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: 'binary' }),
      fc.string().map((tail) => `https://shop.test/${tail}`),
    );
    fc.assert(
      fc.property(text, (input) => {
        let destination: string;
        try {
          destination = check(input);
        } catch (error) {
          expect((error as Error).name).toBe('ValidationError');
          return;
        }
        expect(destination).toMatch(/^https?:\/\/[\x21-\x7e]+$/i);
        expect(check(destination)).toBe(destination);
      }),
    );
  });
});
