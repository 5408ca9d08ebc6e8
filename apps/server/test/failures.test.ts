import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { assertAnswer } from '@micrologs/contract/answers';
import { Acceptor, TrustedProxies } from '@micrologs/ingest';
import { ProjectService } from '@micrologs/projects';
import { QueueUnavailableError, StorageUnavailableError, type WritableStorage } from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import type { AppOptions } from '../src/app-options.ts';
import { collectHandlers } from '../src/handlers.ts';
import type { HealthSources } from '../src/health.ts';
import { KeyRing, sha256 } from '../src/key-ring.ts';
import { LinkCache } from '../src/link-cache.ts';
import { RateLimiter } from '../src/rate-limiter.ts';
import { parseRateLimits } from '../src/rate-limits.ts';
import { Grants } from '../src/realtime/grants.ts';
import { RedirectClicks } from '../src/redirect-clicks.ts';
import { aPageview, BROWSER, send } from './requests.ts';

const ADMIN_KEY = 'the-admin-key';

/** The app over a real store, with a queue and a store that fail when a test says so. */
let folder: string;
let storage: WritableStorage;
let server: Server;
let url: string;
let ring: KeyRing;
let log: string[];
let keys: { publicKey: string; secretKey: string };
let queueFailure: Error | null;
let factsFailure: Error | null;
let pipelineStatus: Awaited<ReturnType<HealthSources['pipeline']>>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-failures-'));
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  const { data } = await new ProjectService(storage.projects).create(
    { name: 'x', allowed_domains: ['x.test'] },
    'http://x',
    { via: 'api', ipHash: '' },
  );
  keys = { publicKey: data.public_key, secretKey: data.secret_key };
  ring = new KeyRing({ store: storage.projects });
  await ring.start();
  log = [];
  queueFailure = null;
  factsFailure = null;
  pipelineStatus = null;
  const failing = () => {
    if (factsFailure) throw factsFailure;
    return storage.facts;
  };
  const queue: AppOptions['queue'] = {
    identify: async () => 'none',
    append: async () => {
      if (queueFailure) throw queueFailure;
    },
    counts: async () => new Map(),
  };
  const logger = pino({ level: 'warn' }, { write: (line: string) => log.push(line) });
  const limiter = new RateLimiter(parseRateLimits('off')!);
  const app = createApp({
    logger,
    storage: {
      projects: storage.projects,
      links: storage.links,
      exports: storage.exports,
      errors: storage.errors,
      deadLetters: storage.deadLetters,
      webhooks: storage.webhooks,
      ledger: (source) => storage.ledger(source),
    },
    facts: { read: async (queries) => failing().read(queries) },
    replayDeadLetters: async () => {
      throw new StorageUnavailableError('not asked for here');
    },
    queue,
    acceptor: new Acceptor({ placeOf: () => null, identify: async () => ['0'.repeat(64)] }),
    keyRing: ring,
    grants: new Grants({ ring, limiter, secret: 'a secret' }),
    streams: {
      open: () => {
        throw new Error('nothing is told here');
      },
    },
    adminKeyHash: sha256(ADMIN_KEY),
    ipHash: (ip) => ip,
    limiter,
    links: new LinkCache({ store: storage.links }),
    clicks: new RedirectClicks({ queue, logger, placeOf: () => null, ipHash: (ip) => ip }),
    health: {
      storage,
      queue: {
        ...queue,
        status: async () => {
          throw new Error('the disk at /secret/path is gone');
        },
      },
      valkey: null,
      pipeline: async () => pipelineStatus,
      geoip: () => ({ state: 'missing' }),
      sealing: () => ({ due: 0, oldestUnsealed: null, failure: null }),
      dataDir: folder,
      version: '0.0.0',
    },
    metrics: {
      storing: () => Promise.reject(new Error('no storing thread')),
      sealing: () => ({ due: 0, oldestUnsealed: null, failure: null }),
      webhooks: () => ({ delivered: 0, failed: 0 }),
      realtime: () => null,
      caches: () => ({}),
      reading: async () => ({}),
      eventLoopDelay: monitorEventLoopDelay(),
      version: '0.0.0',
    },
    trustedProxies: new TrustedProxies(),
    isWebhookAddressAllowed: () => false,
    allowedOrigins: new Set(),
    basePath: '',
    testMode: false,
    assetsDir: folder,
  });
  server = createHttpServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  ring.stop();
  await new Promise((resolve) => server.close(resolve));
  await storage.close();
  await rm(folder, { recursive: true });
});

