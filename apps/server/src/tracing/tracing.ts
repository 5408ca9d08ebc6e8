import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { StoredBatch } from '@micrologs/pipeline';
import type { Span, Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { endpoints } from '../endpoint.ts';
import { inTime } from '../in-time.ts';
import type { Operation } from '../metrics/request-times.ts';
import { StartError } from '../start-error.ts';

export interface TracingOptions {
  /** Where the collector takes OTLP over HTTP, without `/v1/traces`. */
  endpoint: string;
  version: string;
  /** Of the database: `sqlite` or `mysql`. */
  database: string;
  logger: Logger;
}

/** What a request turned out to be, once it is answered. */
export interface Answered {
  operation: Operation;
  status: number;
}

const SHUTDOWN_MS = 2_000;
/** A collector that is away is told of once in a while. */
const WARN_EVERY_MS = 60_000;

/**
 * Spans of requests, of what they ask the database, and of batches of events, for a collector. Nothing in them tells of a visitor:
 * no address, no query, no body.
 */
export class Tracing {
  readonly #packages: Packages;
  readonly #tracer: Tracer;
  readonly #contexts: InstanceType<Packages['contexts']['AsyncLocalStorageContextManager']>;
  readonly #propagator: InstanceType<Packages['core']['W3CTraceContextPropagator']>;
  readonly #database: string;
  readonly #shutdown: () => Promise<void>;

  /** @throws StartError when the packages are not installed */
  static async start(options: TracingOptions): Promise<Tracing> {
    return new Tracing(await loadPackages(), options);
  }

  private constructor(packages: Packages, { endpoint, version, database, logger }: TracingOptions) {
    const { api, contexts, core, exporter, resources, sdk } = packages;
    const provider = new sdk.BasicTracerProvider({
      resource: resources.resourceFromAttributes({
        'service.name': process.env.OTEL_SERVICE_NAME || 'micrologs',
        'service.version': version,
        'process.pid': process.pid,
      }),
      spanProcessors: [new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))],
    });
    api.diag.setLogger(warningsOf(logger), api.DiagLogLevel.ERROR);
    this.#packages = packages;
    this.#tracer = provider.getTracer('micrologs', version);
    this.#contexts = new contexts.AsyncLocalStorageContextManager().enable();
    this.#propagator = new core.W3CTraceContextPropagator();
    this.#database = database;
    this.#shutdown = () => provider.shutdown();
  }

  /** Answers a request inside a span, of which everything becomes a part that is asked of the database meanwhile. */
  async during(req: IncomingMessage, answer: () => Promise<Answered>): Promise<void> {
    const { api } = this.#packages;
    const parent = this.#parentOf(req.headers);
    const span = this.#tracer.startSpan(req.method!, { kind: api.SpanKind.SERVER }, parent);
    try {
      const answered = await this.#contexts.with(api.trace.setSpan(parent, span), answer);
      this.#describe(span, req, answered);
    } finally {
      span.end();
    }
  }

  /** Of a request that was answered without asking anybody. @param startedAt of `performance.now()` */
  answered(req: IncomingMessage, answered: Answered, startedAt: number): void {
    const { api } = this.#packages;
    const options = { kind: api.SpanKind.SERVER, startTime: startedAt };
    const span = this.#tracer.startSpan(req.method!, options, this.#parentOf(req.headers));
    this.#describe(span, req, answered);
    span.end();
  }

  /** A batch of events that a pipeline stored. */
  batch({ events, startedAt, durationMs }: StoredBatch): void {
    const { api } = this.#packages;
    const options = {
      kind: api.SpanKind.CONSUMER,
      startTime: startedAt,
      attributes: { 'messaging.operation.name': 'store', 'messaging.batch.message_count': events },
    };
    this.#tracer.startSpan('store batch', options, api.ROOT_CONTEXT).end(startedAt + durationMs);
  }

  /**
   * Something is asked of the database.
   * @returns what is to be called when it ends; nothing where no request is being answered, as when change numbers are polled
   */
  databaseCall(name: string): ((failed: boolean) => void) | undefined {
    const { api } = this.#packages;
    const parent = this.#contexts.active();
    if (!api.trace.getSpan(parent)) return undefined;
    const attributes = { 'db.system.name': this.#database, 'db.operation.name': name };
    const span = this.#tracer.startSpan(name, { kind: api.SpanKind.CLIENT, attributes }, parent);
    return (failed) => {
      if (failed) span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end();
    };
  }

  /** Sends what is left, as far as there is time. */
  async stop(): Promise<void> {
    this.#contexts.disable();
    await inTime(this.#shutdown(), SHUTDOWN_MS).catch(() => undefined);
  }

  #describe(span: Span, req: IncomingMessage, { operation, status }: Answered): void {
    const { api } = this.#packages;
    span.setAttributes({ 'http.request.method': req.method!, 'http.response.status_code': status });
    if (operation !== 'none') {
      const { path } = endpoints[operation];
      span.updateName(`${req.method} ${path}`);
      span.setAttributes({ 'http.route': path, 'micrologs.operation': operation });
    }
    if (status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
  }

  /** The span of the caller, if it tells of one by `traceparent`. */
  #parentOf(headers: IncomingHttpHeaders) {
    const { api } = this.#packages;
    if (headers.traceparent === undefined) return api.ROOT_CONTEXT;
    return this.#propagator.extract(api.ROOT_CONTEXT, headers, {
      get: (carrier: IncomingHttpHeaders, name) => carrier[name],
      keys: (carrier: IncomingHttpHeaders) => Object.keys(carrier),
    });
  }
}

type Packages = Awaited<ReturnType<typeof importPackages>>;

/** Some megabytes of memory, so only where there is a collector. */
async function importPackages() {
  const [api, contexts, core, exporter, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ]);
  return { api, contexts, core, exporter, resources, sdk };
}

async function loadPackages(): Promise<Packages> {
  try {
    return await importPackages();
  } catch (error) {
    throw new StartError(
      'OTEL_EXPORTER_OTLP_ENDPOINT is set, but the packages of OpenTelemetry are not installed: they are optional dependencies, which `npm install --omit=optional` leaves out.',
      { cause: error },
    );
  }
}

function warningsOf(logger: Logger) {
  let toldAt = Number.NEGATIVE_INFINITY;
  const warn = (message: string) => {
    if (performance.now() - toldAt < WARN_EVERY_MS) return;
    toldAt = performance.now();
    logger.warn({ reason: message }, 'traces cannot be sent');
  };
  const nothing = () => undefined;
  return { error: warn, warn: nothing, info: nothing, debug: nothing, verbose: nothing };
}
