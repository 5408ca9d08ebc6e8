import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_SETTINGS, type Project } from '@micrologs/domain';
import { TrustedProxies } from '@micrologs/ingest';
import { LinkService } from '@micrologs/links';
import {
  type LinkStore,
  QueueUnavailableError,
  StorageUnavailableError,
  type WritableStorage,
} from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { errorAnswers } from '../src/error-answer.ts';
import { LinkCache } from '../src/link-cache.ts';
import { RateLimiter } from '../src/rate-limiter.ts';
import { parseRateLimits } from '../src/rate-limits.ts';
import { RedirectClicks } from '../src/redirect-clicks.ts';
import { RedirectDoor } from '../src/redirect-door.ts';
import { BROWSER, send } from './requests.ts';

const ACT = { action: 'test', actor: 'test', keyType: 'admin', ipHash: '', context: null, at: 0 } as const;
const NAMES = { linkUrl: 'http://x.test', own: ['http://x.test'] };

/** The door over a real store, with a queue and a store that fail when a test says so. */
let folder: string;
let storage: WritableStorage;
let project: Project;
let service: LinkService;
let server: Server;
let url: string;
let links: LinkCache;
let clicks: RedirectClicks;
let recorded: object[];
let log: string[];
let storeFailure: Error | null;
let queueFailure: Error | null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-redirects-'));
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  project = await storage.projects.create(
    {
      name: 'x',
      publicKey: '1'.repeat(32),
      secretHash: '2'.repeat(64),
      allowedDomains: ['x.test'],
      timeZone: 'UTC',
      settings: DEFAULT_SETTINGS,
      createdAt: 0,
    },
    ACT,
  );
  service = new LinkService(storage.links, storage.facts);
  storeFailure = null;
  queueFailure = null;
  recorded = [];
  log = [];
  const orFail = async <T>(work: () => Promise<T>): Promise<T> => {
    if (storeFailure) throw storeFailure;
    return work();
  };
  const store: Pick<LinkStore, 'resolve' | 'changeNumber' | 'reserveClick'> = {
    resolve: (code) => orFail(() => storage.links.resolve(code)),
    changeNumber: () => orFail(() => storage.links.changeNumber()),
    reserveClick: (id) => orFail(() => storage.links.reserveClick(id)),
  };
  const logger = pino({ level: 'debug' }, { write: (line: string) => log.push(line) });
  links = new LinkCache({ store, pollMs: 10 });
  await links.start();
  clicks = new RedirectClicks({
    queue: {
      append: async (_project, records) => {
        if (queueFailure) throw queueFailure;
        recorded.push(...JSON.parse(`[${records}]`));
      },
    },
    logger,
    placeOf: () => null,
    ipHash: (ip) => `hash of ${ip}`,
  });
  const door = new RedirectDoor({
    links,
    store,
    clicks,
    projectOf: (id) => (id === project.id ? project : null),
    limiter: new RateLimiter(parseRateLimits('on')!),
    basePath: '',
    trustedProxies: new TrustedProxies(),
    testMode: false,
    answerFor: errorAnswers(logger),
    answered: () => undefined,
    logger,
  });
  server = createServer((req, res) => {
    if (!door.take(req, res)) res.writeHead(404).end('another path');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  links.stop();
  await new Promise((resolve) => server.close(resolve));
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

async function aLink(fields: object = {}): Promise<string> {
  const request = { project, addresses: NAMES, ipHash: '' };
  return (await service.create(request, { destination_url: 'https://shop.test/', ...fields })).data.code;
}
const visit = (target: string, method = 'GET') => send(url + target, { method, headers: BROWSER });

it('L6: a queue that refuses clicks is no affair of the visitor; the losses are counted and logged', async () => {
  const code = await aLink();
  queueFailure = new QueueUnavailableError('the disk is full');
  for (let i = 0; i < 5; i++) expect((await visit(`/l/${code}`)).status).toBe(302);
  await clicks.drain();
  expect(clicks.lost).toBe(5);
  expect(log.filter((line) => line.includes('not recorded')).length).toBeGreaterThan(0);
  queueFailure = null;
  await visit(`/l/${code}`);
  await clicks.drain();
  expect(recorded).toHaveLength(1);
});

it('with the database away known links lead on, and what cannot be decided is 503', async () => {
  const known = await aLink();
  const limited = await aLink({ max_clicks: 5 });
  const unknown = await aLink();
  for (const code of [known, limited]) expect((await visit(`/l/${code}`)).status).toBe(302);
  storeFailure = new StorageUnavailableError('away');
  expect((await visit(`/l/${known}`)).status).toBe(302);
  for (const code of [limited, unknown, 'nothing1']) {
    for (const method of ['GET', 'HEAD']) {
      const { status, text, headers } = await visit(`/l/${code}`, method);
      expect({ status, text }).toEqual({ status: 503, text: method === 'GET' ? 'Try again later' : '' });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
  }
  storeFailure = null;
  for (const code of [known, limited, unknown]) expect((await visit(`/l/${code}`)).status).toBe(302);
  expect((await visit('/l/nothing1')).status).toBe(404);
});

it('a fault of the server says no more than that', async () => {
  storeFailure = new Error('secret detail');
  expect(await visit('/l/abcdef')).toMatchObject({ status: 500, text: 'Server error' });
  expect(log.some((line) => line.includes('secret detail'))).toBe(true);
});

it('an edit by another process is seen soon', async () => {
  const code = await aLink();
  await visit(`/l/${code}`);
  await service.edit({ project, addresses: NAMES, ipHash: '' }, { code, destination_url: 'https://shop.test/new' });
  await expect.poll(async () => (await visit(`/l/${code}`)).headers.location).toBe('https://shop.test/new');
});

it('the log knows neither code, address nor query', async () => {
  const code = await aLink();
  await visit(`/l/${code}?email=a@b.test`);
  await visit(`/api/redirect?c=${code}`);
  const lines = log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  expect(lines.map(({ method, path: logged, status }) => [method, logged, status])).toEqual([
    ['GET', '/l/{code}', 302],
    ['GET', '/api/redirect', 302],
  ]);
  expect(log.join()).not.toMatch(new RegExp(`${code}|127\\.0\\.0\\.1|b\\.test`));
});

it('takes its own paths and no others', async () => {
  for (const target of ['/l', '/l/', '/l/a/b', '/L/abc', '/api/redirects', '/api/redirect/x', '/']) {
    expect({ target, text: (await visit(target)).text }).toEqual({ target, text: 'another path' });
  }
  expect((await visit('/l/abc', 'OPTIONS')).text).toBe('another path');
});
