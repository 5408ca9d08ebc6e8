import type { Middleware } from '../endpoint.ts';

/**
 * The path that routes are written for: slashes collapsed, the base path and the `.php` of old clients removed.
 * @param target the request's target, such as `//api/health.php?x=1`
 * @returns null when it lies outside the base path
 */
export function normalisePath(target: string, basePath: string): string | null {
  const query = target.indexOf('?');
  let path = query === -1 ? target : target.slice(0, query);
  if (path.includes('//')) path = path.replace(/\/{2,}/g, '/');
  if (basePath !== '') {
    if (path !== basePath && !path.startsWith(`${basePath}/`)) return null;
    path = path.slice(basePath.length) || '/';
  }
  return path.startsWith('/api/') && path.endsWith('.php') ? path.slice(0, -4) : path;
}

/** A client may write the whole address into the request line, as to a proxy (RFC 9112, 3.2.2). */
const ABSOLUTE_FORM = /^https?:\/\/[^/?]*/i;

/** A request's target from its path on. */
export function originForm(target: string): string {
  return target.startsWith('/') ? target : target.replace(ABSOLUTE_FORM, '') || '/';
}

/** Rewrites the request's path to its normal form before routes look at it; outside the base path nothing is found. */
export function pathNormaliser(basePath: string): Middleware {
  return (ctx, next) => {
    const target = originForm(ctx.req.url ?? '/');
    const path = normalisePath(target, basePath);
    ctx.state.path = path ?? target.split('?', 1)[0]!;
    if (path === null) return undefined;
    const query = target.indexOf('?');
    ctx.url = query === -1 ? path : path + target.slice(query);
    return next();
  };
}
