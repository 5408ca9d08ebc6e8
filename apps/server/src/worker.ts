import { randomUUID } from 'node:crypto';
import type { QueueLagSources } from '@micrologs/alerts';
import { type CacheCounts, sumOfCounts } from '@micrologs/domain';
import type { ValkeyAddress } from '@micrologs/valkey/address';
import type { Config } from './config.ts';
import type { DatabaseConfig } from './database.ts';
import { startDuties } from './duties.ts';
import { boundHeapGrowth } from './heap-growth.ts';
import { Heartbeat } from './heartbeat.ts';
import { type MetricsAddress, serveMetrics } from './metrics/metrics-server.ts';
import { type StoringFigures, watchEventLoop } from './metrics/storing.ts';
import { gatherWorkerFigures, type WorkerPart } from './metrics/worker-figures.ts';
import type { PipelineThread } from './pipeline-thread.ts';
import { connectValkey, openSharedQueue } from './queues.ts';
import { runUntilStopped, type Stop } from './run.ts';
import { openThreads } from './threaded-storage.ts';
import { startTracing } from './tracing/start.ts';
import { VERSION } from './version.ts';
import { startWorkerNotices } from './worker-notices.ts';

/** What ended days are read with, and what is asked of the database besides. */
const READERS = 1;

export interface WorkOptions {
  valkey: ValkeyAddress;
  /** How many pipelines, each in a thread and with connections of its own. */
  concurrency: number;
  /** Where to tell of figures; null for nowhere. */
  metrics?: MetricsAddress | null;
}

/**
 * Stores events out of the shared queue until SIGTERM or SIGINT, and does what else is to be done for the projects whose
 * events it stores.
 * @throws StartError, NewerSchemaError
 */
export function work(config: Config, { valkey, concurrency, metrics = null }: WorkOptions): Promise<void> {
  return runUntilStopped(config, async (logger, started) => {
    const tracing = await startTracing(config, logger, started);
    const { valkey: connection } = await connectValkey(
      { address: valkey, meanwhile: 'no events are stored', logger },
      started,
    );
    let queue: QueueLagSources['queue'] | undefined;
    const pipelines: PipelineThread[] = [];
    const parts: WorkerPart[] = [];
    const open = async () => {
      // Never that of another run: one that was halted and goes on must not be taken for this one.
      const owner = randomUUID();
      const { storage, pipeline } = await openThreads({
        database: withFewConnections(config.database),
        readers: READERS,
        writer: { owner, storing: config.pausePipeline ? 'paused' : 'here', valkey },
        openQueue: null,
        logger,
        tracing,
      });
      started.push(() => storage.close());
      queue ??= await openSharedQueue(connection, storage.installation, started);
      const { sealing, delivering } = startDuties({ config, storage, owner, queue, logger }, started);
      pipelines.push(pipeline);
      parts.push({
        storing: () => storage.ask('figures') as Promise<StoringFigures>,
        reading: async () => sumOfCounts((await storage.askReaders('cacheCounts')) as Record<string, CacheCounts>[]),
        sealing: () => sealing.status(),
        webhooks: () => delivering.status(),
      });
      return storage;
    };
    const { nodes, installation } = await open();
    while (pipelines.length < concurrency) await open();
    startWorkerNotices({ valkey: connection, installation, pipelines }, started);
    boundHeapGrowth();
    const heartbeat = new Heartbeat({
      nodes,
      role: 'worker',
      url: null,
      pipelines: () => Promise.all(pipelines.map((pipeline) => pipeline.status())),
    });
    started.push(() => heartbeat.stop());
    const metricsUrl = metrics && (await startMetrics(parts, metrics, started));
    logger.info({ version: VERSION, concurrency, ...(metricsUrl && { metricsUrl }) }, 'storing events');
    return {};
  });
}

async function startMetrics(parts: readonly WorkerPart[], address: MetricsAddress, started: Stop[]): Promise<string> {
  const eventLoopDelay = watchEventLoop(started);
  return serveMetrics(() => gatherWorkerFigures({ parts, eventLoopDelay, version: VERSION }), address, started);
}

/** Nobody waits for what a worker reads. */
function withFewConnections(database: DatabaseConfig): DatabaseConfig {
  if (database.engine === 'sqlite') return database;
  return { ...database, address: { ...database.address, pool: READERS } };
}
