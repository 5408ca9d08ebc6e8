import { normaliseDomain } from '@micrologs/domain';
import { expect, it } from 'vitest';
import { originAllowed } from './domain-lock.ts';

const allowed = ['shop.test', normaliseDomain('blåbærgård.no')!, 'localhost', '127.0.0.1', '[::1]'];

it('allows a domain, its subdomains, any port and scheme', () => {
  for (const origin of [
    'https://shop.test',
    'http://shop.test:8080',
    'https://www.shop.test',
    'https://SHOP.test',
    'https://shop.test.',
    'https://a.b.shop.test',
    'https://www.blåbærgård.no',
    'http://localhost:3000',
    'http://127.0.0.1:5173',
    'http://[::1]:5173',
    'capacitor://localhost',
  ]) {
    expect.soft(originAllowed(origin, undefined, allowed), origin).toBe(true);
  }
});

it('refuses every other host, and what names none', () => {
  for (const origin of [
    'https://notshop.test',
    'https://shop.test.evil.com',
    'https://evil.com/shop.test',
    'https://shop.test@evil.com',
    'https://evil.com#shop.test',
    'https://shop',
    'http://1.127.0.0.1.test',
    'null',
    'shop.test',
    'about:client',
    'https://',
    'file:///shop.test',
  ]) {
    expect.soft(originAllowed(origin, undefined, allowed), origin).toBe(false);
  }
});

it('asks the Referer only without an Origin, and lets through a request with neither', () => {
  expect(originAllowed(undefined, 'https://shop.test/a?b#c', allowed)).toBe(true);
  expect(originAllowed('', 'https://evil.com/', allowed)).toBe(false);
  expect(originAllowed('https://evil.com', 'https://shop.test/', allowed)).toBe(false);
  expect(originAllowed('null', 'https://shop.test/', allowed)).toBe(false);
  expect(originAllowed(undefined, undefined, allowed)).toBe(true);
  expect(originAllowed('', '', [])).toBe(true);
  expect(originAllowed('https://shop.test', undefined, [])).toBe(false);
});

it('finds the host that an allowed-domain entry was normalised to', () => {
  for (const entry of ['HTTPS://Www.Shop.test:8443/path/', 'shop.test///', ' shop.test ']) {
    expect.soft(originAllowed('https://cdn.shop.test', undefined, [normaliseDomain(entry)!]), entry).toBe(true);
  }
  expect(originAllowed('https://example.com', undefined, [normaliseDomain('www.com')!])).toBe(false);
});
