import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { type HttpServer, listen } from './http-server.ts';

const HOST = '127.0.0.1';
const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const DRAIN_MS = 6_000;

/** A connection that was answered once, with all that comes on it. */
async function keptConnection({ port }: HttpServer) {
  const socket = connect(port, HOST);
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(REQUEST);
  await expect.poll(() => text).toContain('hello');
  return { socket, closed, text: () => text };
}

const start = () =>
  listen(
    (_, res) => res.end('hello'),
    { takes: () => false, upgrade: () => undefined },
    { from: 'address', host: HOST, port: 0 },
  );

it('closes connections that stay idle when it drains', async () => {
  const server = await start();
  const { closed, text } = await keptConnection(server);
  await server.drain(DRAIN_MS);
  await closed;
  expect(text().match(/hello/g)).toHaveLength(1);
});

it('answers what came while the whole process was held up, before it closes the connection', async () => {
  const server = await start();
  const { socket, closed, text } = await keptConnection(server);
  const drained = server.drain(DRAIN_MS);
  // From here on timers come first, before it is read what has come.
  await new Promise(setImmediate);
  socket.write(REQUEST);
  // Longer than an idle connection is kept.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  await drained;
  await closed;
  expect(text().match(/Connection: [\w-]+/g)).toEqual(['Connection: keep-alive', 'Connection: close']);
});
