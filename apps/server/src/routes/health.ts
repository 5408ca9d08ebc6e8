import type { Handlers } from '../handlers.ts';
import { checkHealth, type HealthSources, renderHealth } from '../health.ts';
import { replyJson } from '../reply.ts';

/** 503 only when something fails that the server cannot do without. */
export function healthHandlers(sources: HealthSources): Handlers {
  return {
    getHealth: async (ctx) => {
      const report = await checkHealth(sources);
      replyJson(ctx, report.status === 'healthy' ? 200 : 503, renderHealth(report));
    },
  };
}
