import { type CacheCounts, MINUTE_MS, sumOfCounts } from '@micrologs/domain';
import { DailySalts, ipHash } from '@micrologs/identity';
import { Acceptor, GeoIp, parseTrustedProxies } from '@micrologs/ingest';
import type { Replay } from '@micrologs/pipeline';
import { CachedFacts, type Storage, StorageUnavailableError } from '@micrologs/storage';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { assetsDir } from './assets.ts';
import { type Bootstrapped, bootstrap } from './bootstrap.ts';
import type { Config } from './config.ts';
import { DataDirLock } from './data-dir.ts';
import { READERS } from './database.ts';
import { startDuties } from './duties.ts';
import { boundHeapGrowth } from './heap-growth.ts';
import { Heartbeat } from './heartbeat.ts';
import { listen } from './http-server.ts';
import { KeyRing, sha256 } from './key-ring.ts';
import { LinkCache } from './link-cache.ts';
import { type StoringFigures, watchEventLoop } from './metrics/storing.ts';
import { connectValkey, openFallbackQueue, openSpool, prefixOf } from './queues.ts';
import { RateLimiter } from './rate-limiter.ts';
import { Grants } from './realtime/grants.ts';
import { startRealtime } from './realtime/realtime.ts';
import { RedirectClicks } from './redirect-clicks.ts';
import { runUntilStopped, type Stop } from './run.ts';
import { fingerprintOf } from './salt-fingerprint.ts';
import { readSecrets } from './secrets.ts';
import { ValkeyAnswers } from './shared-answers.ts';
import { SharedBuckets } from './shared-buckets.ts';
import { SharedChanges } from './shared-changes.ts';
import { SharedNotices } from './shared-notices.ts';
import { openThreads } from './threaded-storage.ts';
import { startTracing } from './tracing/start.ts';
import { VERSION } from './version.ts';
import { allowedWebhookAddresses } from './webhook-addresses.ts';
import { welcome } from './welcome.ts';

const SALT_CHECK_MS = 10 * MINUTE_MS;

/** Within the time that the whole stop takes. */
const DRAIN_MS = 6_000;
const BOOTSTRAP_RETRY_MS = 1_000;

export interface ServeOptions {
  /** `api`: answers requests, and leaves it to workers to store events. */
  role?: 'all' | 'api';
  /** Hosts of the first project. */
  domains?: readonly string[];
  /** Where the supervisor of this process listens, which hands connections over. */
  supervisorPort?: number | undefined;
}

/**
 * Runs the server until SIGTERM or SIGINT.
 * @throws StartError, NewerSchemaError
 */
export function serve(config: Config, options: ServeOptions = {}): Promise<void> {
  return runUntilStopped(config, (logger, started) => start(config, options, logger, started));
}

/**
 * Starts everything, in the order in which one needs the other; `started` gets what undoes each step.
 * @returns rejects when it turns out later that the server must not run
 */
