import type { Endpoint, Middleware } from '../endpoint.ts';
import { limitHeaders, type RateLimiter } from '../rate-limiter.ts';
import { limitNameOf } from '../rate-limits.ts';

export interface RateLimitOptions {
  limiter: RateLimiter;
  /** Honours `X-Test-Mode: phpunit`. */
  testMode: boolean;
}

/** One bucket per client address and endpoint. */
export function rateLimit(
  { limitedByIp, path }: Pick<Endpoint, 'limitedByIp' | 'path'>,
  { limiter, testMode }: RateLimitOptions,
): Middleware {
  const name = limitNameOf(path);
  return (ctx, next) => {
    if (limitedByIp && !(testMode && isTestRequest(ctx.req.headers))) {
      const state = limiter.spend(name, ctx.state.clientIp);
      if (state) ctx.set(limitHeaders(state));
    }
    return next();
  };
}

/** True for requests of a test suite that asks for no limits; callers check that test mode is on. */
export function isTestRequest(headers: Record<string, string | string[] | undefined>): boolean {
  return headers['x-test-mode'] === 'phpunit';
}
