import { expect } from 'vitest';
import WebSocket from 'ws';

export interface Message {
  type: string;
  channel?: string;
  offset?: number;
  position?: string;
  recovered?: boolean;
  events?: ({ offset: number } & Record<string, unknown>)[];
  [name: string]: unknown;
}

/** A client with a real socket, which keeps every message. */
export class SocketClient {
  readonly messages: Message[] = [];
  readonly socket: WebSocket;
  /** The code with which the socket was closed; null while it is open. */
  closeCode: number | null = null;

  /** @param url of the server; `query` such as `?token=…` */
  constructor(url: string, query = '', headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/realtime${query}`, { headers });
    this.socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    this.socket.on('close', (code) => {
      this.closeCode = code;
    });
    this.socket.on('error', () => undefined);
  }

  static async open(url: string, secretKey: string): Promise<SocketClient> {
    const client = new SocketClient(url, '', { 'X-API-Key': secretKey });
    await client.until('welcome');
    return client;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Waits for so many messages of a type. @returns the last of them */
  async until(type: string, count = 1): Promise<Message> {
    await expect
      .poll(() => this.ofType(type).length, { interval: 5, message: `${type} of ${this.summary()}` })
      .toBeGreaterThanOrEqual(count);
    return this.ofType(type)[count - 1]!;
  }

  async subscribe(channel: string, position?: string): Promise<Message> {
    this.send({ type: 'subscribe', channel, ...(position !== undefined && { position }) });
    return this.until('subscribed', this.ofType('subscribed').length + 1);
  }

  async closed(): Promise<number> {
    await expect.poll(() => this.closeCode, { interval: 5 }).not.toBeNull();
    return this.closeCode!;
  }

  /** Cuts the connection without a word, as a network does. */
  cut(): void {
    this.socket.terminate();
  }

  ofType(type: string): Message[] {
    return this.messages.filter((message) => message.type === type);
  }

  /** The position to come back with. */
  get position(): string | undefined {
    return this.messages.findLast(({ position }) => position !== undefined)?.position;
  }

  /** Events told one after another. */
  get events() {
    return this.ofType('event').flatMap(({ events }) => events!);
  }

  summary(): string {
    return JSON.stringify([this.closeCode, this.messages]).slice(0, 2000);
  }
}
