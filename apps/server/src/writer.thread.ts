import { parentPort } from 'node:worker_threads';
import type { ProjectId } from '@micrologs/domain';
import {
  destroyOldSalts,
  HOUSEKEEPING_EVERY_MS,
  Pipeline,
  type PipelineLog,
  type PipelineStatus,
  replayDeadLetters,
} from '@micrologs/pipeline';
import { adminAct } from '@micrologs/projects';
import { RetentionJob } from '@micrologs/retention';
import { SpoolSource, type SpoolSourceHandle } from '@micrologs/spool';
import type { EventSource } from '@micrologs/storage';
import { serveStorage, storageThreadData } from '@micrologs/storage/threads';
import type { AppOptions } from './app-options.ts';
import { type DatabaseConfig, openWriters } from './database.ts';
import { Batches, type StoringFigures, threadFigures } from './metrics/storing.ts';
import type { FromPipelineThread, PipelineThreadData, ToPipelineThread } from './pipeline-thread.ts';
import { openSharedSource } from './queues.ts';

/** The one thread that writes to the database: it stores what comes out of the queue, and answers the HTTP thread's writes. */
const { port, database, data } = storageThreadData();
const { owner, storing: mode, valkey, tellsBatches } = data as PipelineThreadData;
const IDLE: PipelineStatus = {
  state: mode === 'paused' ? 'stopped' : 'waiting',
  message: mode === 'paused' ? 'Paused by PAUSE_PIPELINE; events wait in the queue' : 'Workers store the events',
  partitions: 0,
  processed: 0,
  deadLetters: 0,
  conflicts: 0,
};
const parent = parentPort!;
const send = (message: FromPipelineThread) => parent.postMessage(message);
const logAt = (level: 'info' | 'warn' | 'error') => (details: object, message: string) =>
  send({ type: 'log', level, details, message });
const log: PipelineLog = { info: logAt('info'), warn: logAt('warn'), error: logAt('error') };

// Listened to before anything is waited for, so that the queue's handle is not missed.
let startWith!: (handle: SpoolSourceHandle) => void;
const handleGiven = new Promise<SpoolSourceHandle>((resolve) => {
  startWith = resolve;
});
let pipeline: Pipeline | null = null;
let source: EventSource | null = null;
let retention: RetentionJob | null = null;
let destroying: NodeJS.Timeout | undefined;
const batches = new Batches();
let listened: ReadonlySet<ProjectId> = new Set();
parent.on('message', (message: ToPipelineThread) => {
  if (message.type === 'source') return startWith(message.handle as SpoolSourceHandle);
  if (message.type === 'listen') {
    listened = message.projects;
    return;
  }
  const status = mode === 'here' ? pipeline?.status() : IDLE;
  if (status) send({ type: 'status', call: message.call, status });
});

/** What one commit says twice, as an act and as a batch, is told once. */
const news = new Set<ProjectId>();
const tellNews = (projects: Iterable<ProjectId>) => {
  const isFirst = news.size === 0;
  for (const project of projects) if (listened.has(project)) news.add(project);
  if (!isFirst || news.size === 0) return;
  setImmediate(() => {
    send({ type: 'stored', projects: [...news] });
    news.clear();
  });
};
const { storing, serving } = await openWriters(database as DatabaseConfig, tellNews);
serveStorage(port, serving, {
  beforeClose: async () => {
    clearInterval(destroying);
    await retention?.stop();
    await pipeline?.stop();
    await source?.close();
    if (storing !== serving) await storing.close();
    parent.close();
  },
  besides: {
    replayDeadLetters: ((selection, options) =>
      replayDeadLetters(storing, selection, options)) satisfies AppOptions['replayDeadLetters'],
    figures: (): StoringFigures => ({
      ...batches.counts(),
      pipeline: pipeline?.status() ?? IDLE,
      visitors: pipeline?.visitorCounts() ?? { hits: 0, misses: 0 },
      thread: threadFigures(),
    }),
  },
});
if (mode === 'here') {
  source = valkey ? await openSharedSource(valkey, owner, storing.installation) : new SpoolSource(await handleGiven);
  pipeline = new Pipeline({
    store: storing.ingest,
    source,
    owner,
    shared: valkey !== null,
    log,
    onBatch: (batch) => {
      batches.observe(batch);
      if (tellsBatches) send({ type: 'batch', batch });
      tellNews(batch.projects);
    },
  });
  const act = (action: string, at: number) => adminAct({ via: 'retention', ipHash: '' }, action, {}, at);
  retention = new RetentionJob({ storage: storing, owner, act, log });
} else {
  // Whoever stores events does this too; but here nobody may be doing it for long.
  const destroy = () => destroyOldSalts(storing.ingest, Date.now()).catch(() => undefined);
  destroying = setInterval(destroy, HOUSEKEEPING_EVERY_MS);
  await destroy();
}
