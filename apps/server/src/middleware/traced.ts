import type { Middleware } from '../endpoint.ts';
import type { Tracing } from '../tracing/tracing.ts';

/** Answers inside a span. */
export function traced(tracing: Tracing): Middleware {
  return (ctx, next) =>
    tracing.during(ctx.req, async () => {
      await next();
      return { operation: ctx.state.operationId ?? 'none', status: ctx.status };
    });
}
