import { expect, it } from 'vitest';
import { normalisePath } from './path.ts';

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
