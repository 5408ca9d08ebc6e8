import type { Middleware } from '../endpoint.ts';

const ALLOWED_METHODS = 'GET, POST, PUT, PATCH, DELETE, OPTIONS';
const ALLOWED_HEADERS =
  'Content-Type, Content-Encoding, X-API-Key, X-Admin-Key, X-Request-Id, Idempotency-Key, If-None-Match';
const MAX_AGE_SECONDS = '86400';
/** Headers of an answer that a script of another origin may read. */
export const EXPOSED_HEADERS =
  'X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, ETag, Link';

/**
 * Cross-origin rules. A preflight for a tracking endpoint is answered for any origin, since it does not show the key;
 * the real answer names the origin only when the project of its key allows it (the key check's part) or it is configured.
 */
export function cors(allowedOrigins: ReadonlySet<string>): Middleware {
  return (ctx, next) => {
    const { origin } = ctx.req.headers;
    ctx.set('Vary', 'Origin');
    const isPreflight = ctx.method === 'OPTIONS';
    if (origin && (allowedOrigins.has(origin) || (isPreflight && ctx.state.path.startsWith('/api/track/')))) {
      allowOrigin(ctx, origin);
    }
    if (!isPreflight) return next();
    ctx.set('Access-Control-Allow-Methods', ALLOWED_METHODS);
    ctx.set('Access-Control-Allow-Headers', ALLOWED_HEADERS);
    ctx.set('Access-Control-Max-Age', MAX_AGE_SECONDS);
    ctx.status = 200;
    ctx.body = '';
    return undefined;
  };
}

/** Lets scripts of `origin` read this answer. */
export function allowOrigin(ctx: Parameters<Middleware>[0], origin: string): void {
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.set('Access-Control-Expose-Headers', EXPOSED_HEADERS);
}
