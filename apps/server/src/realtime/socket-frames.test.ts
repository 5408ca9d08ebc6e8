import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { socketFrameOf } from './socket-frames.ts';

/** Around those lengths at which the header grows, and from which on messages are deflated. */
const LENGTHS = [0, 1, 125, 126, 1023, 1024, 65_535, 65_536, 300_000];

/** What a client reads of frames that a server writes to it, and how many bytes they took. */
async function read(frames: readonly Buffer[], options: ClientOptions) {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true },
  });
  let written = 0;
  const server = createServer().on('upgrade', (req, stream, head) =>
    sockets.handleUpgrade(req, stream, head, (socket) => {
      for (const frame of frames) {
        const bytes = socketFrameOf(frame, socket.extensions !== '');
        written += bytes.length;
        stream.write(bytes);
      }
      socket.close();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  const messages: { data: Buffer; isBinary: boolean }[] = [];
  client.on('message', (data: Buffer, isBinary) => messages.push({ data, isBinary }));
  await new Promise((resolve) => client.on('close', resolve));
  server.close();
  return { messages, written };
}

it.each([true, false])(
  'is read as one message of text, however long and however often; deflating: %s',
  async (perMessageDeflate) => {
    const alike = LENGTHS.map((length) => Buffer.alloc(length, 'x'));
    const different = LENGTHS.map((length) =>
      Buffer.from(
        randomBytes(length)
          .toString('latin1')
          .replace(/[^ -~]/g, '-'),
      ),
    );
    const frames = [...alike, ...different];
    const lengths: number[] = [];
    for (let receiver = 0; receiver < 3; receiver += 1) {
      const { messages, written } = await read(frames, { perMessageDeflate });
      expect(messages.map(({ data, isBinary }) => [data.length, isBinary])).toEqual(
        frames.map(({ length }) => [length, false]),
      );
      expect(messages.every(({ data }, index) => data.equals(frames[index]!))).toBe(true);
      lengths.push(written);
    }
    const [first, ...others] = lengths as [number, number, number];
    // Only where somebody got it before is it worth to deflate it.
    if (perMessageDeflate) for (const bytes of others) expect(bytes).toBeLessThan(first * 0.8);
    else expect(others).toEqual([first, first]);
  },
);

it('is made once for all who get it', () => {
  const frame = Buffer.alloc(2000, 'x');
  const [first, ...others] = [true, false, true, false, true].map((mayDeflate) => socketFrameOf(frame, mayDeflate));
  expect(others[0]).toBe(first);
  expect(others[1]).toBe(others[3]);
  expect(others[1]!.length).toBeLessThan(100);
});
