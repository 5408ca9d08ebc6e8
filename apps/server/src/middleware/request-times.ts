import type { Middleware, OperationId } from '../endpoint.ts';
import type { RequestTimes } from '../metrics/request-times.ts';

/** Notes how long a request took until its answer began. */
export function timed(times: RequestTimes): Middleware {
  return async (ctx, next) => {
    const startedAt = performance.now();
    await next();
    times.observe(ctx.state.operationId ?? 'none', ctx.status, startedAt);
  };
}

/** Says what a request is for. */
export function named(operationId: OperationId): Middleware {
  return (ctx, next) => {
    ctx.state.operationId = operationId;
    return next();
  };
}
