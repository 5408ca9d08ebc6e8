import type { Handlers } from '../handlers.ts';
import { checkHealth, type HealthSources, isReady, renderHealth } from '../health.ts';
import { replyJson } from '../reply.ts';

const RETRY_AFTER_SECONDS = 5;

/** Not enveloped, and never limited: for those who watch. */
export function healthHandlers(sources: HealthSources): Handlers {
  const { version } = sources;
  return {
    getHealth: async (ctx) => {
      const report = await checkHealth(sources);
      replyJson(ctx, report.status === 'healthy' ? 200 : 503, renderHealth(report));
    },
    getLiveness: (ctx) => replyJson(ctx, 200, JSON.stringify({ status: 'alive', version })),
    getReadiness: async (ctx) => {
      if (await isReady(sources)) return replyJson(ctx, 200, JSON.stringify({ status: 'ready', version }));
      ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
      replyJson(ctx, 503, JSON.stringify({ status: 'unready', version }));
    },
  };
}
