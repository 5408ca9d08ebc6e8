import type { Middleware } from '../endpoint.ts';
import { HttpError } from '../http-error.ts';

/** Answers what no route answered. */
export function notFound(): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false) throw new HttpError(404, 'Not found');
  };
}
