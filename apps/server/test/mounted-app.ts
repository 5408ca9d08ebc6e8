import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Acceptor, TrustedProxies } from '@micrologs/ingest';
import { replayDeadLetters } from '@micrologs/pipeline';
import { CachedFacts, type Storage, type WritableStorage } from '@micrologs/storage';
import { anAct, aProject } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import type { AppOptions } from '../src/app-options.ts';
import { KeyRing, sha256 } from '../src/key-ring.ts';
import { LinkCache } from '../src/link-cache.ts';
import { RateLimiter } from '../src/rate-limiter.ts';
import { parseRateLimits } from '../src/rate-limits.ts';
import { Grants } from '../src/realtime/grants.ts';
import { RedirectClicks } from '../src/redirect-clicks.ts';
import { type Answer, send } from './requests.ts';

/** The app over a real store in this process, so that a test can put facts into the store itself. */
export interface MountedApp {
  url: string;
  storage: WritableStorage;
  /** Lines at level `warn` and above. */
  log: string[];
  /** A new project, and a way to ask with its secret key. */
  project(timeZone?: string): Promise<AskingProject>;
  stop(): Promise<void>;
}

export interface AskingProject {
  id: number;
  secretKey: string;
  /** @param path below `/api/`, with its query */
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
}

/** @param wrap puts something between the app and the store */
export async function mountApp(
  wrap: (storage: Storage) => Partial<AppOptions['storage']> = () => ({}),
): Promise<MountedApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'micrologs-app-'));
  const storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  const ring = new KeyRing({ store: storage.projects });
  await ring.start();
  const log: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => log.push(line) });
  const queue: AppOptions['queue'] = {
    identify: async () => 'none',
    append: async () => {},
    counts: async () => new Map(),
  };
  const ipHash = (ip: string) => sha256(ip);
  const limiter = new RateLimiter(parseRateLimits('off')!);
  const { projects, facts, links, exports, errors, deadLetters, webhooks } = storage;
  const app = createApp({
    logger,
    storage: {
      projects,
      links,
      exports,
      errors,
      deadLetters,
      webhooks,
      ledger: (source) => storage.ledger(source),
      ...wrap(storage),
    },
    facts: new CachedFacts({ facts }),
    replayDeadLetters: (...args) => replayDeadLetters(storage, ...args),
    queue,
    acceptor: new Acceptor({ placeOf: () => null, identify: async () => ['0'.repeat(64)] }),
    keyRing: ring,
    grants: new Grants({ ring, limiter, secret: 'a secret' }),
    streams: {
      open: () => {
        throw new Error('nothing is told here');
      },
    },
    adminKeyHash: sha256('admin'),
    ipHash,
    limiter,
    links: new LinkCache({ store: links }),
    clicks: new RedirectClicks({ queue, logger, placeOf: () => null, ipHash }),
    health: {
      storage,
      queue: { ...queue, status: () => Promise.reject(new Error('no queue')) },
      valkey: null,
      pipeline: async () => null,
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
    linkUrl: 'https://stats.test',
    testMode: false,
    assetsDir: folder,
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let projectsMade = 0;
  return {
    url,
    storage,
    log,
    async project(timeZone = 'UTC') {
      projectsMade += 1;
      const secretKey = projectsMade.toString(16).padStart(64, '0');
      const { id } = await projects.create(aProject({ timeZone, secretHash: sha256(secretKey) }), anAct({ at: 0 }));
      await ring.refresh();
      const get: AskingProject['get'] = (below, headers = {}) =>
        send(`${url}/api/${below}`, { headers: { 'X-API-Key': secretKey, ...headers } });
      return { id, secretKey, get };
    },
    async stop() {
      ring.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await storage.close();
      await rm(folder, { recursive: true });
    },
  };
}
