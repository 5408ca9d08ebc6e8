import type { AppOptions } from '../app-options.ts';
import type { Handlers } from '../handlers.ts';
import { expose } from '../metrics/exposition.ts';
import { gatherFigures } from '../metrics/figures.ts';
import type { RequestTimes } from '../metrics/request-times.ts';

type MetricsOptions = Pick<AppOptions, 'health' | 'metrics' | 'clock'>;

/** Figures of this process, and of the installation where the ledger tells them. */
export function metricsHandlers(options: MetricsOptions, requests: RequestTimes): Handlers {
  const { health, metrics, clock } = options;
  return {
    getMetrics: async (ctx) => {
      const sources = { storage: health.storage, queue: health.queue, metrics, ...(clock && { clock }) };
      const { type, text } = await expose(await gatherFigures(sources, requests));
      ctx.status = 200;
      ctx.set('Content-Type', type);
      ctx.body = text;
    },
  };
}
