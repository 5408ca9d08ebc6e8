import { createServer, IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { StartError } from './start-error.ts';
import { GivenConnections } from './supervisor/given-connections.ts';

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How exactly those two are kept. */
const TIMEOUT_CHECK_MS = 5_000;
/** Longer than the 60 s after which common proxies drop idle connections, so that it is they who close. */
const KEEP_ALIVE_MS = 65_000;
const DRAIN_STEP_MS = 50;
/** A step that took longer was held up: what came meanwhile is not read yet. */
const LATE_STEP_MS = 2 * DRAIN_STEP_MS;

export interface HttpServer {
  /** With the port that was really taken. */
  readonly port: number;
  /** Stops accepting, lets requests finish, and closes the connections; after `timeoutMs` by force. */
  drain(timeoutMs: number): Promise<void>;
}

/** Takes requests that become WebSockets. */
export interface Upgrades {
  /** Whether a request that wants to become a WebSocket may. */
  takes(req: IncomingMessage): boolean;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * Requests whose wish to change the protocol is known only where it is for a WebSocket that somebody takes: Node would take every other
 * one for a change too, such as that of Java's client, which asks for HTTP/2 with each first request and means it to be answered as it is.
 */
function requestsWith(upgrades: Upgrades): typeof IncomingMessage {
  return class extends IncomingMessage {
    // Not initialised here: Node's own constructor sets it.
    declare private wantsUpgrade: boolean;

    get upgrade(): boolean {
      return this.wantsUpgrade && this.headers.upgrade?.toLowerCase() === 'websocket' && upgrades.takes(this);
    }

    set upgrade(wanted: boolean) {
      this.wantsUpgrade = wanted;
    }
  };
}

/** Where connections come from: an address to listen on, or a supervisor that listens on a port. */
export type Arrivals = { from: 'address'; host: string; port: number } | { from: 'supervisor'; port: number };

/** Starts taking connections. @throws StartError when the address cannot be used */
export async function listen(listener: RequestListener, upgrades: Upgrades, arrivals: Arrivals): Promise<HttpServer> {
  let draining = false;
  // Node would refuse a request without Host too, but not in the envelope.
  const server = createServer(
    {
      requireHostHeader: false,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      IncomingMessage: requestsWith(upgrades),
    },
    (req, res) => {
      if (req.headers.host === undefined && req.httpVersion === '1.1') {
        answerMalformed(new Error('no Host header'), req.socket);
        return;
      }
      // Tells the client to come back on a new connection, which will reach another server.
      if (draining) res.shouldKeepAlive = false;
      listener(req, res);
    },
  );
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', answerMalformed);
  server.on('upgrade', (req, socket, head) => upgrades.upgrade(req, socket, head));
  // An expectation that nobody knows may be ignored; by default Node answers 417 without a body.
  server.on('checkExpectation', (req, res) => server.emit('request', req, res));
  const { port, end } = arrivals.from === 'supervisor' ? given(server, arrivals.port) : await accept(server, arrivals);
  return {
    port,
    drain(timeoutMs) {
      draining = true;
      return closeServer(server, end(), timeoutMs);
    },
  };
}

interface Arriving {
  port: number;
  /** Lets no more connections in. @returns resolves when the last one is closed */
  end: () => Promise<void>;
}

async function accept(server: Server, { host, port }: { host: string; port: number }): Promise<Arriving> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    // The HTTP server's own close() would cut idle connections at once.
    end: () => new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve())),
  };
}

function given(server: Server, port: number): Arriving {
  const connections = new GivenConnections(server);
  return { port, end: () => connections.end() };
}

/**
 * A busy keep-alive connection is never cut: its next answer says `Connection: close`. Only connections that stay idle
 * for the first second are closed from this side, since a request may be on its way on any of them. Time in which this
 * process was held up does not count.
 */
async function closeServer(server: Server, closed: Promise<void>, timeoutMs: number): Promise<void> {
  const startedAt = performance.now();
  let lookedAt = startedAt;
  let idleMs = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - lookedAt < LATE_STEP_MS) idleMs += now - lookedAt;
    lookedAt = now;
    if (now - startedAt >= timeoutMs) server.closeAllConnections();
    else if (idleMs >= Math.min(1000, timeoutMs / 4)) server.closeIdleConnections();
  }, DRAIN_STEP_MS);
  await closed;
  clearInterval(timer);
}

/** What an address that cannot be listened on wants of the operator. */
export function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to another port (0 picks a free one).`,
    EACCES: `Port ${port} on ${host} may not be used by this user. Set PORT to one above 1023, or put a proxy in front.`,
    EADDRNOTAVAIL: `HOST is ${host}, which is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for every interface.`,
    ENOTFOUND: `HOST is ${host}, which cannot be resolved. Use 127.0.0.1, or 0.0.0.0 for every interface.`,
  };
  const reason = reasons[error.code ?? ''];
  return reason ? new StartError(reason, { cause: error }) : error;
}

function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'Request headers too large']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'Request timeout']
        : ['400 Bad Request', 'Malformed request'];
  const body = JSON.stringify({ success: false, message });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
