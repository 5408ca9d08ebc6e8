import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TrustedProxies } from '@micrologs/ingest';
import { CLOSE, Client, type CloseReason, type Credentials, type Hub, type Wire } from '@micrologs/realtime';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { headerText } from '../key-check.ts';
import { clientIpOf } from '../middleware/client-ip.ts';
import { normalisePath, originForm } from '../middleware/path.ts';
import type { Grants } from './grants.ts';

export interface SocketDoorOptions {
  hub: Hub;
  grants: Grants;
  basePath: string;
  trustedProxies: TrustedProxies;
  logger: Logger;
}

export const SOCKET_PATH = '/api/realtime';

/** What clients send is small. */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** How long a client may take to answer that the socket is closed. */
const CLOSE_WAIT_MS = 1_000;

/** Takes the sockets of clients that listen. */
export class SocketDoor {
  readonly #options: SocketDoorOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    // A window of zlib for each socket would take more memory than everything else of it.
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    clientTracking: false,
  });
  readonly #sockets = new Map<WebSocket, Client>();
  #isDraining = false;

  constructor(options: SocketDoorOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sockets.size;
  }

  takes({ method, url }: IncomingMessage): boolean {
    return method === 'GET' && normalisePath(originForm(url ?? '/'), this.#options.basePath) === SOCKET_PATH;
  }

  /** Answers a request to become a WebSocket, if it is one that is taken. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    // An address that is cut off in the middle is nobody's fault.
    socket.on('error', () => socket.destroy());
    this.#server.handleUpgrade(req, socket, head, (opened) => this.#open(opened, req));
  }

  /** To be called when projects or their keys may have changed. */
  checkGrants(): void {
    for (const [socket, client] of this.#sockets) {
      if (client.grant && !this.#options.grants.stands(client.grant)) close(socket, CLOSE.keyRevoked);
    }
  }

  /** Closes every socket, in a way that lets clients come back to another server with their positions. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const closed = [...this.#sockets.keys()].map((socket) => {
      const end = new Promise((resolve) => socket.once('close', resolve));
      close(socket, CLOSE.goingAway);
      return end;
    });
    await Promise.all(closed);
  }

  #open(socket: WebSocket, req: IncomingMessage): void {
    const { hub, grants, trustedProxies, logger } = this.#options;
    if (this.#isDraining) return close(socket, CLOSE.goingAway);
    const { origin } = req.headers;
    const caller = { origin, clientIp: clientIpOf(req, trustedProxies) };
    const wire: Wire = {
      send: (frame) => socket.send(frame, { binary: false }),
      close: (reason) => close(socket, reason),
    };
    const client = new Client({ hub, wire, authorise: (credentials) => grants.judge(credentials, caller) });
    this.#sockets.set(socket, client);
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) close(socket, CLOSE.badMessages);
      else client.receive(data.toString());
    });
    socket.on('close', () => {
      this.#sockets.delete(socket);
      client.end();
    });
    // A message that breaks the protocol of sockets; it is closed with the code for that.
    socket.on('error', (err) => logger.debug({ err }, 'a socket failed'));
    const credentials = credentialsOf(req);
    if (credentials) client.greet(credentials);
  }
}

/** A token may stand in the address, where a browser can put it. A secret key may not: addresses end up in logs. */
function credentialsOf(req: IncomingMessage): Credentials | null {
  const key = headerText(req, 'x-api-key');
  const { url = '/' } = req;
  const query = url.indexOf('?');
  const token = query === -1 ? null : new URLSearchParams(url.slice(query)).get('token');
  if (token) return { token };
  return key === '' ? null : { key };
}

function close(socket: WebSocket, { code, reason }: CloseReason): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), CLOSE_WAIT_MS).unref();
}
