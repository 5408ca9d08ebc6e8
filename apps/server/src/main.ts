import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DailySalts } from '@micrologs/identity';
import { Acceptor, GeoIp, parseTrustedProxies } from '@micrologs/ingest';
import { LocalSpool } from '@micrologs/spool';
import { SqliteStorage } from '@micrologs/storage-sqlite';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { assetsDir } from './assets.ts';
import { bootstrap } from './bootstrap.ts';
import type { Config } from './config.ts';
import { DataDirLock, prepareDataDir } from './data-dir.ts';
import { type HttpServer, listen } from './http-server.ts';
import { KeyRing } from './key-ring.ts';
import { createLogging } from './logger.ts';
import { PipelineThread, type PipelineThreadData } from './pipeline-thread.ts';
import { RateLimiter } from './rate-limiter.ts';
import { VERSION } from './version.ts';
import { welcome } from './welcome.ts';

/**
 * The lock on the data folder lets one server in, so after a sudden death the next one is the same writer, and need not
 * wait until the dead one's lease runs out.
 */
const PIPELINE_OWNER = 'local';

/** The whole stop, with everything on disk, takes at most 10 s. */
const DRAIN_MS = 6_000;

export interface ServeOptions {
  /** Hosts of the first project. */
  domains?: readonly string[];
}

/**
 * Runs the server until SIGTERM or SIGINT.
 * @throws StartError, NewerSchemaError
 */
export async function serve(config: Config, options: ServeOptions = {}): Promise<void> {
  // Listened to from the start: a signal during the start stops the server as soon as it has started.
  const stopAsked = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
  prepareDataDir(config.dataDir);
  const { logger, flush } = await createLogging(config);
  const started: (() => Promise<void> | void)[] = [];
  const stopAll = async () => {
    for (const stop of started.splice(0).reverse()) await stop();
  };
  try {
    await start(config, options, logger, started);
    const signal = await stopAsked;
    logger.info({ signal }, 'stopping');
  } finally {
    await stopAll();
    logger.info('stopped');
    flush();
  }
}

/** Starts everything, in the order in which one needs the other; `started` gets what undoes each step. */
async function start(
  config: Config,
  { domains = [] }: ServeOptions,
  logger: Logger,
  started: (() => Promise<void> | void)[],
): Promise<HttpServer> {
  const lock = DataDirLock.take(config.dataDir);
  started.push(() => lock.release());

  const spool = await LocalSpool.open({ path: path.join(config.dataDir, 'spool.db') });
  started.push(() => spool.close());
  const pipeline = new PipelineThread(() => spool.sourceHandle(), logger);
  const storage = await SqliteStorage.open({
    file: config.databaseFile,
    writerThread: pathToFileURL(path.join(assetsDir(), 'writer.thread.mjs')),
    writerData: { owner: PIPELINE_OWNER, paused: config.pausePipeline } satisfies PipelineThreadData,
    onWriterStart: (worker) => pipeline.attach(worker),
    onThreadDeath: (mode, err, restartInMs) => logger.error({ mode, err, restartInMs }, 'a database thread ended'),
  });
  started.push(() => storage.close());

  const { adminKeyHash, created } = await bootstrap(config, storage, domains);
  const keyRing = new KeyRing({
    store: storage.projects,
    onReachable: (reachable, err) =>
      reachable ? logger.info('the database answers again') : logger.error({ err }, 'the database does not answer'),
  });
  await keyRing.start();
  started.push(() => keyRing.stop());
  const geoip = await GeoIp.open(config.geoipPath, { log: logger });
  started.push(() => geoip.close());
  const salts = new DailySalts({
    saltFor: (project, day) => storage.salts.get(project, day),
    create: (project, day) => storage.salts.getOrCreate(project, day, Date.now()),
  });

  const app = createApp({
    logger,
    storage,
    queue: spool,
    acceptor: new Acceptor({
      placeOf: (ip) => geoip.lookup(ip),
      identify: async (project, ip, userAgent, at) => {
        const { today, yesterday } = await salts.identify(project.id, project.timeZone, ip, userAgent, at);
        return yesterday === null ? [today] : [today, yesterday];
      },
    }),
    keyRing,
    adminKeyHash,
    limiter: new RateLimiter(config.rateLimits),
    health: {
      storage,
      queue: spool,
      pipeline: () => pipeline.status(),
      geoip: () => geoip.status(),
      dataDir: config.dataDir,
      version: VERSION,
    },
    trustedProxies: parseTrustedProxies(config.trustedProxies.join(',')),
    allowedOrigins: config.allowedOrigins,
    basePath: config.basePath,
    appUrl: config.appUrl,
    testMode: config.testMode,
    assetsDir: assetsDir(),
  });
  const server = await listen(app.callback(), config.host, config.port);
  started.push(() => server.drain(DRAIN_MS));

  const url = localUrl(config, server.port);
  const publicUrl = config.appUrl ?? url;
  lock.announce({ pid: process.pid, url, publicUrl, startedAt: new Date().toISOString() });
  process.stderr.write(welcome({ url: publicUrl, created, config }));
  logger.info({ url, publicUrl, version: VERSION, dataDir: config.dataDir }, 'listening');
  return server;
}

function localUrl({ host, basePath }: Config, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}${basePath}`;
}
