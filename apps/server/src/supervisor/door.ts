import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { explainListenError } from '../http-server.ts';
import { CONNECTION } from './messages.ts';

export interface DoorOptions {
  host: string;
  port: number;
  /** Connections that may wait for a process; what comes beyond is closed. */
  mostWaiting?: number;
}

const MOST_WAITING = 10_000;

/**
 * Listens in the place of a process that answers requests, so that nobody is refused while that process is replaced or started
 * again: connections are handed to the one that serves, and wait here while none does.
 */
export class Door {
  readonly #server: Server;
  readonly #mostWaiting: number;
  readonly #waiting: Socket[] = [];
  #process: ChildProcess | null = null;

  private constructor(mostWaiting: number) {
    this.#mostWaiting = mostWaiting;
    // Nothing of a connection is read here. Answers are not held back, as an HTTP server would have it.
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => this.#arrived(socket));
  }

  /** @throws StartError when the address cannot be used */
  static async open({ host, port, mostWaiting = MOST_WAITING }: DoorOptions): Promise<Door> {
    const door = new Door(mostWaiting);
    door.#server.listen(port, host);
    try {
      await once(door.#server, 'listening');
    } catch (error) {
      throw explainListenError(error as Error, host, port);
    }
    return door;
  }

  /** The one that was really taken. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Hands connections to this process from now on, first those that wait. */
  giveTo(process: ChildProcess): void {
    this.#process = process;
    for (const socket of this.#waiting.splice(0)) this.#arrived(socket);
  }

  /** Lets connections wait from now on. */
  hold(): void {
    this.#process = null;
  }

  /** Refuses connections from now on, also those that wait. */
  close(): void {
    this.hold();
    this.#server.close();
    for (const socket of this.#waiting.splice(0)) socket.destroy();
  }

  #arrived(socket: Socket): void {
    socket.on('error', () => undefined);
    // One that has just died leaves this to be told a moment later.
    if (this.#process?.connected) this.#process.send(CONNECTION, socket, () => undefined);
    else if (this.#waiting.length < this.#mostWaiting) this.#waiting.push(socket);
    else socket.destroy();
  }
}
