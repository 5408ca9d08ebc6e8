import type { Link } from '@micrologs/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LinkCache } from './link-cache.ts';

const aLink = (overrides: Partial<Link> = {}): Link => ({
  id: 1,
  project: 1,
  code: 'abc',
  destinationUrl: 'https://shop.test/',
  label: '',
  isActive: true,
  redirectStatus: 302,
  forwardQuery: false,
  expiresAt: null,
  maxClicks: null,
  reservedClicks: 0,
  totalClicks: 0,
  passwordHash: null,
  tags: [],
  createdAt: 0,
  updatedAt: 0,
  ...overrides,
});

/** A store of one link whose answers a test holds back and releases. */
let link: Link | null;
let changeNumber: number;
let resolved: number;
let asked: number;
let release: (() => void) | null;
let isAway: boolean;
let cache: LinkCache;

beforeEach(() => {
  link = aLink();
  changeNumber = 1;
  resolved = 0;
  asked = 0;
  release = null;
  isAway = false;
  cache = new LinkCache({
    store: {
      resolve: async () => {
        resolved++;
        const found = link;
        if (release) await new Promise<void>((resolve) => (release = resolve));
        return found;
      },
      changeNumber: async () => {
        asked++;
        if (isAway) throw new Error('away');
        return changeNumber;
      },
    },
    pollMs: 5,
  });
});
afterEach(() => cache.stop());

it('asks the store once for all who wait, and then no more', async () => {
  const found = await Promise.all([cache.load('abc'), cache.load('abc')]);
  expect(found[0]).toBe(found[1]);
  expect(cache.known('abc')).toBe(found[0]);
  expect(resolved).toBe(1);
});

it('does not remember that a code is unknown', async () => {
  link = null;
  expect(await cache.load('abc')).toBeNull();
  link = aLink();
  expect(await cache.load('abc')).toMatchObject({ location: 'https://shop.test/' });
});

it('does not remember what was read before an edit', async () => {
  release = () => {};
  const loading = cache.load('abc');
  cache.forget('abc');
  link = aLink({ destinationUrl: 'https://shop.test/new' });
  release();
  release = null;
  expect((await loading)!.location).toBe('https://shop.test/');
  expect(cache.known('abc')).toBeUndefined();
  expect((await cache.load('abc'))!.location).toBe('https://shop.test/new');
});

it('forgets everything when another process changed a link, and nothing while the store is away', async () => {
  await cache.start();
  await cache.load('abc');
  isAway = true;
  changeNumber = 2;
  const before = asked;
  await expect.poll(() => asked).toBeGreaterThan(before + 1);
  expect(cache.known('abc')).toBeDefined();
  isAway = false;
  await expect.poll(() => cache.known('abc')).toBeUndefined();
});

it('gives destinations that fit into a header, and none that is no web address', async () => {
  const cases = [
    ['https://shop.test/a|b', 'https://shop.test/a|b'],
    ['https://shop.test/\u00e9', 'https://shop.test/%C3%A9'],
    ['https://shop.test/\r\nX: 1', 'https://shop.test/X:%201'],
    ['ftp://shop.test/', null],
    ['javascript:alert(1)', null],
    ['', null],
  ] as const;
  for (const [destinationUrl, location] of cases) {
    cache.forget('abc');
    link = aLink({ destinationUrl });
    expect((await cache.load('abc'))!.location).toBe(location);
  }
});
