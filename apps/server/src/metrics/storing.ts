import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { CacheCounts } from '@micrologs/domain';
import type { PipelineStatus, StoredBatch } from '@micrologs/pipeline';
import type { Stop } from '../run.ts';
import { Histogram, type HistogramCounts, sumOfHistograms } from './histogram.ts';

/** Often enough to see what would hold up a request, and seldom enough to cost an idle process nothing. */
const DELAY_RESOLUTION_MS = 20;
const EVENT_BOUNDS = [1, 10, 100, 500, 1_000, 2_500, 5_000, 10_000, 25_000];
/** In seconds. */
const SECOND_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface ThreadFigures {
  /** Time in which the thread did something, since its start. */
  activeSeconds: number;
  heapBytes: number;
}

/** What the thread that stores tells of itself. Plain data. */
export interface StoringFigures {
  /** Events of each batch. */
  batchEvents: HistogramCounts;
  batchSeconds: HistogramCounts;
  pipeline: PipelineStatus;
  /** Visitors that the pipeline had in mind. */
  visitors: CacheCounts;
  thread: ThreadFigures;
}

/** Of several threads, at least one; what is said of a single pipeline is that of the first. */
export function sumOfStoring(all: readonly StoringFigures[]): StoringFigures {
  const sum = (value: (one: StoringFigures) => number) => all.reduce((total, one) => total + value(one), 0);
  return {
    batchEvents: sumOfHistograms(all.map(({ batchEvents }) => batchEvents)),
    batchSeconds: sumOfHistograms(all.map(({ batchSeconds }) => batchSeconds)),
    pipeline: {
      ...all[0]!.pipeline,
      partitions: sum(({ pipeline }) => pipeline.partitions),
      processed: sum(({ pipeline }) => pipeline.processed),
      deadLetters: sum(({ pipeline }) => pipeline.deadLetters),
      conflicts: sum(({ pipeline }) => pipeline.conflicts),
    },
    visitors: { hits: sum(({ visitors }) => visitors.hits), misses: sum(({ visitors }) => visitors.misses) },
    thread: {
      activeSeconds: sum(({ thread }) => thread.activeSeconds),
      heapBytes: sum(({ thread }) => thread.heapBytes),
    },
  };
}

/** The batches of the pipelines of one thread. */
export class Batches {
  readonly #events = new Histogram(EVENT_BOUNDS);
  readonly #seconds = new Histogram(SECOND_BOUNDS);

  observe({ events, durationMs }: StoredBatch): void {
    this.#events.observe(events);
    this.#seconds.observe(durationMs / 1000);
  }

  counts(): Pick<StoringFigures, 'batchEvents' | 'batchSeconds'> {
    return { batchEvents: this.#events.counts(), batchSeconds: this.#seconds.counts() };
  }
}

/** Of the thread that calls. */
export function threadFigures(): ThreadFigures {
  return {
    activeSeconds: performance.eventLoopUtilization().active / 1000,
    heapBytes: process.memoryUsage().heapUsed,
  };
}

/** How late the event loop of this thread is, in ns, until the process stops. */
export function watchEventLoop(started: Stop[]): IntervalHistogram {
  const eventLoopDelay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  eventLoopDelay.enable();
  started.push(() => void eventLoopDelay.disable());
  return eventLoopDelay;
}
