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

/** What is used of Fastify's request. */
export interface FastifyRequest {
  headers: IncomingHttpHeaders;
  method: string;
  protocol: string;
  host: string;
  originalUrl: string;
  ip: string;
  routeOptions: { url?: string | undefined };
}

interface FastifyReply {
  statusCode: number;
  getHeader(name: string): unknown;
}

/** What is used of a Fastify instance. */
export interface FastifyInstance {
  // biome-ignore lint/suspicious/noExplicitAny: each hook has parameters of its own
  addHook(name: any, hook: any): unknown;
}

type Done = (error?: Error) => void;

/**
 * A plugin: `fastify.register(micrologsPlugin(client))`, before your routes. Everything captured while a request is handled knows of
 * it, and what is thrown is captured; your error handlers answer it as ever.
 */
export function micrologsPlugin(client: MiddlewareClient, options: MiddlewareOptions<FastifyRequest> = {}) {
  const { shouldCapture = isServerFault } = options;
  const scopeOf = requestScopes(client, exchangeOf, options);

  const plugin = (fastify: FastifyInstance, _options: unknown, done: Done): void => {
    const enter = (request: FastifyRequest, _reply: unknown, next: Done) => scopeOf(request)(() => next());
    fastify.addHook('onRequest', enter);
    // The body was read by events of the connection, which know nothing of the request.
    fastify.addHook('preValidation', enter);
    fastify.addHook('onError', (request: FastifyRequest, _reply: unknown, error: unknown, next: Done) => {
      if (shouldCapture(error)) scopeOf(request)(() => client.captureException(error));
      next();
    });
    if (options.pageviews) {
      fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, next: Done) => {
        const answer = { status: reply.statusCode, contentType: String(reply.getHeader('Content-Type') ?? '') };
        capturePageview(client, options, exchangeOf(request), request, answer);
        next();
      });
    }
    done();
  };
  // Its hooks are for all routes, not just for those of the plugin.
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'micrologs',
  });
}

function exchangeOf(request: FastifyRequest): Exchange {
  const { headers, method, ip } = request;
  const url = `${request.protocol}://${request.host}${request.originalUrl}`;
  return { headers, method, ip, url, route: () => request.routeOptions.url };
}
