import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DEFAULT_SETTINGS, type Project } from '@micrologs/domain';
import { Acceptor, parseTrustedProxies, type TrustedProxies } from '@micrologs/ingest';
import { hashSecretKey, newPublicKey, newSecretKey } from '@micrologs/projects';
import { Hub } from '@micrologs/realtime';
import { QueueUnavailableError, StorageUnavailableError } from '@micrologs/storage';
import { pino } from 'pino';
import { createApp } from '../../../apps/server/src/app.ts';
import { assetsDir } from '../../../apps/server/src/assets.ts';
import { KeyRing } from '../../../apps/server/src/key-ring.ts';
import { LinkCache } from '../../../apps/server/src/link-cache.ts';
import { RateLimiter } from '../../../apps/server/src/rate-limiter.ts';
import { parseRateLimits } from '../../../apps/server/src/rate-limits.ts';
import { Connections } from '../../../apps/server/src/realtime/connections.ts';
import { eventSource } from '../../../apps/server/src/realtime/event-source.ts';
import { Grants } from '../../../apps/server/src/realtime/grants.ts';
import { StreamDoor } from '../../../apps/server/src/realtime/stream-door.ts';
import { RedirectClicks } from '../../../apps/server/src/redirect-clicks.ts';
import type { TestProject } from './world.ts';

/** `unavailable`: database and queue do not answer. `broken`: every request meets a fault of the program. */
export type Fault = 'unavailable' | 'broken';

export interface FaultyServer {
  url: string;
  adminKey: string;
  project: TestProject;
  close(): Promise<void>;
}

/**
 * The server's own HTTP side over parts that fail, for the answers that no request can provoke. A project was known before
 * they failed.
 */
export async function startFaultyServer(fault: Fault): Promise<FaultyServer> {
  const adminKey = newSecretKey();
  const known: TestProject = { id: 1, name: 'Shop', publicKey: newPublicKey(), secretKey: newSecretKey() };
  let failing = false;
  const storageFailure = () => new StorageUnavailableError('no database in this test');
  const queueFailure = () => new QueueUnavailableError('no queue in this test');
  const projects = failingPart(storageFailure, {
    changeNumber: async () => {
      if (failing) throw storageFailure();
      return 1;
    },
    all: async () => {
      if (failing) throw storageFailure();
      return [projectOf(known)];
    },
  });
  const queue = failingPart(queueFailure, { source: 'test' });
  // Redirects ask for nothing else.
  const links = failingPart(fault === 'broken' ? () => new Error('a fault of the program') : storageFailure);
  const parts = { projects, links, exports: failingPart(storageFailure) };
  const others = {
    errors: failingPart(storageFailure),
    deadLetters: failingPart(storageFailure),
    nodes: failingPart(storageFailure),
    webhooks: failingPart(storageFailure),
  };
  const storage = failingPart(storageFailure, { ...parts, ...others });
  const logger = pino({ level: 'silent' });
  const ipHash = () => 'f'.repeat(64);
  let noticed = () => {};
  const unreachable = new Promise<void>((resolve) => {
    noticed = resolve;
  });
  const keyRing = new KeyRing({ store: projects, pollMs: 10, onReachable: () => noticed() });
  await keyRing.start();
  failing = true;
  await unreachable;
  const limiter = new RateLimiter(parseRateLimits('off')!);
  const grants = new Grants({ ring: keyRing, limiter, secret: 'a secret' });
  // Every request is asked for its address.
  const trustedProxies = fault === 'broken' ? faultyProxies() : parseTrustedProxies('');
  const most = { perProject: 10, perAddress: 10 };
  const connections = new Connections({ grants, trustedProxies, basePath: '', most });
  const hub = new Hub({
    source: eventSource({ feeds: failingPart(storageFailure), installation: failingPart(storageFailure) }),
    reports: failingPart(storageFailure),
  });
  const app = createApp({
    logger,
    storage,
    facts: failingPart(storageFailure),
    replayDeadLetters: async () => {
      throw storageFailure();
    },
    queue,
    ipHash,
    links: new LinkCache({ store: links }),
    clicks: new RedirectClicks({ queue, logger, placeOf: () => null, ipHash }),
    acceptor: new Acceptor({ placeOf: () => null, identify: async () => ['f'.repeat(64)] }),
    keyRing,
    grants,
    streams: new StreamDoor({ hub, grants, connections }),
    adminKeyHash: hashSecretKey(adminKey),
    limiter,
    health: {
      storage,
      queue,
      valkey: null,
      pipeline: async () => null,
      geoip: () => ({ state: 'missing' }),
      sealing: () => ({ due: 0, oldestUnsealed: null, failure: null }),
      dataDir: '.',
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
    trustedProxies,
    isWebhookAddressAllowed: () => false,
    allowedOrigins: new Set(),
    basePath: '',
    testMode: false,
    assetsDir: assetsDir(),
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    adminKey,
    project: known,
    async close() {
      keyRing.stop();
      hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function projectOf({ id, name, publicKey, secretKey }: TestProject): Project {
  return {
    id,
    name,
    publicKey,
    secretHash: hashSecretKey(secretKey),
    allowedDomains: ['shop.test'],
    isActive: true,
    timeZone: 'UTC',
    settings: DEFAULT_SETTINGS,
    createdAt: 0,
    updatedAt: 0,
  };
}

function faultyProxies(): TrustedProxies {
  return new Proxy(parseTrustedProxies(''), {
    get() {
      throw new Error('a fault of the program');
    },
  });
}

/** A part whose every member fails when it is called, but for those that work. */
// biome-ignore lint/suspicious/noExplicitAny: stands in for any interface
function failingPart(failure: () => Error, working: object = {}): any {
  return new Proxy(working, {
    get(target, name) {
      if (name in target) return target[name as never];
      return async () => {
        throw failure();
      };
    },
  });
}
