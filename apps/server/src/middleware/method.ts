import type { Endpoint, Middleware } from '../endpoint.ts';
import { HttpError } from '../http-error.ts';

/** Exact comparison: `HEAD` on a `GET` endpoint is refused too. */
export function methodCheck({ method }: Pick<Endpoint, 'method'>): Middleware {
  return (ctx, next) => {
    if (ctx.method !== method) throw methodNotAllowed(method);
    return next();
  };
}

export function methodNotAllowed(allowed: string): HttpError {
  return new HttpError(405, 'Method not allowed', { headers: { Allow: `${allowed}, OPTIONS` } });
}
