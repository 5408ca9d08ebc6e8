import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  capturePageview,
  type Exchange,
  isServerFault,
  type MiddlewareClient,
  type MiddlewareOptions,
  requestScopes,
} from './middleware.ts';

export type { MiddlewareClient, MiddlewareOptions, PageviewExtras } from './middleware.ts';

/** What is used of Express's request. */
export interface ExpressRequest extends IncomingMessage {
  protocol: string;
  originalUrl: string;
  baseUrl: string;
  ip?: string | undefined;
  // Express leaves it open.
  // biome-ignore lint/suspicious/noExplicitAny: as in its own types
  route?: any;
}

type Next = (error?: unknown) => void;

/** What an application uses: `app.use(before)` ahead of the routes, `app.use(onError)` behind them, ahead of its own error handlers. */
export function micrologsExpress(client: MiddlewareClient, options: MiddlewareOptions<ExpressRequest> = {}) {
  const { shouldCapture = isServerFault } = options;
  const scopeOf = requestScopes(client, exchangeOf, options);
  return {
    /** Everything captured while a request is handled knows of it. */
    before(request: ExpressRequest, response: ServerResponse, next: Next): void {
      if (options.pageviews) {
        response.once('finish', () => {
          const contentType = String(response.getHeader('Content-Type') ?? '');
          const answer = { status: response.statusCode, contentType };
          capturePageview(client, options, exchangeOf(request), request, answer);
        });
      }
      scopeOf(request)(next);
    },

    /** Captures what routes throw, and passes it on. Express tells error handlers by their four parameters. */
    onError(error: unknown, request: ExpressRequest, _response: ServerResponse, next: Next): void {
      // Some body parsers lose the scope on their way, so it is entered once more.
      if (shouldCapture(error)) scopeOf(request)(() => client.captureException(error));
      next(error);
    },
  };
}

function exchangeOf(request: ExpressRequest): Exchange {
  const { headers, method = 'GET', ip } = request;
  const url = `${request.protocol}://${headers.host ?? 'localhost'}${request.originalUrl}`;
  return { headers, method, ip, url, route: () => routeOf(request) };
}

/** The pattern of the route with that of its routers. */
function routeOf({ route, baseUrl, originalUrl }: ExpressRequest): string | undefined {
  const path = route?.path;
  if (path === undefined) return undefined;
  if (typeof path !== 'string' || baseUrl !== '') return `${baseUrl}${path}`;
  // Outside of the router its base is forgotten; but what the pattern does not account for is the base.
  if (/[*(){}?+]/.test(path)) return path;
  const given = segments(originalUrl.split('?', 1)[0]!);
  const base = given.slice(0, Math.max(0, given.length - segments(path).length));
  return base.map((segment) => `/${segment}`).join('') + path;
}

const segments = (path: string) => path.split('/').filter((segment) => segment !== '');