const track = (target = '/api/track/pageview') =>
  send(url + target, {
    headers: { ...BROWSER, 'X-API-Key': keys.publicKey, 'X-Request-Id': 'request-1' },
    body: aPageview(),
  });
const visitors = () =>
  send(`${url}/api/analytics/visitors`, { headers: { 'X-API-Key': keys.secretKey, 'X-Request-Id': 'request-1' } });

it('events that cannot be made durable are refused with 503 and Retry-After, on either way through the app', async () => {
  queueFailure = new QueueUnavailableError('The spool at /secret/path is full', 7);
  for (const target of ['/api/track/pageview', '//api/track/pageview']) {
    const { status, headers, json, text } = await track(target);
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '7' });
    assertAnswer('trackPageview', 503, json);
    expect(text).not.toContain('/secret/path');
  }
  expect(log.join('')).toContain('/secret/path');
  expect(log.every((line) => JSON.parse(line).requestId === 'request-1')).toBe(true);
  queueFailure = null;
  expect((await track()).status).toBe(202);
});

it('a database that is away makes 503 with Retry-After', async () => {
  factsFailure = new StorageUnavailableError('cannot open /secret/path');
  const { status, headers, json, text } = await visitors();
  expect(status).toBe(503);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  assertAnswer('getVisitors', 503, json);
  expect(text).not.toContain('/secret/path');
});

it('X7: a fault of the server makes a 500 that tells nothing, and a log line that tells all', async () => {
  factsFailure = new TypeError('x is undefined at /secret/path');
  const { status, headers, json } = await visitors();
  expect({ status, json }).toEqual({ status: 500, json: { success: false, message: 'Server error' } });
  assertAnswer('getVisitors', 500, json);
  expect(headers['x-request-id']).toBe('request-1');
  const [line] = log.map((text) => JSON.parse(text));
  expect(line).toMatchObject({
    level: 50,
    requestId: 'request-1',
    err: { type: 'TypeError', stack: expect.any(String) },
  });
  queueFailure = new RangeError('inner');
  expect((await track()).json).toEqual({ success: false, message: 'Server error' });
});

it('health tells of failed checks without their reasons', async () => {
  const { status, json, text } = await send(`${url}/api/health`);
  expect(status).toBe(503);
  assertAnswer('getHealth', 503, json);
  expect(json).toMatchObject({
    status: 'unhealthy',
    checks: { database: { status: 'ok' }, queue: { status: 'fail' }, pipeline: { status: 'warn' } },
  });
  expect(text).not.toContain('/secret/path');
});

it('health tells that events wait, without the name of the file that is at fault', async () => {
  pipelineStatus = { state: 'blocked', message: 'The database /secret/path is damaged', deadLetters: 0, conflicts: 2 };
  const { json, text } = await send(`${url}/api/health`);
  expect(json.checks.pipeline).toEqual({
    status: 'warn',
    message: 'Events cannot be stored',
    dead_letters: 0,
    conflicts: 2,
  });
  expect(text).not.toContain('/secret/path');
});

it('a missing file of the build is a fault, not a crash', async () => {
  expect((await send(`${url}/openapi.json`)).status).toBe(500);
  expect((await send(`${url}/`)).status).toBe(200);
});

it('will not start with routes that differ from the contract', () => {
  const nothing = () => undefined;
  expect(() => collectHandlers([{ getRoot: nothing }])).toThrow(/getHealth has no handler/);
  expect(() => collectHandlers([{ getRoot: nothing }, { getRoot: nothing }])).toThrow(/getRoot has two handlers/);
  expect(() => collectHandlers([{ getMoon: nothing } as object])).toThrow(/getMoon is not in openapi\.yaml/);
});
