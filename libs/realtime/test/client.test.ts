import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CLOSE,
  Client,
  type CloseReason,
  type Credentials,
  type Grant,
  HARD_BYTES,
  Hub,
  SOFT_BYTES,
} from '../src/index.ts';
import { History } from './history.ts';
import { Reports } from './reports.ts';

interface Message {
  type: string;
  [name: string]: unknown;
}

const GRANT: Grant = { project: 1, channels: null, expiresAt: null, secretHash: 'a' };

let history: History;
let reports: Reports;
let hub: Hub;
/** It stands still. */
let now: number;
let listened: number[][];
let messages: Message[];
let closed: CloseReason | null;
let buffered: number;
let answer: Grant | CloseReason;
let shown: Credentials[];

beforeEach(() => {
  now = Date.now();
  history = new History(1);
  listened = [];
  reports = new Reports();
  hub = new Hub({
    source: history,
    reports,
    clock: () => now,
    onListening: (projects) => listened.push([...projects]),
    pollMs: 5,
    liveMs: 10,
    reportMs: 20,
  });
  messages = [];
  closed = null;
  buffered = 0;
  answer = GRANT;
  shown = [];
});

afterEach(() => hub.close());

function newClient(): Client {
  return new Client({
    hub,
    wire: {
      buffered: () => buffered,
      send: (frame) => messages.push(JSON.parse(frame.toString()) as Message),
      close: (reason) => {
        closed = reason;
      },
    },
    authorise: (credentials) => {
      shown.push(credentials);
      return answer;
    },
    linkUrl: 'https://l.test',
    helloMs: 50,
  });
}

const say = (client: Client, message: object) => client.receive(JSON.stringify(message));
const typesOf = () => messages.map(({ type }) => type);
const told = (type: string, count = 1) =>
  expect.poll(() => messages.filter((message) => message.type === type).length).toBe(count);

describe('the greeting', () => {
  it('[R2] welcomes who shows a token or key, in the address or in the first message', () => {
    newClient().greet({ token: 't' });
    say(newClient(), { type: 'hello', protocol: 1, key: 'k' });
    expect(shown).toEqual([{ token: 't' }, { key: 'k' }]);
    const welcome = { type: 'welcome', protocol: 1, project_id: 1, expires_at: null, ping_seconds: 25 };
    expect(messages).toEqual([welcome, welcome]);
  });

  it('[R1] closes for who is not let in, asks for another protocol, or begins with something else', () => {
    answer = CLOSE.forbiddenOrigin;
    newClient().greet({ token: 't' });
    expect(closed).toBe(CLOSE.forbiddenOrigin);
    say(newClient(), { type: 'hello', protocol: 2, token: 't' });
    expect(closed).toBe(CLOSE.unsupportedProtocol);
    say(newClient(), { type: 'subscribe', channel: 'pageviews' });
    expect(closed).toBe(CLOSE.unauthorized);
    expect(messages).toEqual([]);
  });

  it('[R1] [R3] closes for who says nothing, and at the end of a token', async () => {
    newClient();
    await expect.poll(() => closed).toBe(CLOSE.unauthorized);
    const expiresAt = Date.now() + 30;
    answer = { ...GRANT, expiresAt };
    newClient().greet({ token: 't' });
    expect(messages[0]).toMatchObject({ expires_at: new Date(expiresAt).toISOString() });
    await expect.poll(() => closed).toBe(CLOSE.expired);
  });
});

