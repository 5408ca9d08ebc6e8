import type { IncomingHttpHeaders } from 'node:http';
import {
  capturePageview,
  type Exchange,
  isServerFault,
  type MiddlewareClient,
  type MiddlewareOptions,
  requestScopes,
} from './middleware.ts';

export type { MiddlewareClient, MiddlewareOptions, PageviewExtras } from './middleware.ts';

/** What is used of Koa's context. */
export interface KoaContext {
  headers: IncomingHttpHeaders;
  method: string;
  href: string;
  ip: string;
  status: number;
  res: { once(event: 'finish', listener: () => void): unknown; getHeader(name: string): unknown; statusCode: number };
  /** Of `@koa/router`. */
  _matchedRoute?: unknown;
}

/** Everything captured while a request is handled knows of it, and what is thrown is captured and thrown on. Comes first. */
export function micrologsKoa(client: MiddlewareClient, options: MiddlewareOptions<KoaContext> = {}) {
  const { shouldCapture = isServerFault } = options;
  const scopeOf = requestScopes(client, exchangeOf, options);
  return (context: KoaContext, next: () => Promise<unknown>): Promise<unknown> => {
    const { res } = context;
    if (options.pageviews) {
      res.once('finish', () => {
        const contentType = String(res.getHeader('Content-Type') ?? '');
        const answer = { status: res.statusCode, contentType };
        capturePageview(client, options, exchangeOf(context), context, answer);
      });
    }
    return scopeOf(context)(async () => {
      try {
        return await next();
      } catch (error) {
        if (shouldCapture(error)) client.captureException(error);
        throw error;
      }
    });
  };
}

function exchangeOf(context: KoaContext): Exchange {
  const { headers, method, href: url, ip } = context;
  return { headers, method, url, ip, route: () => routeOf(context) };
}

function routeOf({ _matchedRoute: route }: KoaContext): string | undefined {
  return route === undefined ? undefined : String(route);
}
