import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TrustedProxies } from '@micrologs/ingest';
import { type Grant, HARD_BYTES, Hub } from '@micrologs/realtime';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { History } from '../../../libs/realtime/test/history.ts';
import { Reports } from '../../../libs/realtime/test/reports.ts';
import { Connections, type ConnectionsOptions } from '../src/realtime/connections.ts';
import { SocketDoor, type SocketDoorOptions } from '../src/realtime/socket-door.ts';
import { type Message, SocketClient } from './socket-client.ts';

const GRANT: Grant = { project: 1, channels: null, expiresAt: null, secretHash: '' };
const KEY = 'any key will do';

let history: History;
let reports: Reports;
let hub: Hub;
let door: SocketDoor;
let server: Server;
let url: string;

async function open(options: Partial<SocketDoorOptions & Pick<ConnectionsOptions, 'most'>> = {}): Promise<void> {
  hub = new Hub({ source: history, reports, pollMs: 20, reportMs: 20 });
  const connections = new Connections({
    grants: { judge: ({ key }) => ({ ...GRANT, project: key === 'two' ? 2 : 1 }) },
    basePath: '',
    trustedProxies: new TrustedProxies(),
    most: options.most ?? { perProject: 100, perAddress: 100 },
  });
  door = new SocketDoor({
    hub,
    grants: { stands: () => true },
    connections,
    basePath: '',
    logger: pino({ level: 'silent' }),
    drainMs: 20,
    ...options,
  });
  server = createServer().on('upgrade', (req, socket, head) => door.upgrade(req, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(() => {
  history = new History(1);
  reports = new Reports();
});

afterEach(async () => {
  await door.drain();
  hub.close();
  server.close();
  vi.useRealTimers();
});

describe('a reader that stalls', () => {
  it('[R14] takes bounded memory, and has a snapshot and all that follows when it reads again', async () => {
    await open();
    const client = await SocketClient.open(url, KEY);
    await client.subscribe('pageviews');
    await client.until('snapshot');
    const told = await SocketClient.open(url, KEY);
    await told.subscribe('pageviews');
    client.socket.pause();
    let events = 0;
    // Much more than the kernel takes for it, and a hundred times what is kept here.
    for (let i = 0; i < 400; i += 1) {
      history.add(5, Date.now(), 'x'.repeat(50_000));
      events += 5;
      hub.wake(1);
      await expect.poll(() => told.events.at(-1)?.offset, { interval: 1 }).toBe(events);
      expect(door.buffered).toBeLessThan(HARD_BYTES);
    }
    client.socket.resume();
    await expect.poll(() => client.ofType('snapshot').at(-1)?.offset).toBe(events);
    history.add(1);
    hub.wake(1);
    await expect.poll(() => client.events.at(-1)?.offset).toBe(events + 1);
    let at: number | null = null;
    for (const { type, offset, events: those = [] } of client.messages) {
      if (type === 'snapshot') at = offset!;
      if (type !== 'event') continue;
      for (const event of those) {
        expect(event.offset).toBe(at! + 1);
        at = event.offset;
      }
    }
    expect(at).toBe(events + 1);
    told.cut();
    client.cut();
  });

  it('[R14] [R18] gets the latest of large reports alone when it reads again, and is not closed', async () => {
    await open();
    // Much more than the kernel takes for it.
    reports.padding = 'x'.repeat(2_000_000);
    const client = await SocketClient.open(url, KEY);
    const told = await SocketClient.open(url, KEY);
    const channels = ['report:pages', 'report:pages?limit=5'];
    for (const each of [client, told]) for (const channel of channels) await each.subscribe(channel);
    for (const each of [client, told]) await each.until('snapshot', 2);
    client.socket.pause();
    const numberOf = ({ data }: Message) => (data as { number: number }).number;
    for (let number = 1; number <= 20; number += 1) {
      reports.change(number);
      await told.until('snapshot', 2 * number + 2);
      // One more message than it takes to see that the client does not read.
      expect(door.buffered).toBeLessThan(2 * reports.padding.length);
    }
    client.socket.resume();
    const latest = (channel: string) => client.ofType('snapshot').findLast((message) => message.channel === channel)!;
    for (const channel of channels) await expect.poll(() => numberOf(latest(channel))).toBe(20);
    expect(client.ofType('snapshot').length).toBeLessThan(told.ofType('snapshot').length);
    for (const each of [client, told]) each.cut();
  });

  it('[R11] is given up when it answers no ping; who answers stays', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    await open({ pingMs: 100, pongMs: 300 });
    const dead = await SocketClient.open(url, KEY);
    const living = await SocketClient.open(url, KEY);
    dead.socket.pause();
    for (let pings = 1; pings <= 3; pings += 1) {
      vi.advanceTimersByTime(150);
      await living.until('ping', pings);
      // Whoever comes later is let in after the answer was heard.
      (await SocketClient.open(url, KEY)).cut();
    }
    await expect.poll(() => door.size).toBe(1);
    expect(living.closeCode).toBeNull();
    living.cut();
  });
});

describe('connections', () => {
  it('[R12] are limited by address', async () => {
    await open({ most: { perProject: 100, perAddress: 2 } });
    const [one] = [await SocketClient.open(url, KEY), await SocketClient.open(url, KEY)];
    expect(await new SocketClient(url, '', { 'X-API-Key': KEY }).closed()).toBe(4030);
    one!.cut();
    await expect.poll(() => door.size).toBe(1);
    (await SocketClient.open(url, KEY)).cut();
  });

  it('[R12] are limited by project, as soon as it is known', async () => {
    await open({ most: { perProject: 1, perAddress: 100 } });
    const one = await SocketClient.open(url, KEY);
    const greeting = new SocketClient(url);
    await expect.poll(() => door.size).toBe(2);
    greeting.send({ type: 'hello', key: KEY });
    expect(await greeting.closed()).toBe(4030);
    (await SocketClient.open(url, 'two')).cut();
    one.cut();
    await expect.poll(() => door.size).toBe(0);
    (await SocketClient.open(url, KEY)).cut();
  });

  it('take deflated messages if they offer to, with the window that all have', async () => {
    await open();
    const extensionsOf = async (perMessageDeflate: boolean | { serverMaxWindowBits: number }) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/api/realtime`, { perMessageDeflate });
      await once(socket, 'open');
      socket.terminate();
      return socket.extensions;
    };
    expect(await extensionsOf(true)).toBe('permessage-deflate');
    expect(await extensionsOf({ serverMaxWindowBits: 10 })).toBe('');
    expect(await extensionsOf(false)).toBe('');
  });

  it('[R12] are closed at the end, all of them, and new ones at once', async () => {
    await open();
    const clients: SocketClient[] = [];
    for (let i = 0; i < 30; i += 1) clients.push(await SocketClient.open(url, KEY));
    const drained = door.drain();
    const late = new SocketClient(url, '', { 'X-API-Key': KEY });
    expect(await late.closed()).toBe(1001);
    await drained;
    expect(await Promise.all(clients.map((client) => client.closed()))).toEqual(clients.map(() => 1001));
  });
});
