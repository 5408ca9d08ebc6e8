import { expect, it } from 'vitest';
import { pageOf } from './page.ts';

it.each([
  ['https://Shop.test/a/B?x=1#y', 'shop.test', '/a/B'],
  ['https://shop.test', 'shop.test', '/'],
  ['https://shop.test?x=/y', 'shop.test', '/'],
  ['http://user:pass@shop.test:8080/p', 'shop.test', '/p'],
  ['http://[::1]:80/p', '[::1]', '/p'],
  ['app://main/settings', 'main', '/settings'],
  ['/only/a/path?q', '', '/only/a/path'],
  ['', '', '/'],
])('takes %s apart', (url, hostname, path) => {
  expect(pageOf(url)).toEqual({ hostname, path });
});
