import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { freePort } from '../../../libs/testing/src/free-port.mjs';
import { accept } from './behaviours.ts';
import type { Behaviour, RecordedRequest, SentEvent } from './exchange.ts';

const HOST = '127.0.0.1';

/**
 * A server that misbehaves on purpose: each request gets the next behaviour of the script, and when that is used up, the last
 * resort, which accepts everything. It keeps every request, and what a real server would have stored.
 */
export class FaultyServer {
  readonly requests: RecordedRequest[] = [];
  /** In the order in which they came first. */
  readonly stored: SentEvent[] = [];
  /** Requests that were under way side by side, at most. */
  mostAtOnce = 0;
  #script: Behaviour[] = [];
  #otherwise: Behaviour = accept();
  #underWay = 0;
  #port = 0;
  #server: Server | null = null;
  readonly #ids = new Set<string>();
  readonly #watchers = new Set<() => void>();

  static async start(): Promise<FaultyServer> {
    const server = new FaultyServer();
    await server.up();
    return server;
  }

  get url(): string {
    return `http://${HOST}:${this.#port}`;
  }

  /** Behaviours of the next requests, in their order, and of all that follow. */
  script(behaviours: Behaviour[], otherwise: Behaviour = accept()): void {
    this.#script = [...behaviours];
    this.#otherwise = otherwise;
  }

  /** Requests to the batch operation alone. */
  get batches(): RecordedRequest[] {
    return this.requests.filter(({ path }) => path.replace(/\.php$/, '') === '/api/track/batch');
  }

  /** Begins to listen, on the port that it had before. */
  async up(): Promise<void> {
    const server = createServer((request, response) => {
      // A client that goes away is part of the game.
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.#port ||= await freePort();
    server.listen(this.#port, HOST);
    await once(server, 'listening');
    this.#server = server;
  }

  /** Breaks every connection and listens no more. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** Waits until something is true of what was recorded, which is looked at after each request and answer. */
  async until(isTrue: (server: FaultyServer) => boolean, waitMs = 30_000): Promise<void> {
    if (isTrue(this)) return;
    await new Promise<void>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      const look = () => {
        if (!isTrue(this)) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`It did not come true within ${waitMs} ms; ${this.requests.length} requests came`));
      }, waitMs);
      this.#watchers.add(look);
    });
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    response.once('close', () => {
      this.#underWay -= 1;
      this.#tell();
    });
    const request = await recorded(message);
    this.requests.push(request);
    this.#tell();
    const behaviour = this.#script.shift() ?? this.#otherwise;
    await behaviour({ request, response, store: (events) => events.map((event) => this.#store(event)) });
  }

  #store(event: SentEvent): 'queued' | 'duplicate' {
    if (this.#ids.has(event.event_id)) return 'duplicate';
    this.#ids.add(event.event_id);
    this.stored.push(event);
    return 'queued';
  }

  #tell(): void {
    for (const look of [...this.#watchers]) look();
  }
}

async function recorded(message: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  const text = message.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
  const body: unknown = text.length === 0 ? undefined : JSON.parse(text.toString('utf8'));
  const { pathname, searchParams } = new URL(message.url!, `http://${HOST}`);
  return {
    method: message.method!,
    path: pathname,
    query: searchParams,
    headers: message.headers as Record<string, string | undefined>,
    sentBytes: sent.length,
    textBytes: text.length,
    body,
    events: (body as { events?: SentEvent[] } | undefined)?.events ?? [],
    arrivedAt: Date.now(),
  };
}
