import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { STREAM_TYPE } from './openapi.ts';

export interface Request {
  method: string;
  /** With the query, as it goes over the wire. */
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: Buffer | string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Decompressed. Of a stream, what came up to the end of its first event. */
  body: Buffer;
}

/** A server that has not answered for so long waits for the rest of a request. */
const QUIET_MS = 300;

/** A whole block of a stream with a message. */
const EVENT = /^data: .*\n\n/m;

/** One server, spoken to without any help that would mend a broken request. */
export class HttpClient {
  readonly #base: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  /** @param url with the base path, if the server has one */
  constructor(url: string) {
    this.#base = new URL(url);
  }

  /** Path of `path` on this server. */
  path(path: string): string {
    return `${this.#base.pathname.replace(/\/$/, '')}${path}`;
  }

  /** The address of `path` on this server. */
  url(path: string): string {
    return new URL(this.path(path), this.#base).href;
  }

  /** Sends one request below the base path. @throws when the connection breaks before the answer is complete */
  send({ method, path, headers = {}, body }: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.#base.hostname,
          port: this.#base.port,
          agent: this.#agent,
          method,
          path: this.path(path),
          headers: {
            ...headers,
            ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          const { statusCode: status, headers } = incoming;
          const finish = () => resolve({ status: status!, headers, body: decoded(Buffer.concat(chunks), headers) });
          const isStream = headers['content-type'] === STREAM_TYPE;
          incoming.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            if (!isStream || !EVENT.test(Buffer.concat(chunks).toString())) return;
            finish();
            incoming.destroy();
          });
          incoming.once('error', reject);
          incoming.once('end', finish);
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  /**
   * Writes bytes on a connection of its own, waits until nothing more comes back, and hangs up.
   * @returns what came back; empty when the server just closed
   */
  raw(bytes: Buffer | string): Promise<Buffer> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect(Number(this.#base.port), this.#base.hostname, () => socket.write(bytes));
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A reset is one of the ways in which a server may end such a connection.
      socket.on('error', () => {});
      socket.setTimeout(QUIET_MS, () => socket.end());
      socket.once('close', () => resolve(Buffer.concat(chunks)));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function decoded(body: Buffer, headers: IncomingHttpHeaders): Buffer {
  if (body.length === 0) return body;
  switch (headers['content-encoding']) {
    case 'gzip':
      return gunzipSync(body);
    case 'br':
      return brotliDecompressSync(body);
    default:
      return body;
  }
}
