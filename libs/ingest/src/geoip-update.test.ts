import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cityDatabase } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GeoIp } from './geoip.ts';
import { GeoIpUpdateError, updateGeoIp } from './geoip-update.ts';

const BUILT_AT = new Date('2026-01-02T00:00:00Z');
const database = cityDatabase(
  [{ network: '81.2.69.0/24', country: { iso: 'GB', name: 'United Kingdom' }, region: 'England', city: 'London' }],
  { builtAt: BUILT_AT },
);

/** A POSIX tar archive of these entries; `5` is a folder. */
function tar(entries: { name: string; type?: string; content?: Buffer }[]): Buffer {
  const blocks = entries.flatMap(({ name, type = '0', content = Buffer.alloc(0) }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write(' '.repeat(8), 148);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const good = tar([
  { name: 'GeoLite2-City_20260102/', type: '5' },
  { name: 'GeoLite2-City_20260102/LICENSE.txt', content: Buffer.from('licence') },
  { name: 'GeoLite2-City_20260102/GeoLite2-City.mmdb', content: database },
]);

let server: Server;
let baseUrl: string;
let folder: string;
let path: string;
/** What the stand-in for MaxMind's service serves, and what it was asked. */
let archive: Buffer;
let checksum: string | null;
let status: number;
let requests: { url: string; authorization: string | undefined }[];

beforeEach(async () => {
  archive = gzipSync(good);
  checksum = null;
  status = 200;
  requests = [];
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization });
    response.statusCode = status;
    const sha256 = checksum ?? createHash('sha256').update(archive).digest('hex');
    response.end(request.url?.endsWith('.sha256') ? `${sha256}  GeoLite2-City_20260102.tar.gz\n` : archive);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'geoip-update-'));
  path = join(folder, 'GeoLite2-City.mmdb');
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const update = (more: { path?: string; baseUrl?: string } = {}) =>
  updateGeoIp({ accountId: '4711', licenseKey: 'secret-key', path, baseUrl, ...more });

it('downloads, checks and swaps in the database', async () => {
  writeFileSync(path, 'old');
  expect(await update()).toEqual({ path, builtAt: BUILT_AT, bytes: database.length });
  expect(readFileSync(path).equals(database)).toBe(true);
  expect(readdirSync(folder)).toEqual(['GeoLite2-City.mmdb']);
  const authorization = `Basic ${Buffer.from('4711:secret-key').toString('base64')}`;
  expect(requests).toEqual([
    { url: '/geoip/databases/GeoLite2-City/download?suffix=tar.gz.sha256', authorization },
    { url: '/geoip/databases/GeoLite2-City/download?suffix=tar.gz', authorization },
  ]);
});

it('creates the folder, and a running reader takes the file over', async () => {
  path = join(folder, 'data', 'geo', 'city.mmdb');
  const geoIp = await GeoIp.open(path, { pollMs: 2 ** 30 });
  await update();
  await geoIp.refresh();
  expect(geoIp.lookup('81.2.69.1')?.city).toBe('London');
  geoIp.close();
});

const FAILURES: [name: string, arrange: () => void, message: RegExp][] = [
  [
    'a wrong checksum',
    () => {
      checksum = 'ab'.repeat(32);
    },
    /does not match its checksum/,
  ],
  [
    'no checksum',
    () => {
      checksum = '<html>';
    },
    /no SHA-256 checksum/,
  ],
  [
    'a refused key',
    () => {
      status = 401;
    },
    /refused the account id or the license key \(HTTP 401\)/,
  ],
  [
    'the daily limit',
    () => {
      status = 429;
    },
    /no further download today/,
  ],
  [
    'a broken service',
    () => {
      status = 503;
    },
    /answered HTTP 503/,
  ],
  [
    'a truncated gzip archive',
    () => {
      archive = archive.subarray(0, archive.length - 20);
    },
    /cut short/,
  ],
  [
    'a truncated tar archive',
    () => {
      archive = gzipSync(good.subarray(0, 2048));
    },
    /cut short/,
  ],
  [
    'a tar archive without its end',
    () => {
      archive = gzipSync(good.subarray(0, 1536));
    },
    /cut short/,
  ],
  [
    'a damaged tar header',
    () => {
      archive = gzipSync(Buffer.from(good).fill('x', 600, 640));
    },
    /header .* damaged/,
  ],
  [
    'an archive without database',
    () => {
      archive = gzipSync(tar([{ name: 'README' }]));
    },
    /no \.mmdb file/,
  ],
  [
    'a folder called .mmdb',
    () => {
      archive = gzipSync(tar([{ name: 'a.mmdb', type: '5' }]));
    },
    /no \.mmdb file/,
  ],
  [
    'a database that does not open',
    () => {
      archive = gzipSync(tar([{ name: 'x.mmdb', content: database.subarray(0, 400) }]));
    },
    /cannot be used: it is/,
  ],
  [
    'no archive',
    () => {
      archive = Buffer.from('<html>');
    },
    /no gzip archive/,
  ],
];

it.each(FAILURES)('leaves the old file alone: %s', async (_, arrange, message) => {
  writeFileSync(path, 'old');
  arrange();
  const failure = await update().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GeoIpUpdateError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain('secret-key');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['GeoLite2-City.mmdb']);
});

it('says which host cannot be reached, and when a connection breaks', async () => {
  const host = new URL(baseUrl).host;
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('part', () => request.socket.destroy());
  });
  await expect(update()).rejects.toThrow(`The download from ${host} failed`);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(update()).rejects.toThrow(`The download from ${host} failed: ECONNREFUSED`);
  expect(readdirSync(folder)).toEqual([]);
});

it('sends the key over https only, but for this machine', async () => {
  for (const address of ['http://example.com', 'ftp://localhost', 'download.maxmind.com', '']) {
    await expect(update({ baseUrl: address })).rejects.toThrow(GeoIpUpdateError);
  }
  expect(requests).toEqual([]);
});

it('says when the file cannot be written', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(update({ path: join(folder, 'file', 'city.mmdb') })).rejects.toThrow(
    /cannot be written: (ENOTDIR|EEXIST)/,
  );
});
