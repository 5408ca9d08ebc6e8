import type { IntervalHistogram } from 'node:perf_hooks';
import { type CacheCounts, sumOfCounts } from '@micrologs/domain';
import type { SealingStatus } from '@micrologs/sealing';
import type { DeliveringStatus } from '@micrologs/webhooks';
import { type Figures, orNull, takeDelay } from './figures.ts';
import { type StoringFigures, sumOfStoring, threadFigures } from './storing.ts';

/** One pipeline of a worker, and what is done for the partitions that it holds. */
export interface WorkerPart {
  storing: () => Promise<StoringFigures>;
  /** Of the threads that answer its questions. */
  reading: () => Promise<Readonly<Record<string, CacheCounts>>>;
  sealing: () => SealingStatus;
  webhooks: () => Pick<DeliveringStatus, 'delivered' | 'failed'>;
}

export interface WorkerFigureSources {
  parts: readonly WorkerPart[];
  eventLoopDelay: IntervalHistogram;
  version: string;
}

/** What a process that answers no requests tells of itself. What belongs to the installation is told by those that do. */
export async function gatherWorkerFigures({ parts, eventLoopDelay, version }: WorkerFigureSources): Promise<Figures> {
  const [storing, reading] = await Promise.all([
    orNull(async () => sumOfStoring(await Promise.all(parts.map((part) => part.storing())))),
    orNull(async () => sumOfCounts(await Promise.all(parts.map((part) => part.reading())))),
  ]);
  const sealing = parts.map((part) => part.sealing());
  const webhooks = parts.map((part) => part.webhooks());
  const oldest = sealing.flatMap(({ oldestUnsealed }) => oldestUnsealed ?? []);
  return {
    version,
    now: Date.now(),
    requests: [],
    ledger: null,
    queue: null,
    nodes: null,
    storing,
    sealing: {
      due: sealing.reduce((sum, { due }) => sum + due, 0),
      oldestUnsealed: oldest.length > 0 ? Math.min(...oldest) : null,
      failure: sealing.find(({ failure }) => failure !== null)?.failure ?? null,
    },
    webhooks: {
      delivered: webhooks.reduce((sum, { delivered }) => sum + delivered, 0),
      failed: webhooks.reduce((sum, { failed }) => sum + failed, 0),
    },
    realtime: null,
    caches: { ...(storing && { visitors: storing.visitors }), ...reading },
    threads: { main: threadFigures(), ...(storing && { storing: storing.thread }) },
    eventLoopDelay: takeDelay(eventLoopDelay),
  };
}
