import type { IncomingMessage, ServerResponse } from 'node:http';
import Router, { type RouterMiddleware } from '@koa/router';
import Koa from 'koa';
import { onAnswered } from './answered.ts';
import type { AppOptions } from './app-options.ts';
import { endpoints, type Middleware, type OperationId } from './endpoint.ts';
import { errorAnswers } from './error-answer.ts';
import { collectHandlers } from './handlers.ts';
import { KeyCheck } from './key-check.ts';
import { RequestTimes } from './metrics/request-times.ts';
import { accessLog } from './middleware/access-log.ts';
import { clientAddress } from './middleware/client-ip.ts';
import { cors } from './middleware/cors.ts';
import { errorEnvelope } from './middleware/error-envelope.ts';
import { fastPath } from './middleware/fast-path.ts';
import { keyRequired } from './middleware/key.ts';
import { methodCheck } from './middleware/method.ts';
import { notFound } from './middleware/not-found.ts';
import { pathNormaliser } from './middleware/path.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { named, timed } from './middleware/request-times.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { traced } from './middleware/traced.ts';
import { REDIRECT_OPERATIONS, RedirectDoor } from './redirect-door.ts';
import { analyticsHandlers } from './routes/analytics.ts';
import { deadLettersHandlers } from './routes/dead-letters.ts';
import { docsHandlers, docsPartRoutes } from './routes/docs.ts';
import { errorsHandlers } from './routes/errors.ts';
import { exportHandlers } from './routes/export.ts';
import { healthHandlers } from './routes/health.ts';
import { linksHandlers } from './routes/links.ts';
import { metricsHandlers } from './routes/metrics.ts';
import { projectsHandlers } from './routes/projects.ts';
import { realtimeHandlers } from './routes/realtime.ts';
import { groupFolderRoutes, rootHandlers } from './routes/root.ts';
import { snippetHandlers } from './routes/snippet.ts';
import { trackHandlers } from './routes/track.ts';
import { webhooksHandlers } from './routes/webhooks.ts';
import { TrackDoor } from './track-door.ts';

export type { AppOptions } from './app-options.ts';

/** Takes a request before Koa makes a context for it. @returns whether it did */
type Door = (req: IncomingMessage, res: ServerResponse) => boolean;

/** A Koa app that lets `first` take requests before a context is made for them. */
class App extends Koa {
  readonly #first: Door;

  constructor(first: Door) {
    super();
    this.#first = first;
  }

  override callback(): ReturnType<Koa['callback']> {
    const others = super.callback();
    // Koa's types allow for HTTP/2, which this server does not speak.
    return async (req, res) => {
      if (!this.#first(req as IncomingMessage, res as ServerResponse)) await others(req, res);
    };
  }
}

/** The whole HTTP side as a Koa app that listens nowhere. */
export function createApp(options: AppOptions): Koa {
  const { logger, basePath, assetsDir, trustedProxies } = options;
  const keys = new KeyCheck({ ring: options.keyRing, adminKeyHash: options.adminKeyHash, limiter: options.limiter });
  const door = new TrackDoor(options);

  const answerFor = errorAnswers(logger);
  const requestTimes = new RequestTimes();
  const tracing = options.tracing ?? null;
  const answered = onAnswered(requestTimes, tracing);

  const track = fastPath({ ...options, keys, door, answerFor, answered });
  const redirects = new RedirectDoor({
    ...options,
    store: options.storage.links,
    projectOf: (id) => options.keyRing.byId(id),
    answerFor,
    answered,
  });
  const app = new App((req, res) => track(req, res) || redirects.take(req, res));
  // Failures of the app itself; those of requests have been answered and logged by the error middleware.
  app.on('error', (error: Error) => logger.error({ err: error }, 'answer failed'));

  const chain: Middleware[] = [
    requestId(),
    securityHeaders(),
    timed(requestTimes),
    ...(tracing ? [traced(tracing)] : []),
    accessLog(logger),
    errorEnvelope(answerFor),
    notFound(),
    pathNormaliser(basePath),
    cors(options.allowedOrigins),
    clientAddress(trustedProxies),
  ];
  for (const middleware of chain) app.use(middleware as Koa.Middleware);

  const handlers = collectHandlers(
    [
      trackHandlers(door),
      errorsHandlers(options),
      analyticsHandlers(options),
      exportHandlers(options),
      projectsHandlers(options),
      linksHandlers(options),
      deadLettersHandlers(options),
      webhooksHandlers(options),
      realtimeHandlers(options),
      healthHandlers(options.health),
      metricsHandlers(options, requestTimes),
      docsHandlers(assetsDir),
      snippetHandlers(assetsDir),
      rootHandlers(basePath),
    ],
    REDIRECT_OPERATIONS,
  );
  const router = new Router({ sensitive: true, strict: true });
  for (const id of Object.keys(endpoints) as OperationId[]) {
    if (REDIRECT_OPERATIONS.has(id)) continue;
    const endpoint = endpoints[id];
    const handler = handlers[id];
    const steps: Middleware[] = [
      named(id),
      methodCheck(endpoint),
      keyRequired(endpoint, keys),
      rateLimit(endpoint, options),
      (ctx) => handler(ctx),
    ];
    router.all(endpoint.path, ...(steps as RouterMiddleware[]));
  }
  docsPartRoutes(router, assetsDir, basePath);
  groupFolderRoutes(router, basePath);
  app.use(router.routes() as unknown as Koa.Middleware);
  return app;
}
