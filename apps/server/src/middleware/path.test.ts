import { expect, it } from 'vitest';
import { normalisePath, originForm } from './path.ts';

it.each([
  ['/api/health', '', '/api/health'],
  ['/api/health.php', '', '/api/health'],
  ['/api/health.php?x=1', '', '/api/health'],
  ['//api///track//pageview.php', '', '/api/track/pageview'],
  ['/api/health.php.php', '', '/api/health.php'],
  ['/snippet/micrologs.js', '', '/snippet/micrologs.js'],
  ['/index.php', '', '/index.php'],
  ['/', '', '/'],
  ['/micrologs/api/health', '/micrologs', '/api/health'],
  ['/micrologs', '/micrologs', '/'],
  ['/micrologs/', '/micrologs', '/'],
  ['//micrologs//api/health.php', '/micrologs', '/api/health'],
  ['/micrologs2/api/health', '/micrologs', null],
  ['/api/health', '/micrologs', null],
  ['*', '', '*'],
])('%s under %j is %s', (target, basePath, expected) => {
  expect(normalisePath(target, basePath)).toBe(expected);
});

it.each([
  ['/api/health?x=http://y/z', '/api/health?x=http://y/z'],
  ['http://stats.test/api/health?x=1', '/api/health?x=1'],
  ['HTTPS://stats.test:8443', '/'],
  ['*', '*'],
])('%s from its path on is %s', (target, expected) => {
  expect(originForm(target)).toBe(expected);
});
