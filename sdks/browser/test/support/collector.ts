import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleModule, bundleScript } from '../../build.mjs';

/** A request as it came in. */
export interface Received {
  method: string;
  /** What follows `/api/track/`. */
  endpoint: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  bytes: number;
  // biome-ignore lint/suspicious/noExplicitAny: the body is what the tests are about.
  body: any;
}

/** Made once for all tests of a file, by the path at which they are served. */
const bundles = (async () =>
  new Map([
    ['/snippet/micrologs.js', await bundleScript('micrologs.js')],
    ['/snippet/micrologs.core.js', await bundleScript('micrologs.core.js')],
    ['/index.mjs', await bundleModule()],
  ]))();

/** Stands in for the server: serves the script files and keeps what browsers send. */
export class Collector {
  /** Everything under `/api/track/`, preflights too. */
  readonly received: Received[] = [];
  #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port. */
  static async start(): Promise<Collector> {
    const scripts = await bundles;
    const server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://collector');
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
        response.setHeader('Access-Control-Allow-Headers', 'Content-Type, X-API-Key');
        const script = scripts.get(url.pathname);
        if (script !== undefined) return response.setHeader('Content-Type', 'text/javascript').end(script);
        const text = Buffer.concat(chunks);
        collector.received.push({
          method: request.method!,
          endpoint: url.pathname.replace('/api/track/', ''),
          query: url.searchParams,
          headers: request.headers,
          bytes: text.length,
          body: text.length > 0 ? JSON.parse(text.toString()) : undefined,
        });
        response.end();
      });
    });
    const collector = new Collector(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What was posted to an endpoint so far, in order of arrival. */
  posts(endpoint: string): Received[] {
    return this.received.filter((request) => request.method === 'POST' && request.endpoint === endpoint);
  }

  /** Waits for that many posts to an endpoint. @throws Error with what came instead, after 25 s */
  async wait(endpoint: string, count: number): Promise<Received[]> {
    await until(
      () => this.posts(endpoint).length >= count,
      () => `${count} × ${endpoint}, got ${JSON.stringify(this.received.map((r) => [r.method, r.endpoint, r.body]))}`,
    );
    return this.posts(endpoint);
  }

  /** The pageviews' bodies, once there are that many. */
  async views(count: number) {
    return (await this.wait('pageview', count)).map(({ body }) => body);
  }

  /** The engagement items, once there are that many. */
  async engagements(count: number) {
    return (await this.wait('batch', count)).flatMap(({ body }) => body.events);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Waits until something is so. @throws Error that names what was awaited, after 25 s */
export async function until(holds: () => boolean, awaited: () => string): Promise<void> {
  const giveUp = Date.now() + 25_000;
  while (!holds()) {
    if (Date.now() > giveUp) throw new Error(`Waited in vain for ${awaited()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
