import type { Micrologs } from './client.ts';
import type { PageviewFields } from './events.ts';
import type { RequestInfo, RequestScope } from './scope.ts';

/** What a middleware needs of a client. */
export type MiddlewareClient = Pick<Micrologs, 'openRequest' | 'captureException' | 'pageview'>;

/** What you know of a pageview besides what the request says, such as `visitor_id` and `session_token`. */
export type PageviewExtras = Partial<PageviewFields>;

export interface MiddlewareOptions<Request> {
  /** Whether a failure is captured. Unless given: those that are answered with a status of 500 and above. */
  shouldCapture?: (error: unknown) => boolean;
  /** Whether the browser's address, user agent and language go with errors, to tell device and place; false unless given. */
  clientInfo?: boolean;
  /**
   * Captures a pageview for each HTML page that is served. `true` is for cookieless projects; else give the visitor and the session, or
   * null for what is not to be counted. The project's secret key is needed.
   */
  pageviews?: boolean | ((request: Request) => PageviewExtras | null);
  /** Whether browsers that ask not to be tracked (DNT, Global Privacy Control) are left alone; true unless given. */
  respectDnt?: boolean;
}

/** A request and its answer, whatever the framework. */
export interface Exchange {
  /** In lower case. */
  headers: Record<string, string | string[] | undefined>;
  method: string;
  url: string;
  ip: string | undefined;
  /** Asked late, when the router has found it. */
  route: () => string | undefined;
}

/** One scope for each request, whoever asks for it. */
export function requestScopes<Request extends object>(
  client: MiddlewareClient,
  exchangeOf: (request: Request) => Exchange,
  options: MiddlewareOptions<Request>,
): (request: Request) => RequestScope {
  const scopes = new WeakMap<Request, RequestScope>();
  return (request) => {
    const known = scopes.get(request);
    if (known !== undefined) return known;
    const scope = client.openRequest(() => requestInfo(exchangeOf(request), options));
    scopes.set(request, scope);
    return scope;
  };
}

/** A request as events tell of it. */
function requestInfo(exchange: Exchange, options: MiddlewareOptions<never>): RequestInfo {
  const { method, url, route } = exchange;
  const withClient = options.clientInfo === true && !isOptedOut(exchange, options);
  return { method, url, route: route(), ...(withClient && { client: clientOf(exchange) }) };
}

/** Whether a failure is the server's, and so is worth an event. */
export function isServerFault(error: unknown): boolean {
  const { status, statusCode } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
  const told = statusCode ?? status;
  return typeof told !== 'number' || told >= 500;
}

/** Captures the pageview of an answered request, if it is one. Never throws. */
export function capturePageview<Request>(
  client: MiddlewareClient,
  options: MiddlewareOptions<Request>,
  exchange: Exchange,
  request: Request,
  answer: { status: number; contentType: string },
): void {
  const { pageviews = false } = options;
  if (pageviews === false || !isPage(exchange, answer) || isOptedOut(exchange, options)) return;
  try {
    const extras = pageviews === true ? {} : pageviews(request);
    if (extras === null) return;
    const referrer = header(exchange, 'referer');
    client.pageview({
      url: exchange.url,
      ...(referrer !== undefined && { referrer }),
      ...clientOf(exchange),
      ...extras,
    });
  } catch {
    // Your function's fault; the answer has left already.
  }
}

function isPage(exchange: Exchange, { status, contentType }: { status: number; contentType: string }): boolean {
  const isAhead = /prefetch|prerender/.test(header(exchange, 'sec-purpose') ?? header(exchange, 'purpose') ?? '');
  return exchange.method === 'GET' && status >= 200 && status < 300 && contentType.startsWith('text/html') && !isAhead;
}

function isOptedOut(exchange: Exchange, { respectDnt = true }: MiddlewareOptions<never>): boolean {
  return respectDnt && (header(exchange, 'dnt') === '1' || header(exchange, 'sec-gpc') === '1');
}

function clientOf(exchange: Exchange) {
  return withoutMissing({
    client_ip: exchange.ip,
    user_agent: header(exchange, 'user-agent'),
    accept_language: header(exchange, 'accept-language'),
  });
}

function header({ headers }: Exchange, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function withoutMissing<T extends Record<string, string | undefined>>(fields: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
