// The anchor: `ws` alone, which sends the same bytes to everybody.
import { WebSocketServer } from 'ws';
import { answerCalls } from './calls.mjs';
import { EVENT_CHARACTERS, fan } from './fanning.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const listening = new Promise((resolve) => server.once('listening', resolve));
let offset = 0;

function tell() {
  offset += 1;
  const event = JSON.stringify({ offset, text: 'x'.repeat(EVENT_CHARACTERS) });
  const frame = Buffer.from(
    `{"type":"event","channel":"pageviews","offset":${offset},"position":"ab12.${offset}.c${offset}","events":[${event}]}`,
  );
  for (const socket of server.clients) socket.send(frame, { binary: false });
}

answerCalls({
  async port() {
    await listening;
    return server.address().port;
  },
  fan: ({ seconds }) =>
    fan({ seconds, tell, buffered: () => Math.max(0, ...[...server.clients].map((socket) => socket.bufferedAmount)) }),
});
