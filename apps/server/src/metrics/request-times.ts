import type { OperationId } from '../endpoint.ts';
import { Histogram, type HistogramCounts } from './histogram.ts';

/** In seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Of requests that are for nothing that the contract knows. */
export type Operation = OperationId | 'none';

export interface RequestSeries {
  operation: Operation;
  /** Such as `2xx`. */
  status: string;
  seconds: HistogramCounts;
}

/** How long requests took to be answered, by operation and class of status. */
export class RequestTimes {
  readonly #series = new Map<Operation, (Histogram | undefined)[]>();

  /** @param startedAt of `performance.now()` */
  observe(operation: Operation, status: number, startedAt: number): void {
    let classes = this.#series.get(operation);
    if (!classes) {
      classes = [];
      this.#series.set(operation, classes);
    }
    const index = (status / 100) | 0;
    let histogram = classes[index];
    if (!histogram) {
      histogram = new Histogram(BOUNDS);
      classes[index] = histogram;
    }
    histogram.observe((performance.now() - startedAt) / 1000);
  }

  /** Of what was asked for so far. */
  series(): RequestSeries[] {
    return [...this.#series].flatMap(([operation, classes]) =>
      classes.flatMap((histogram, index) =>
        histogram ? [{ operation, status: `${index}xx`, seconds: histogram.counts() }] : [],
      ),
    );
  }
}