describe('subscriptions', () => {
  it('[R5] tell what is stored until they end, and are told to whoever stores', async () => {
    const client = newClient();
    client.greet({});
    say(client, { type: 'subscribe', channel: 'pageviews' });
    await told('snapshot');
    history.add(1);
    hub.wake(1);
    await told('event');
    // Nobody has to tell of what comes.
    history.add(1);
    await told('event', 2);
    say(client, { type: 'unsubscribe', channel: 'pageviews' });
    expect(typesOf()).toEqual(['welcome', 'subscribed', 'snapshot', 'event', 'event', 'unsubscribed']);
    await expect.poll(() => listened).toEqual([[1], []]);
  });

  it('of many who come at once are told to whoever stores in one go', async () => {
    const subscriber = { filter: null, isGone: false, send: () => undefined };
    await Promise.all([3, 1, 2].map((project) => hub.subscribe(project, 'pageviews', subscriber, null)));
    expect(listened).toEqual([[3, 1, 2]]);
  });

  it('of a client that goes are ended', async () => {
    const client = newClient();
    client.greet({});
    say(client, { type: 'subscribe', channel: 'pageviews' });
    client.end();
    say(client, { type: 'ping' });
    await expect.poll(() => listened).toEqual([[1], []]);
    expect(typesOf()).toEqual(['welcome', 'pong']);
  });

  it('[R10] are refused with a reason', async () => {
    answer = { ...GRANT, channels: new Set() };
    const limited = newClient();
    limited.greet({});
    say(limited, { type: 'subscribe', channel: 'pageviews' });
    answer = GRANT;
    const client = newClient();
    client.greet({});
    for (const message of [
      { type: 'subscribe', channel: 'views' },
      { type: 'unsubscribe', channel: 'pageviews' },
      { type: 'subscribe', channel: 'pageviews' },
      { type: 'subscribe', channel: 'pageviews' },
      { type: 'subscribe', channel: 'links', filters: { code: 'sale' } },
      { type: 'subscribe' },
      { type: 'shout' },
    ]) {
      say(client, message);
    }
    client.receive('not JSON');
    await told('snapshot');
    const errors = messages.filter(({ type }) => type === 'error');
    expect(errors.map(({ code, channel }) => [code, channel])).toEqual([
      ['forbidden_channel', 'pageviews'],
      ['unknown_channel', 'views'],
      ['not_subscribed', 'pageviews'],
      ['already_subscribed', 'pageviews'],
      ['bad_message', 'links'],
      ['bad_message', undefined],
      ['bad_message', undefined],
      ['bad_message', undefined],
    ]);
  });

  it('[R10] wait for a store that is away by being asked for again', async () => {
    history.isAway = true;
    const client = newClient();
    client.greet({});
    say(client, { type: 'subscribe', channel: 'pageviews' });
    await told('error');
    expect(messages.at(-1)).toMatchObject({ code: 'unavailable', channel: 'pageviews' });
    history.isAway = false;
    say(client, { type: 'subscribe', channel: 'pageviews' });
    await told('snapshot');
    // Away while somebody listens: what came meanwhile comes then.
    history.isAway = true;
    history.add(2);
    hub.wake(1);
    history.isAway = false;
    await told('event');
    expect(messages.at(-1)).toMatchObject({ offset: 2 });
  });

  it('[R10] are cut off for who sends nothing that is right', () => {
    const client = newClient();
    client.greet({});
    for (let i = 0; i < 20; i += 1) client.receive('x');
    expect(closed).toBeNull();
    client.receive('x');
    expect(closed).toBe(CLOSE.badMessages);
  });
});

describe('who is there', () => {
  const view = (visitor: string, at: number, more: object = {}) => {
    history.length += 1;
    const event = {
      offset: history.length,
      visitor,
      url: 'https://shop.test/a?b=c',
      country_code: 'NO',
      country: 'Norway',
    };
    const text = JSON.stringify({ ...event, referrer: '', referrer_category: 'direct', ...more });
    history.events.push({ offset: history.length, at, check: `c${history.length}`, text });
  };
  const counts = () => messages.filter(({ channel, type }) => channel === 'live' && type === 'snapshot');

  it('[R15] is told whole, with those who were there before, as it changes and as time goes on', async () => {
    view('long gone', now - 301_000);
    view('kim', now - 200_000, { referrer: 'https://search.test/x', referrer_category: 'organic_search' });
    view('ann', now - 299_500);
    const client = newClient();
    client.greet({});
    say(client, { type: 'subscribe', channel: 'live' });
    await expect.poll(() => counts().length).toBe(1);
    expect(messages.slice(1)).toMatchObject([
      { type: 'subscribed', channel: 'live', recovered: false },
      {
        channel: 'live',
        data: {
          visitors: 2,
          window_seconds: 300,
          pages: [{ page: 'shop.test/a', visitors: 2 }],
          countries: [{ country_code: 'NO', country: 'Norway', visitors: 2 }],
          referrers: [
            { referrer: '', visitors: 1 },
            { referrer: 'search.test', visitors: 1 },
          ],
        },
      },
    ]);
    view('kim', now, { url: 'https://shop.test/b', referrer: 'https://shop.test/a', referrer_category: 'internal' });
    hub.wake(1);
    await expect
      .poll(() => counts().at(-1)?.data)
      .toMatchObject({ pages: expect.arrayContaining([{ page: 'shop.test/b', visitors: 1 }]) });
    expect(counts().at(-1)!.data).toMatchObject({
      referrers: expect.arrayContaining([{ referrer: 'search.test', visitors: 1 }]),
    });
    now += 1_000;
    await expect.poll(() => counts().at(-1)?.data).toMatchObject({ visitors: 1 });
    say(client, { type: 'unsubscribe', channel: 'live' });
    await expect.poll(() => listened).toEqual([[1], []]);
  });

  it('[R15] is read anew when the history is another one', async () => {
    view('kim', now);
    view('ann', now);
    const client = newClient();
    client.greet({});
    say(client, { type: 'subscribe', channel: 'live' });
    await expect.poll(() => counts().length).toBe(1);
    history.events = history.events.slice(0, 1);
    history.length = 1;
    await expect.poll(() => counts().at(-1)?.data).toMatchObject({ visitors: 1 });
    client.end();
  });
});

