import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { socketFrameOf } from './socket-frames.ts';

/** Around those lengths at which the header grows. */
const LENGTHS = [0, 1, 125, 126, 65_535, 65_536, 300_000];

it('is read as one message of text, however long', async () => {
  const frames = LENGTHS.map((length) => Buffer.alloc(length, 'x'));
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer().on('upgrade', (req, stream, head) =>
    sockets.handleUpgrade(req, stream, head, (socket) => {
      for (const frame of frames) stream.write(socketFrameOf(frame));
      socket.close();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const read: { data: Buffer; isBinary: boolean }[] = [];
  client.on('message', (data: Buffer, isBinary) => read.push({ data, isBinary }));
  await new Promise((resolve) => client.on('close', resolve));
  server.close();
  expect(read.map(({ data, isBinary }) => [data.length, isBinary])).toEqual(LENGTHS.map((length) => [length, false]));
  expect(read.every(({ data }, index) => data.equals(frames[index]!))).toBe(true);
});

it('is made once for all who get it', () => {
  const frame = Buffer.from('{}');
  expect(socketFrameOf(frame)).toBe(socketFrameOf(frame));
});
