import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleApplication, bundleScript, SCRIPTS } from '../../bundle.mjs';

/** What the server says to a request. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** An object as JSON, a text as it is. */
  body?: object | string;
}

const TAKEN: Answer = { status: 202, body: { success: true, message: 'OK', data: { queued: true } } };

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
const bundles = (async () => {
  const files = new Map<string, string>();
  for (const name of Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[])
    files.set(`/snippet/${name}`, await bundleScript(name));
  files.set(
    '/index.mjs',
    await bundleApplication(`export * from './src/index.ts'; export * from './src/web-vitals.ts';`),
  );
  return files;
})();

/** Stands in for the server: serves the script files and keeps what browsers send. */
export class Collector {
  /** Everything under `/api/track/`, preflights too. */
  readonly received: Received[] = [];
  /** Decides on an answer, null for none at all; otherwise everything is taken. */
  answer: (request: Received) => Answer | null = () => TAKEN;
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
        const received: Received = {
          method: request.method!,
          endpoint: url.pathname.replace('/api/track/', ''),
          query: url.searchParams,
          headers: request.headers,
          bytes: text.length,
          body: text.length > 0 ? JSON.parse(text.toString()) : undefined,
        };
        collector.received.push(received);
        const answer = collector.answer(received);
        if (!answer) return request.socket.destroy();
        const { status, headers, body = '' } = answer;
        response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
        response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
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

  /** Waits for that many posts to an endpoint. @throws Error with what came instead, after a minute */
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

  /** The events of all batches so far, in order of arrival. @param kind only those */
  events(kind?: string) {
    const events = this.posts('batch').flatMap(({ body }) => body.events);
    return kind ? events.filter((event) => event.kind === kind) : events;
  }

  /** The same, once there are that many. */
  async waitForEvents(kind: string, count: number) {
    await until(
      () => this.events(kind).length >= count,
      () => `${count} × ${kind}, got ${JSON.stringify(this.events())}`,
    );
    return this.events(kind);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Waits until something is so. @throws Error that names what was awaited, after a minute */
export async function until(holds: () => boolean, awaited: () => string): Promise<void> {
  const giveUp = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > giveUp) throw new Error(`Waited in vain for ${awaited()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
