import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { CONNECTION, LAST, LEAVES } from './messages.ts';

/** Connections of an HTTP server that does not listen itself: the supervisor of this process does, and hands them over. */
export class GivenConnections {
  readonly #open = new Set<Socket>();
  /** Resolves when no more will come. */
  readonly #last: Promise<void>;
  #onClose: () => void = () => undefined;

  constructor(server: Server) {
    // With this event begins its watch over connections that are idle or slow.
    server.emit('listening');
    this.#last = new Promise((resolve) => {
      process.once('disconnect', resolve);
      process.on('message', (message, socket) => {
        if (message === LAST) resolve();
        // Without one where the client was faster in closing it.
        if (message !== CONNECTION || !socket) return;
        this.#add(socket as Socket);
        server.emit('connection', socket);
      });
    });
  }

  /** Asks for no more. @returns resolves when the last one is closed */
  async end(): Promise<void> {
    if (process.connected) process.send!(LEAVES);
    await this.#last;
    while (this.#open.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onClose = resolve;
      });
    }
  }

  #add(socket: Socket): void {
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#onClose();
    });
  }
}
