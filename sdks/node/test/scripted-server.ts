import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { freePort } from '../../../libs/testing/src/free-port.mjs';

export interface Received {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** Of a batch. */
  events: Record<string, unknown>[];
}

export type Respond = (request: Received, response: ServerResponse) => void;

export interface ScriptedServer {
  url: string;
  received: Received[];
  /** Every event of all batches, in their order. */
  events(): Record<string, unknown>[];
  /** Answers for the next requests, one each; afterwards everything is taken. */
  next(...answers: Respond[]): void;
  stop(): Promise<void>;
}

/** A server on a free port, unless one is given, that answers as a test wants. */
export async function scriptedServer(port?: number): Promise<ScriptedServer> {
  const received: Received[] = [];
  const script: Respond[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const body = String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw);
    const { method = '', url: path = '', headers } = request;
    const entry = { method, path, headers, body, events: path === '/api/track/batch' ? JSON.parse(body).events : [] };
    received.push(entry);
    (script.shift() ?? takeAll)(entry, response);
  });
  server.listen(port ?? (await freePort()), '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    events: () => received.flatMap(({ events }) => events),
    next: (...answers) => script.push(...answers),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer in JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Respond {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export const data = (value: unknown) => json(200, { success: true, message: 'OK', data: value });

export const refusal = (status: number, message: string, headers?: Record<string, string>) =>
  json(status, { success: false, message }, headers);

/** As the real server answers a batch. */
export const takeAll: Respond = ({ events }, response) => {
  const results = events.map(({ event_id }, index) => ({ index, event_id, status: 'queued' }));
  const answer = { queued: true, accepted: events.length, rejected: 0, results };
  json(202, { success: true, message: 'OK', data: answer })({} as Received, response);
};

export const hang: Respond = () => {};

export const reset: Respond = (_request, response) => response.destroy();

/** Promises more than it sends. */
export const cut: Respond = (_request, response) => {
  response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': '100' }).write('{"success":tr');
  response.socket?.end();
};
