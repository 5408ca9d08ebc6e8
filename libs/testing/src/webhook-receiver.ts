import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A receiver of webhooks on a free port of the loopback interface. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  /** How it answers, after the body has come. */
  answer: (response: ServerResponse, received: ReceivedWebhook) => void = (response) => response.end('ok');
  readonly #server = createServer(this.#listener());

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  url(hostname = '127.0.0.1'): string {
    return `http://${hostname}:${this.port}/in`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #listener(): RequestListener {
    return async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const received = { path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() };
      this.received.push(received);
      this.answer(response, received);
    };
  }
}
