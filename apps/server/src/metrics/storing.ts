import type { CacheCounts } from '@micrologs/domain';
import type { PipelineStatus, StoredBatch } from '@micrologs/pipeline';
import { Histogram, type HistogramCounts } from './histogram.ts';

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
