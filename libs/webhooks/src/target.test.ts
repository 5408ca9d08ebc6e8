import { expect, it } from 'vitest';
import { targetUrl } from './target.ts';

it('takes web addresses, without their fragment', () => {
  expect(targetUrl('https://hooks.example.org/in?a=1#there', () => false)).toBe('https://hooks.example.org/in?a=1');
  expect(targetUrl('http://internal.test:8080', () => false)).toBe('http://internal.test:8080/');
  expect(targetUrl('http://10.0.0.5/x', (address) => address === '10.0.0.5')).toBe('http://10.0.0.5/x');
});

it('says what is wrong with others', () => {
  for (const [url, message] of [
    ['hooks.example.org', 'url must be a full'],
    ['ftp://hooks.example.org/', 'url must be a full'],
    ['javascript:alert(1)', 'url must be a full'],
    ['https://user:pass@hooks.example.org/', 'url must not hold a user'],
    ['http://2130706433/', "url: '127.0.0.1' is not a public address"],
    ['http://[::1]/', "url: '::1' is not a public address"],
  ]) {
    expect.soft(() => targetUrl(url!, () => false), url).toThrow(message);
  }
});
