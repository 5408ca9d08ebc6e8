import { expect, it } from 'vitest';
import { clientIp, parseTrustedProxies } from './client-ip.ts';

const none = parseTrustedProxies('');
const proxies = parseTrustedProxies('10.0.0.0/8, 192.0.2.1 2001:db8:1::/48');

it('takes the socket address when no proxy is trusted', () => {
  expect(clientIp('203.0.113.9', '1.2.3.4', none)).toBe('203.0.113.9');
  expect(clientIp('::ffff:203.0.113.9', undefined, none)).toBe('203.0.113.9');
  expect(clientIp('::ffff:cb00:7109', undefined, none)).toBe('203.0.113.9');
  expect(clientIp('2001:0DB8::0001', undefined, none)).toBe('2001:db8::1');
  expect(clientIp('fe80::1%eth0', undefined, none)).toBe('fe80::1');
  expect(clientIp('203.0.113.9', '1.2.3.4', proxies)).toBe('203.0.113.9');
});

it('takes the rightmost hop that is no trusted proxy', () => {
  expect(clientIp('10.1.2.3', '6.6.6.6, 198.51.100.7', proxies)).toBe('198.51.100.7');
  expect(clientIp('10.1.2.3', '6.6.6.6, 198.51.100.7, 192.0.2.1, 10.9.9.9', proxies)).toBe('198.51.100.7');
  expect(clientIp('::ffff:10.1.2.3', '198.51.100.7', proxies)).toBe('198.51.100.7');
  expect(clientIp('2001:db8:1::5', '2001:db8:2::7, 2001:db8:1::9', proxies)).toBe('2001:db8:2::7');
  expect(clientIp('10.1.2.3', '::ffff:198.51.100.7', proxies)).toBe('198.51.100.7');
  expect(clientIp('192.0.2.2', '198.51.100.7', proxies)).toBe('192.0.2.2');
});

it('takes the leftmost hop when all are trusted, the socket without hops', () => {
  expect(clientIp('10.1.2.3', '10.0.0.5, 10.0.0.6', proxies)).toBe('10.0.0.5');
  expect(clientIp('10.1.2.3', undefined, proxies)).toBe('10.1.2.3');
  expect(clientIp('10.1.2.3', '', proxies)).toBe('10.1.2.3');
});

it('reads ports, brackets and quotes', () => {
  expect(clientIp('10.1.2.3', '198.51.100.7:4711', proxies)).toBe('198.51.100.7');
  expect(clientIp('10.1.2.3', '[2001:db8:2::7]', proxies)).toBe('2001:db8:2::7');
  expect(clientIp('10.1.2.3', '"[2001:db8:2::7]:4711"', proxies)).toBe('2001:db8:2::7');
});

it('stops at the last good hop before garbage', () => {
  expect(clientIp('10.1.2.3', '198.51.100.7, unknown', proxies)).toBe('10.1.2.3');
  expect(clientIp('10.1.2.3', '198.51.100.7, <script>, 10.0.0.8', proxies)).toBe('10.0.0.8');
  for (const junk of [
    '127.1',
    '0x7f.0.0.1',
    '010.1.1.1',
    '256.1.1.1',
    '1.2.3.4.5',
    ':',
    '[]',
    '[1.2.3.4',
    ',,,',
    '%',
  ]) {
    expect.soft(clientIp('10.1.2.3', junk, proxies), junk).toBe('10.1.2.3');
  }
});

it('has no address where the socket has none', () => {
  expect(clientIp(undefined, '1.2.3.4', proxies)).toBe('');
  expect(clientIp('', '1.2.3.4', none)).toBe('');
});

it('names the entry that is no proxy', () => {
  for (const entry of [
    '10.0.0.0/33',
    '10.0.0/8',
    'proxy.local',
    '2001:db8::/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '::ffff:10.0.0.0/90',
    '1.2.3.4/-1',
  ]) {
    expect.soft(() => parseTrustedProxies(`127.0.0.1, ${entry}`), entry).toThrow(`'${entry}' is neither`);
  }
  expect(clientIp('10.1.2.3', '198.51.100.7', parseTrustedProxies('::ffff:10.0.0.0/104'))).toBe('198.51.100.7');
  expect(clientIp('10.1.2.3', '198.51.100.7', parseTrustedProxies('10.9.9.9/8'))).toBe('198.51.100.7');
  expect(clientIp('::1', '198.51.100.7', parseTrustedProxies('::1'))).toBe('198.51.100.7');
});
