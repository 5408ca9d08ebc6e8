import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

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
  body: Buffer;
}

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
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () =>
            resolve({ status: incoming.statusCode!, headers: incoming.headers, body: Buffer.concat(chunks) }),
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  /**
   * Writes bytes on a connection of its own and reads until the server closes it.
   * @param hangUp closes the sending side after the bytes, as a client that went away in the middle
   * @returns what came back; empty when the server just closed
   */
  raw(bytes: Buffer | string, { hangUp = false } = {}): Promise<Buffer> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect(Number(this.#base.port), this.#base.hostname, () => {
        if (hangUp) socket.end(bytes);
        else socket.write(bytes);
      });
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A reset is one of the ways in which a server may end such a connection.
      socket.on('error', () => {});
      socket.once('close', () => resolve(Buffer.concat(chunks)));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
