import { mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cityDatabase, writeCityDatabase } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GeoIp, type GeoIpOptions } from './geoip.ts';

const LONDON = {
  network: '81.2.69.0/24',
  country: { iso: 'GB', name: 'United Kingdom' },
  region: 'England',
  city: 'London',
};
const BERGEN = {
  network: '2001:db8:5::/48',
  country: { iso: 'NO', name: 'Norway' },
  region: 'Vestland',
  city: 'Bergen',
};
const london = { country: 'United Kingdom', countryCode: 'GB', region: 'England', city: 'London' };
const bergen = { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' };

let folder: string;
let path: string;
let lines: { fields: object; message: string }[];
const opened: GeoIp[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'geoip-'));
  path = join(folder, 'city.mmdb');
  lines = [];
});

afterEach(() => {
  for (const geoIp of opened.splice(0)) geoIp.close();
  rmSync(folder, { recursive: true });
});

async function open(file: string | null = path, options: GeoIpOptions = {}): Promise<GeoIp> {
  const write = (fields: object, message: string) => void lines.push({ fields, message });
  const geoIp = await GeoIp.open(file, { pollMs: 2 ** 30, log: { info: write, warn: write }, ...options });
  opened.push(geoIp);
  return geoIp;
}

/** Swaps a file in as an update does. */
function replace(content: Buffer): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

it('finds IPv4 and IPv6 addresses and nothing else', async () => {
  const builtAt = new Date('2026-01-02T03:04:05Z');
  writeCityDatabase(
    path,
    [
      LONDON,
      BERGEN,
      { network: '192.0.2.0/24' },
      { network: '198.51.100.7/32', country: { iso: 'FR', name: 'France' } },
    ],
    { builtAt },
  );
  const geoIp = await open();
  expect(geoIp.status()).toEqual({ state: 'ok', path, builtAt, message: 'the GeoIP file is in use' });
  expect(geoIp.lookup('81.2.69.142')).toEqual(london);
  expect(geoIp.lookup('81.2.69.142')).toEqual(london);
  expect(geoIp.lookup('2001:db8:5::1')).toEqual(bergen);
  expect(geoIp.lookup('198.51.100.7')).toEqual({ country: 'France', countryCode: 'FR', region: '', city: '' });
  for (const ip of [
    '192.0.2.1',
    '81.2.70.1',
    '2001:db8:6::1',
    '127.0.0.1',
    '',
    'junk',
    '999.1.1.1',
    'x'.repeat(5000),
  ]) {
    expect.soft(geoIp.lookup(ip), ip).toBeNull();
  }
  expect(JSON.stringify(lines)).not.toMatch(/81\.2|192\.0\.2|junk/);
});

it('reads a Country database, without region and city', async () => {
  writeCityDatabase(path, [LONDON], { type: 'GeoLite2-Country' });
  const geoIp = await open();
  expect(geoIp.lookup('81.2.69.1')).toEqual({ ...london, region: '', city: '' });
});

it('answers nothing without a file, and says so', async () => {
  const none = await open(null);
  expect(none.lookup('81.2.69.142')).toBeNull();
  expect(none.status()).toMatchObject({ state: 'missing', path: null });
  await none.refresh();
  expect(lines).toEqual([]);

  const absent = await open();
  expect(absent.lookup('81.2.69.142')).toBeNull();
  expect(absent.status()).toMatchObject({ state: 'missing', path });
  expect(absent.status().message).toContain('places stay empty');
  await absent.refresh();
  expect(lines).toHaveLength(1);
});

it('answers nothing from a file that is no City database, and says what it is', async () => {
  const good = cityDatabase([LONDON]);
  const cases: [Buffer, RegExp][] = [
    [Buffer.from('hello'), /no MaxMind DB file/],
    [Buffer.alloc(0), /no MaxMind DB file/],
    [good.subarray(0, good.length - 40), /no MaxMind DB file|cut short/],
    [good.subarray(300), /cut short|cannot be read/],
    [cityDatabase([LONDON], { type: 'GeoLite2-ASN' }), /GeoLite2-ASN database; a City database is needed/],
  ];
  for (const [content, reason] of cases) {
    writeFileSync(path, content);
    const geoIp = await open();
    expect(geoIp.lookup('81.2.69.142')).toBeNull();
    expect(geoIp.status().state).toBe('corrupt');
    expect(geoIp.status().message).toMatch(reason);
    expect(geoIp.status().builtAt).toBeUndefined();
  }
});

it('takes over a new file, and keeps the old one while the new one is corrupt or gone', async () => {
  const geoIp = await open();
  expect(geoIp.lookup('81.2.69.142')).toBeNull();

  const builtAt = new Date('2026-01-02T00:00:00Z');
  writeCityDatabase(path, [LONDON], { builtAt });
  await geoIp.refresh();
  expect(geoIp.status().state).toBe('ok');
  expect(geoIp.lookup('81.2.69.142')).toEqual(london);
  expect(geoIp.lookup('2001:db8:5::1')).toBeNull();

  replace(Buffer.from('half a downl'));
  await geoIp.refresh();
  expect(geoIp.status()).toMatchObject({ state: 'corrupt', builtAt });
  expect(geoIp.status().message).toContain('the database built on 2026-01-02 stays in use');
  expect(geoIp.lookup('81.2.69.142')).toEqual(london);

  rmSync(path);
  await geoIp.refresh();
  expect(geoIp.status()).toMatchObject({ state: 'missing', builtAt });
  expect(geoIp.lookup('81.2.69.142')).toEqual(london);

  replace(cityDatabase([BERGEN]));
  await geoIp.refresh();
  expect(geoIp.status().state).toBe('ok');
  expect(geoIp.lookup('81.2.69.142')).toBeNull();
  expect(geoIp.lookup('2001:db8:5::1')).toEqual(bergen);

  truncateSync(path, 50);
  await geoIp.refresh();
  expect(geoIp.status().state).toBe('corrupt');
  expect(geoIp.lookup('2001:db8:5::1')).toEqual(bergen);
});

it('looks by itself at the interval, until it is closed', async () => {
  const geoIp = await open(path, { pollMs: 5 });
  writeCityDatabase(path, [LONDON]);
  await vi.waitFor(() => expect(geoIp.lookup('81.2.69.142')).toEqual(london), { timeout: 20_000 });
  geoIp.close();
  replace(cityDatabase([BERGEN]));
  await geoIp.refresh();
  expect(geoIp.lookup('81.2.69.142')).toBeNull();
  expect(geoIp.lookup('2001:db8:5::1')).toBeNull();
});

it('stays correct when more addresses are asked for than it remembers', async () => {
  writeCityDatabase(path, [LONDON]);
  const geoIp = await open(path, { cacheEntries: 4 });
  for (let i = 0; i < 256; i++) {
    expect(geoIp.lookup(`81.2.69.${i}`)).toEqual(london);
    expect(geoIp.lookup(`81.2.70.${i}`)).toBeNull();
  }
});
