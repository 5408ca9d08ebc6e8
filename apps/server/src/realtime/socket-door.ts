import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECOND_MS } from '@micrologs/domain';
import { CLOSE, type Hub, PING_SECONDS } from '@micrologs/realtime';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { normalisePath, originForm } from '../middleware/path.ts';
import { type Connections, credentialsOf } from './connections.ts';
import type { Grants } from './grants.ts';
import { Socket } from './socket.ts';

export interface SocketDoorOptions {
  hub: Hub;
  grants: Pick<Grants, 'stands'>;
  connections: Connections;
  basePath: string;
  logger: Logger;
  /** A client that was silent for so long is asked whether it is there. */
  pingMs?: number;
  /** How long it may take to answer. */
  pongMs?: number;
  /** Over how long the ends of sockets are spread at the end of the server. */
  drainMs?: number;
}

export const SOCKET_PATH = '/api/realtime';

/** What clients send is small. */
const MAX_MESSAGE_BYTES = 16 * 1024;
const PONG_MS = 8 * SECOND_MS;
const DRAIN_MS = 2 * SECOND_MS;
const DRAIN_STEPS = 20;
/** How exactly silence is measured. */
const CHECKS_PER_PONG = 8;

const SERVER = { noServer: true, maxPayload: MAX_MESSAGE_BYTES, clientTracking: false };

/** Takes the sockets of clients that listen. */
export class SocketDoor {
  readonly #options: Required<SocketDoorOptions>;
  readonly #plain = new WebSocketServer({ ...SERVER, perMessageDeflate: false });
  readonly #deflating = new WebSocketServer({
    ...SERVER,
    // A window of zlib for each socket would take more memory than everything else of it, and make each message another one for each.
    perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
  });
  readonly #sockets = new Set<Socket>();
  readonly #checking: NodeJS.Timeout;
  #isDraining = false;

  constructor(options: SocketDoorOptions) {
    this.#options = { pingMs: PING_SECONDS * SECOND_MS, pongMs: PONG_MS, drainMs: DRAIN_MS, ...options };
    const { pingMs, pongMs } = this.#options;
    this.#checking = setInterval(() => {
      const now = performance.now();
      for (const socket of this.#sockets) socket.check(now, pingMs, pongMs);
    }, pongMs / CHECKS_PER_PONG).unref();
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Bytes that wait for clients to read, at the one for whom most do. */
  get buffered(): number {
    return Math.max(0, ...[...this.#sockets].map((socket) => socket.buffered()));
  }

  takes({ method, url }: IncomingMessage): boolean {
    return method === 'GET' && normalisePath(originForm(url ?? '/'), this.#options.basePath) === SOCKET_PATH;
  }

  /** Answers a request to become a WebSocket, if it is one that is taken. */
  upgrade(req: IncomingMessage, stream: Duplex, head: Buffer): void {
    // An address that is cut off in the middle is nobody's fault.
    stream.on('error', destroy);
    const server = mayDeflate(req) ? this.#deflating : this.#plain;
    server.handleUpgrade(req, stream, head, (opened) => this.#open(opened, req, stream));
  }

  /** To be called when projects or their keys may have changed. */
  checkGrants(): void {
    for (const socket of this.#sockets) {
      const { grant } = socket.client;
      if (grant && !this.#options.grants.stands(grant)) socket.close(CLOSE.keyRevoked);
    }
  }

  /** See `Client.notice`. */
  notice(): void {
    for (const { client } of this.#sockets) client.notice();
  }

  /**
   * Closes every socket, in a way that lets clients come back to another server with their positions: not all at once, since they
   * come back as they were closed.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#checking);
    const sockets = [...this.#sockets];
    const perStep = Math.ceil(sockets.length / DRAIN_STEPS);
    for (let from = 0; from < sockets.length; from += perStep) {
      for (const socket of sockets.slice(from, from + perStep)) socket.close(CLOSE.goingAway);
      await new Promise((resolve) => setTimeout(resolve, this.#options.drainMs / DRAIN_STEPS));
    }
    await Promise.all(sockets.map(({ ended }) => ended));
  }

  #open(opened: WebSocket, req: IncomingMessage, stream: Duplex): void {
    const { hub, connections, logger } = this.#options;
    // A message that breaks the protocol of sockets; it is closed with the code for that.
    opened.on('error', (err) => logger.debug({ err }, 'a socket failed'));
    const { refusal, authorise, linkUrl, leave } = connections.admit(req);
    const socket = new Socket(opened, stream, { hub, authorise, linkUrl });
    this.#sockets.add(socket);
    opened.on('close', () => {
      this.#sockets.delete(socket);
      leave();
    });
    if (this.#isDraining) return socket.close(CLOSE.goingAway);
    if (refusal) return socket.close(refusal);
    const credentials = credentialsOf(req);
    if (credentials) socket.client.greet(credentials);
  }
}

/** Not a closure of its own for each stream, which would keep the request for as long. */
function destroy(this: Duplex): void {
  this.destroy();
}

/** A client that wants a smaller window than what is deflated for all gets nothing deflated. */
function mayDeflate({ headers }: IncomingMessage): boolean {
  return !headers['sec-websocket-extensions']?.includes('server_max_window_bits');
}
