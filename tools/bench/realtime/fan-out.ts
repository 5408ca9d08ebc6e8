// The server's own way from a feed to its sockets, over events that are in memory: neither database nor pipeline.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TrustedProxies } from '@micrologs/ingest';
import {
  EVENT_CHANNELS,
  type EventChannel,
  type FeedSource,
  type Grant,
  Hub,
  ReportRefusal,
  type ReportSource,
  type ToldEvent,
} from '@micrologs/realtime';
import { pino } from 'pino';
import { Connections } from '../../../apps/server/src/realtime/connections.ts';
import { SocketDoor } from '../../../apps/server/src/realtime/socket-door.ts';
import { answerCalls } from './calls.mjs';
import { EVENT_CHARACTERS, fan } from './fanning.mjs';

const PROJECT = 1;
const KEPT = 2_000;
const GRANT: Grant = { project: PROJECT, channels: null, expiresAt: null, secretHash: '' };

let last = 0;
let events: ToldEvent[] = [];
const source: FeedSource = {
  epoch: async () => 'ab12',
  last: async () => {
    const numbers = Object.fromEntries(EVENT_CHANNELS.map((channel) => [channel, 0])) as Record<EventChannel, number>;
    return new Map([[PROJECT, { ...numbers, pageviews: last }]]);
  },
  read: async (_channel, _project, from, limit) => {
    const first = from ?? Math.max(1, last - limit + 1);
    const before = last - events.length;
    return { last, events: events.slice(first - 1 - before, first - 1 - before + limit) };
  },
};
const noReports: ReportSource = {
  ask: () => {
    throw new ReportRefusal('unknown_channel', 'There are no reports here');
  },
  states: async () => new Map(),
};
const hub = new Hub({ source, reports: noReports });
const door = new SocketDoor({
  hub,
  grants: { stands: () => true },
  connections: new Connections({
    grants: { judge: () => GRANT },
    basePath: '',
    trustedProxies: new TrustedProxies(),
    most: { perProject: Number.POSITIVE_INFINITY, perAddress: Number.POSITIVE_INFINITY },
  }),
  basePath: '',
  logger: pino({ level: 'silent' }),
});
const server = createServer().on('upgrade', (req, socket, head) => door.upgrade(req, socket, head));
const listening = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

let told: () => void = () => undefined;
const subscribed = hub.subscribe(PROJECT, 'pageviews', { filter: null, isGone: false, send: () => told() }, null);

/** Adds an event. Resolves when everybody has been told of it. */
async function tell(): Promise<void> {
  last += 1;
  const data = { offset: last, text: 'x'.repeat(EVENT_CHARACTERS) };
  events.push({ offset: last, at: Date.now(), check: `c${last}`, text: JSON.stringify(data) });
  if (events.length > 2 * KEPT) events = events.slice(-KEPT);
  const done = new Promise<void>((resolve) => {
    told = resolve;
  });
  hub.wake(PROJECT);
  await done;
}

answerCalls({
  async port() {
    await Promise.all([listening, subscribed]);
    return (server.address() as AddressInfo).port;
  },
  fan: ({ seconds }: { seconds: number }) => fan({ seconds, tell, buffered: () => door.buffered }),
});
