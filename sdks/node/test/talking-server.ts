import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** As a real server says it. */
export const WELCOME = { type: 'welcome', protocol: 1, project_id: 1, expires_at: null, ping_seconds: 25 };

export interface TalkingServer {
  url: string;
  stop(): Promise<void>;
}

type Message = { type: string; [member: string]: unknown };

/**
 * A server for sockets that says what a test wants.
 * @param answer called with each message of a client
 */
export async function talkingServer(
  answer: (message: Message, say: (message: object) => void, socket: WebSocket) => void,
): Promise<TalkingServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.on('message', (data) => answer(JSON.parse(data.toString()), say, socket));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
