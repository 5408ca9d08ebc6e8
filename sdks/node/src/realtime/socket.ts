import { WebSocket } from 'ws';
import { VERSION } from '../version.ts';
import type { Wire, WireEvents } from './generated/connection.ts';

/** How long the server may take to answer that the socket is closed. */
const CLOSE_WAIT_MS = 1_000;

/** A socket whose reading can be halted, so that what the server sends waits with the server. */
export interface PausableWire extends Wire {
  isPaused(): boolean;
  pause(): void;
  resume(): void;
}

/** Opens a socket. @param key shown in a header, where there is one */
export function openSocket(
  address: URL,
  key: string | undefined,
  { opened, received, ended }: WireEvents,
): PausableWire {
  const socket = new WebSocket(address, {
    headers: { 'User-Agent': `micrologs-node/${VERSION}`, ...(key !== undefined && { 'X-API-Key': key }) },
    perMessageDeflate: false,
  });
  let failure = '';
  socket.on('open', opened);
  socket.on('message', (data) => received(data.toString()));
  socket.on('error', ({ message }) => {
    failure = message;
  });
  socket.on('close', (code, reason) => ended(code, reason.toString() || failure));
  return {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close() {
      socket.resume();
      socket.close(1000);
      setTimeout(() => socket.terminate(), CLOSE_WAIT_MS).unref();
    },
    isPaused: () => socket.isPaused,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  };
}
