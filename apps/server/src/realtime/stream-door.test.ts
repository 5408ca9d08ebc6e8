import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLOSE, type CloseReason, type FeedSource, type Grant, Hub, type HubOptions } from '@micrologs/realtime';
import { StorageUnavailableError } from '@micrologs/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HttpError } from '../http-error.ts';
import { StreamDoor } from './stream-door.ts';
import { streamQueryOf } from './stream-query.ts';

const GRANT: Grant = { project: 1, channels: null, expiresAt: null, secretHash: 'a' };
const EVENT = { offset: 5, at: Date.now(), check: 'c5', text: '{"offset":5}' };

let source: FeedSource;
let hub: Hub;
let door: StreamDoor;
let server: Server;
let answer: Grant | CloseReason;
let stands: boolean;
let left: number;

beforeEach(async () => {
  source = {
    epoch: async () => 'ab12',
    last: async () => new Map(),
    read: async () => ({ last: 5, events: [EVENT] }),
  };
  answer = GRANT;
  stands = true;
  left = 0;
  const noReports: HubOptions['reports'] = {
    ask: () => {
      throw new Error('no reports in this test');
    },
    states: async () => new Map(),
  };
  hub = new Hub({ source, reports: noReports });
  const admit = () => ({
    refusal: null,
    authorise: () => answer,
    linkUrl: 'https://s.test',
    leave: () => {
      left += 1;
    },
  });
  door = new StreamDoor({ hub, grants: { stands: () => stands }, connections: { admit }, beatMs: 5 });
  server = createServer((req, res) => {
    try {
      door.open(req, res, streamQueryOf(req));
    } catch (error) {
      const { status, message, headers } = error as HttpError;
      res.writeHead(status, headers).end(message);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  door.drain();
  hub.close();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (query = 'channel=pageviews', init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?${query}`, init);
/** What comes until the stream ends. */
const whole = async (query?: string) => (await ask(query)).text();

it('[R16] a stream whose channel the database does not answer for says so and ends, so that its client comes back', async () => {
  source.read = async () => {
    throw new StorageUnavailableError('away');
  };
  const text = await whole('channel=pageviews&channel=audit');
  expect(text).toContain('"code":"unavailable"');
  expect(text.match(/"type":"error"/g)).toHaveLength(1);
  expect(left).toBe(1);
});

/** What comes until all of these texts have, without the beats, which come whenever it is time. */
async function upTo(ends: string[], query?: string): Promise<string[]> {
  const reading = new AbortController();
  const { body } = await ask(query, { signal: reading.signal });
  let text = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (ends.every((end) => text.includes(end))) break;
  }
  reading.abort();
  return text.split('\n\n').filter((block) => block !== ': ');
}

it('[R16] the id moves with what was told, and not before the snapshot that it stands for', async () => {
  const [, welcome, subscribed, snapshot] = await upTo(['"type":"snapshot"', ': \n\n']);
  expect(welcome).toMatch(/^data: \{"type":"welcome"/);
  expect(subscribed).toMatch(/^data: \{"type":"subscribed","recovered":false/);
  expect(snapshot).toMatch(/^id: pageviews:ab12\.5\.c5\ndata: \{"type":"snapshot"/);
});

it('[R16] [R19] the id moves where filters let nothing through', async () => {
  const next = { ...EVENT, offset: 6, check: 'c6', text: '{"offset":6}' };
  source.read = async () => ({ last: 6, events: [EVENT, next] });
  const filters = encodeURIComponent('{"pageviews":{"url":["x"]}}');
  const blocks = await upTo(['"ab12.6.c6"}'], `channel=pageviews&filters=${filters}&last_event_id=pageviews:ab12.5.c5`);
  expect(blocks.slice(2, 4)).toEqual([
    'id: pageviews:ab12.5.c5\ndata: {"type":"subscribed","recovered":true,"channel":"pageviews","offset":5,"position":"ab12.5.c5"}',
    'id: pageviews:ab12.6.c6\ndata: {"type":"position","channel":"pageviews","offset":6,"position":"ab12.6.c6"}',
  ]);
});

it('[R4] [R16] a stream ends with its key, whatever comes then', async () => {
  const { body } = await ask('channel=pageviews&channel=live');
  stands = false;
  door.checkGrants();
  hub.wake(1);
  expect(await new Response(body).text()).toContain('"welcome"');
});

it('[R10] [R16] a stream of too many channels that there are not ends', async () => {
  const channels = Array.from({ length: 25 }, (_, i) => `channel=c${i}`).join('&');
  const text = await whole(`${channels}&channel=pageviews`);
  expect(text.match(/"unknown_channel"/g)).toHaveLength(20);
  expect(text).not.toContain('"subscribed"');
});

it.each([
  [CLOSE.unauthorized, 401, null],
  [CLOSE.expired, 401, null],
  [CLOSE.forbiddenOrigin, 403, null],
  [CLOSE.tooMany, 429, '60'],
  [CLOSE.tooManySockets, 429, '10'],
  [CLOSE.unavailable, 503, '5'],
])('[R16] who is not let in for %j is answered %i', async (reason, status, retryAfter) => {
  answer = reason;
  const refused = await ask();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter]);
  expect([await refused.text(), left]).toEqual([reason.reason, 1]);
});

it('[R16] a server that stops takes no streams', async () => {
  door.drain();
  expect((await ask()).status).toBe(503);
});