describe('a client that reads slowly', () => {
  it('[R14] gets a snapshot instead of what it was not sent', async () => {
    const client = newClient();
    client.greet({});
    say(client, { type: 'subscribe', channel: 'pageviews' });
    await told('snapshot');
    buffered = SOFT_BYTES + 1;
    history.add(3);
    hub.wake(1);
    await expect.poll(() => history.reads).toBeGreaterThan(1);
    await new Promise(setImmediate);
    // Room for some is no room for all: what was left out is not followed by what came later.
    buffered = SOFT_BYTES;
    history.add(1);
    const { reads } = history;
    hub.wake(1);
    await expect.poll(() => history.reads).toBeGreaterThan(reads);
    await new Promise(setImmediate);
    expect(typesOf()).toEqual(['welcome', 'subscribed', 'snapshot']);
    buffered = 0;
    client.drained();
    client.drained();
    expect(messages.slice(3)).toMatchObject([{ type: 'snapshot', offset: 4 }]);
    history.add(1);
    hub.wake(1);
    await told('event');
    expect(messages.at(-1)).toMatchObject({ offset: 5 });
  });

  it('[R14] is told all of the past, or closed with a code to come back', async () => {
    history.add(10);
    const client = newClient();
    client.greet({});
    buffered = SOFT_BYTES + 1;
    say(client, { type: 'subscribe', channel: 'pageviews', position: 'ab12.5.c5' });
    await told('event');
    expect(messages.slice(1)).toMatchObject([
      { type: 'subscribed', recovered: true },
      { type: 'event', offset: 10 },
    ]);
    expect(closed).toBeNull();
    buffered = HARD_BYTES;
    say(client, { type: 'unsubscribe', channel: 'pageviews' });
    say(client, { type: 'subscribe', channel: 'pageviews', position: 'ab12.5.c5' });
    await expect.poll(() => closed).toBe(CLOSE.slow);
  });
});

it('a hub asks nothing while nobody listens', async () => {
  const asked = vi.spyOn(history, 'last');
  const client = newClient();
  client.greet({});
  say(client, { type: 'subscribe', channel: 'pageviews' });
  await told('snapshot');
  client.end();
  await expect.poll(() => listened.length).toBe(2);
  asked.mockClear();
  hub.wake(1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked.mock.calls.length).toBeLessThanOrEqual(1);
});

it('[R20] says when what others store is told later, and when it is told at once again', async () => {
  const early = newClient();
  hub.isTold = true;
  early.greet({ token: 'a' });
  hub.isTold = false;
  early.notice();
  expect(messages.splice(0)).toMatchObject([{ type: 'welcome' }, { type: 'notice', code: 'delayed' }]);
  const late = newClient();
  late.notice();
  expect(messages).toEqual([]);
  late.greet({ token: 'a' });
  expect(messages.splice(0)).toMatchObject([{ type: 'welcome' }, { type: 'notice', code: 'delayed' }]);
  hub.isTold = true;
  for (const client of [early, late]) client.notice();
  expect(messages).toEqual(Array(2).fill({ type: 'notice', code: 'on_time' }));
});

it('looks for what nobody told of all the same while others tell, and counts what it finds', async () => {
  hub.close();
  hub = new Hub({ source: history, reports, pollMs: 3_600_000, toldPollMs: 5 });
  hub.isTold = true;
  const client = newClient();
  client.greet({ token: 'a' });
  client.receive('{"type":"subscribe","channel":"pageviews"}');
  await expect.poll(() => messages.at(-1)?.type).toBe('snapshot');
  history.add(1);
  await expect.poll(() => messages.at(-1)).toMatchObject({ type: 'event', offset: 1 });
  expect(hub.counts).toEqual({ messages: messages.length, missed: 1 });
  history.add(1);
  hub.wake(1);
  await expect.poll(() => messages.at(-1)).toMatchObject({ type: 'event', offset: 2 });
  expect(hub.counts).toEqual({ messages: messages.length, missed: 1 });
  client.end();
});
