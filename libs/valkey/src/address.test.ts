import { expect, it } from 'vitest';
import { parseValkeyUrl } from './address.ts';

it.each([
  ['redis://cache', { host: 'cache', port: 6379, user: null, password: null, database: 0, tls: false }],
  [
    'valkey://:pa%3Ass@[::1]:7000/',
    { host: '::1', port: 7000, user: null, password: 'pa:ss', database: 0, tls: false },
  ],
  [
    'rediss://micrologs:p%40%20%25@10.0.0.1:6380/3',
    { host: '10.0.0.1', port: 6380, user: 'micrologs', password: 'p@ %', database: 3, tls: true },
  ],
  ['valkeys://cache', { host: 'cache', port: 6379, user: null, password: null, database: 0, tls: true }],
])('reads %s', (url, address) => {
  expect(parseValkeyUrl(url)).toEqual(address);
});

it.each([
  ['cache:6379', 'must look like'],
  ['http://cache', 'must look like'],
  ['redis://', 'must look like'],
  ['redis://:secret@cache:port', 'must look like'],
  ['redis://cache/one', 'number of a database'],
  ['redis://cache/1?tls=on', 'nothing may stand behind'],
  ['redis://:%zz@cache', 'percent-encoded'],
])('refuses %s and says why', (url, reason) => {
  expect(() => parseValkeyUrl(url)).toThrow(reason);
  expect(() => parseValkeyUrl(url)).not.toThrow('secret');
});
