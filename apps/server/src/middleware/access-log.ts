import type { Logger } from 'pino';
import type { Middleware } from '../endpoint.ts';

/**
 * One line per answered request at level `debug`: neither address, user agent nor query string, which may hold a key.
 * A proxy's access log is the place for more.
 */
export function accessLog(logger: Logger): Middleware {
  return async (ctx, next) => {
    if (!logger.isLevelEnabled('debug')) return next();
    const startedAt = performance.now();
    await next();
    const { requestId, path } = ctx.state;
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    logger.debug({ requestId, method: ctx.method, path, status: ctx.status, durationMs }, 'request');
  };
}
