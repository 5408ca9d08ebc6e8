import type { Duplex } from 'node:stream';
import {
  CLOSE,
  Client,
  type ClientOptions,
  type CloseReason,
  type Frame,
  frameOf,
  type Wire,
} from '@micrologs/realtime';
import { WebSocket } from 'ws';
import { socketFrameOf } from './socket-frames.ts';

/** How long a client may take to answer that its socket is closed, and to read what came before. */
const CLOSE_WAIT_MS = 3_000;
const PING = frameOf({ type: 'ping' });

/** One open socket and the client behind it. */
export class Socket implements Wire {
  readonly client: Client;
  /** Resolves when the socket is closed. */
  readonly ended: Promise<void>;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #mayDeflate: boolean;
  /** Of `performance.now()`. */
  #heardAt: number;
  #pingedAt: number | null = null;

  /** @param stream below the socket */
  constructor(socket: WebSocket, stream: Duplex, options: Omit<ClientOptions, 'wire'>) {
    this.#socket = socket;
    this.#stream = stream;
    this.#mayDeflate = socket.extensions !== '';
    this.#heardAt = performance.now();
    this.client = new Client({ ...options, wire: this });
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard();
      if (isBinary) this.close(CLOSE.badMessages);
      else this.client.receive(data.toString());
    });
    socket.on('pong', () => this.#heard());
    stream.on('drain', () => this.client.drained());
    this.ended = new Promise((resolve) => {
      socket.on('close', () => {
        this.client.end();
        resolve();
      });
    });
  }

  /** Asks a client that was silent for `everyMs` whether it is there, and gives up one that does not answer within `withinMs`. */
  check(now: number, everyMs: number, withinMs: number): void {
    if (this.#pingedAt !== null) {
      if (now - this.#pingedAt >= withinMs) this.#socket.terminate();
      return;
    }
    if (now - this.#heardAt < everyMs) return;
    this.#pingedAt = now;
    this.#socket.ping();
    // A browser's script sees no pings of the protocol below; by this one it knows that the server is there.
    this.send(PING);
  }

  buffered(): number {
    return this.#socket.bufferedAmount;
  }

  close({ code, reason }: CloseReason): void {
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), CLOSE_WAIT_MS).unref();
  }

  /** The library would make a header, and deflate, for each socket anew. */
  send(frame: Frame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#stream.write(socketFrameOf(frame, this.#mayDeflate));
  }

  #heard(): void {
    this.#heardAt = performance.now();
    this.#pingedAt = null;
  }
}