async function start(
  config: Config,
  { role = 'all', domains = [], supervisorPort }: ServeOptions,
  logger: Logger,
  started: Stop[],
): Promise<{ failed: Promise<never> }> {
  const lock = DataDirLock.take(config.dataDir);
  started.push(() => lock.release());

  const tracing = await startTracing(config, logger, started);
  const spool = await openSpool(config.dataDir);
  started.push(() => spool.close());
  // The lock on the data folder lets one server in, and the queue in it has a name of its own: so after a sudden death the
  // next one is the same writer, and need not wait until the dead one's lease runs out, while servers with other folders do.
  const owner = spool.source;
  const address = config.valkey ?? null;
  const shared = address
    ? await connectValkey({ address, meanwhile: 'events wait in the local spool', logger }, started)
    : null;
  const storesHere = role === 'all';
  const { storage, pipeline } = await openThreads({
    database: config.database,
    readers: READERS,
    writer: { owner, storing: storesHere ? (config.pausePipeline ? 'paused' : 'here') : 'elsewhere', valkey: address },
    openQueue: address ? null : () => spool.sourceHandle(),
    logger,
    tracing,
  });
  started.push(() => storage.close());

  const { adminKeyHash, ipHashSalt, created, failed } = await prepare(config, storage, domains, logger, started);
  const common = shared && { ...shared, prefix: await prefixOf(fingerprintOf(ipHashSalt)) };
  const queue = common ? await openFallbackQueue({ ...common, spool, storage, logger }, started) : spool;
  const answers = common && new ValkeyAnswers(common);
  const facts = new CachedFacts({ facts: storage.facts, shared: answers });
  const buckets = common ? new SharedBuckets({ ...common, salt: ipHashSalt }) : undefined;
  started.push(() => buckets?.stop());
  const changes = common && new SharedChanges(common.valkey, common.prefix);
  started.push(() => changes?.close());
  const notices = common && new SharedNotices(common);
  started.push(() => notices?.close());
  const keyRing = new KeyRing({
    store: storage.projects,
    announce: () => changes?.announce('projects'),
    onReachable: (reachable, err) =>
      reachable ? logger.info('the database answers again') : logger.error({ err }, 'the database does not answer'),
  });
  await keyRing.start();
  started.push(() => keyRing.stop());
  const duties = storesHere ? startDuties({ config, storage, owner, queue, logger }, started) : null;
  const links = new LinkCache({ store: storage.links, announce: () => changes?.announce('links') });
  await links.start();
  started.push(() => links.stop());
  changes?.listen((change) => void (change === 'projects' ? keyRing : links).check());
  const geoip = await GeoIp.open(config.geoipPath, { log: logger });
  started.push(() => geoip.close());
  const salts = new DailySalts({
    saltFor: (project, day) => storage.salts.get(project, day),
    create: (project, day) => storage.salts.getOrCreate(project, day, Date.now()),
  });
  // An idle server must let go of yesterday's salts as well.
  const forgetting = setInterval(() => salts.forgetExpired(Date.now()), SALT_CHECK_MS).unref();
  started.push(() => clearInterval(forgetting));

  const hashOf = (ip: string) => ipHash(ip, ipHashSalt);
  const clicks = new RedirectClicks({
    queue,
    logger,
    placeOf: (ip) => geoip.lookup(ip),
    ipHash: hashOf,
  });
  // After the last answer, before the queue closes.
  started.push(() => clicks.drain());

  const acceptor = new Acceptor({
    placeOf: (ip) => geoip.lookup(ip),
    identify: async (project, ip, userAgent, at) => {
      const { today, yesterday } = await salts.identify(project.id, project.timeZone, ip, userAgent, at);
      return yesterday === null ? [today] : [today, yesterday];
    },
  });
  const eventLoopDelay = watchEventLoop(started);

  const limiter = new RateLimiter(config.rateLimits, buckets);
  const trustedProxies = parseTrustedProxies(config.trustedProxies.join(','));
  const grants = new Grants({ ring: keyRing, limiter, secret: ipHashSalt });
  const { basePath, appUrl, linkUrl } = config;
  const realtime = startRealtime(
    {
      storage,
      facts,
      queue,
      pipeline,
      notices,
      keyRing,
      grants,
      basePath,
      appUrl,
      linkUrl,
      trustedProxies,
      most: config.realtimeSockets,
      logger,
    },
    started,
  );
  const app = createApp({
    logger,
    storage,
    facts,
    replayDeadLetters: (...args) => storage.ask('replayDeadLetters', ...args) as Promise<Replay>,
    queue,
    acceptor,
    keyRing,
    grants,
    streams: realtime.streams,
    adminKeyHash,
    ipHash: hashOf,
    links,
    clicks,
    limiter,
    health: {
      storage,
      queue,
      valkey: shared && {
        facts: shared.facts,
        sharesLimits: () => buckets?.isShared ?? false,
        tellsOfEdits: () => changes?.isTelling ?? false,
        sharesAnswers: () => answers?.isShared ?? false,
        tellsOfNews: () => notices?.isTelling ?? false,
      },
      pipeline: () => pipeline.status(),
      geoip: () => geoip.status(),
      sealing: duties && (() => duties.sealing.status()),
      dataDir: config.dataDir,
      version: VERSION,
    },
    metrics: {
      storing: () => storage.ask('figures') as Promise<StoringFigures>,
      sealing: () => duties?.sealing.status() ?? null,
      webhooks: () => duties?.delivering.status() ?? null,
      realtime: () => realtime.figures(),
      caches: () => ({
        devices: acceptor.deviceCounts(),
        links: links.counts(),
        places: geoip.cacheCounts(),
        reports: facts.counts(),
      }),
      reading: async () => sumOfCounts((await storage.askReaders('cacheCounts')) as Record<string, CacheCounts>[]),
      eventLoopDelay,
      version: VERSION,
    },
    tracing,
    trustedProxies,
    isWebhookAddressAllowed: allowedWebhookAddresses(config),
    allowedOrigins: config.allowedOrigins,
    basePath,
    appUrl,
    linkUrl,
    testMode: config.testMode,
    assetsDir: assetsDir(),
  });
  boundHeapGrowth();
  const { host, port } = config;
  const server = await listen(
    app.callback(),
    realtime.sockets,
    supervisorPort === undefined ? { from: 'address', host, port } : { from: 'supervisor', port: supervisorPort },
  );
  started.push(() => server.drain(DRAIN_MS));
  started.push(() => realtime.drain());

  const url = localUrl(config, server.port);
  const publicUrl = config.appUrl ?? url;
  const pipelines = async () => (storesHere ? [await pipeline.status()] : []);
  const heartbeat = new Heartbeat({ nodes: storage.nodes, role, url, pipelines });
  started.push(() => heartbeat.stop());
  lock.announce({ pid: process.pid, url, publicUrl, startedAt: new Date().toISOString() });
  process.stderr.write(welcome({ url: publicUrl, created, config }));
  logger.info({ url, publicUrl, version: VERSION, dataDir: config.dataDir }, 'listening');
  return { failed };
}

interface Prepared extends Bootstrapped {
  failed: Promise<never>;
}

/**
 * The installation's keys. With the database away at a later start, those on disk do; what the database has to say about
 * them is asked for until it answers.
 */
async function prepare(
  config: Config,
  storage: Storage,
  domains: readonly string[],
  logger: Logger,
  started: Stop[],
): Promise<Prepared> {
  let fail!: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  try {
    return { ...(await bootstrap(config, storage, domains)), failed };
  } catch (error) {
    const kept = readSecrets(config.dataDir);
    const adminKey = config.adminKey ?? kept.adminKey;
    const ipHashSalt = config.ipHashSalt ?? kept.ipHashSalt;
    if (!(error instanceof StorageUnavailableError) || adminKey === undefined || ipHashSalt === undefined) throw error;
    logger.error({ err: error }, 'the database does not answer; events are taken and wait for it');
    const timer = setInterval(() => {
      bootstrap(config, storage, domains).then(
        () => clearInterval(timer),
        (later: unknown) => later instanceof StorageUnavailableError || fail(later),
      );
    }, BOOTSTRAP_RETRY_MS);
    started.push(() => clearInterval(timer));
    return { adminKeyHash: sha256(adminKey), ipHashSalt, created: null, failed };
  }
}

function localUrl({ host, basePath }: Config, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}${basePath}`;
}
