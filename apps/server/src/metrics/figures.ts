import type { IntervalHistogram } from 'node:perf_hooks';
import type { CacheCounts, Clock, LedgerCounts } from '@micrologs/domain';
import type { SealingStatus } from '@micrologs/sealing';
import type { EventQueue, KnownNode, QueueStatus, Storage } from '@micrologs/storage';
import type { DeliveringStatus } from '@micrologs/webhooks';
import { inTime } from '../in-time.ts';
import { readLedger, totalOf } from '../ledger.ts';
import type { RealtimeFigures } from '../realtime/realtime.ts';
import type { RequestSeries, RequestTimes } from './request-times.ts';
import { type StoringFigures, type ThreadFigures, threadFigures } from './storing.ts';

/** Where a process's figures come from, besides the app itself. */
export interface MetricsSources {
  /** What the thread that stores tells of itself. */
  storing: () => Promise<StoringFigures>;
  /** Null, as that of webhooks, where workers do it. */
  sealing: () => SealingStatus | null;
  webhooks: () => Pick<DeliveringStatus, 'delivered' | 'failed'> | null;
  /** Null where nobody can listen. */
  realtime: () => RealtimeFigures | null;
  /** By the name of the cache. */
  caches: () => Readonly<Record<string, CacheCounts>>;
  /** Of the threads that answer questions. */
  reading: () => Promise<Readonly<Record<string, CacheCounts>>>;
  /** How late the event loop of this thread was, in ns. */
  eventLoopDelay: IntervalHistogram;
  version: string;
}

/** Everything that is told; null where its source does not answer. */
export interface Figures {
  version: string;
  now: number;
  requests: RequestSeries[];
  ledger: LedgerCounts | null;
  queue: QueueStatus | null;
  storing: StoringFigures | null;
  /** The processes that share the database. */
  nodes: KnownNode[] | null;
  sealing: SealingStatus | null;
  webhooks: Pick<DeliveringStatus, 'delivered' | 'failed'> | null;
  realtime: RealtimeFigures | null;
  caches: Readonly<Record<string, CacheCounts>>;
  /** By the name of the thread. */
  threads: Readonly<Record<string, ThreadFigures>>;
  /** In seconds, since the figures were asked for last. */
  eventLoopDelay: { median: number; p99: number; longest: number };
}

export interface FigureSources {
  storage: Pick<Storage, 'ledger' | 'nodes'>;
  queue: Pick<EventQueue, 'counts' | 'identify' | 'status'>;
  metrics: MetricsSources;
  clock?: Clock;
}

/** Whoever collects figures asks again soon, so nothing is waited for. */
const TIMEOUT_MS = 2_000;

export async function gatherFigures(
  { storage, queue, metrics, clock = Date.now }: FigureSources,
  requests: RequestTimes,
): Promise<Figures> {
  const [ledger, queueStatus, nodes, storing, reading] = await Promise.all([
    orNull(async () => totalOf((await readLedger(storage, queue)).values())),
    orNull(() => queue.status()),
    orNull(() => storage.nodes.all()),
    orNull(metrics.storing),
    orNull(metrics.reading),
  ]);
  return {
    version: metrics.version,
    now: clock(),
    requests: requests.series(),
    ledger,
    queue: queueStatus,
    nodes,
    storing,
    sealing: metrics.sealing(),
    webhooks: metrics.webhooks(),
    realtime: metrics.realtime(),
    caches: { ...metrics.caches(), ...(storing && { visitors: storing.visitors }), ...reading },
    threads: { http: threadFigures(), ...(storing && { storing: storing.thread }) },
    eventLoopDelay: takeDelay(metrics.eventLoopDelay),
  };
}

/** Begins anew. */
export function takeDelay(eventLoopDelay: IntervalHistogram): Figures['eventLoopDelay'] {
  const seconds = (ns: number) => ns / 1e9;
  const delay = {
    median: seconds(eventLoopDelay.percentile(50)),
    p99: seconds(eventLoopDelay.percentile(99)),
    longest: seconds(eventLoopDelay.max),
  };
  eventLoopDelay.reset();
  return delay;
}

/** Null for what fails, or takes too long. */
export function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  return inTime(ask(), TIMEOUT_MS).catch(() => null);
}
