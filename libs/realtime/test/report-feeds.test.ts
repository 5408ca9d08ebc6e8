import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client, type Grant, Hub, ReportRefusal, SOFT_BYTES } from '../src/index.ts';
import { ReportFeeds } from '../src/report-feeds.ts';
import { History } from './history.ts';
import { Reports } from './reports.ts';

interface Message {
  type: string;
  channel?: string;
  code?: string;
  data?: { number: number; limit: string };
}

const EVERY_MS = 20;
/** A timer may be early by so much. */
const TIMER_MS = 1;

let reports: Reports;
let hub: Hub;

beforeEach(() => {
  reports = new Reports();
  hub = new Hub({ source: new History(1), reports, reportMs: EVERY_MS });
});

afterEach(() => hub.close());

/** A client that is let in, with what it was told. */
class Listener {
  readonly messages: Message[] = [];
  readonly client: Client;
  buffered = 0;

  constructor({ channels = null, project = 1 }: { channels?: Grant['channels']; project?: number } = {}) {
    this.client = new Client({
      hub,
      wire: {
        buffered: () => this.buffered,
        send: (frame) => this.messages.push(JSON.parse(frame.toString()) as Message),
        close: () => undefined,
      },
      authorise: () => ({ project, channels, expiresAt: null, secretHash: '' }),
      linkUrl: 'https://l.test',
    });
    this.client.greet({});
  }

  say(type: string, channel: string): void {
    this.client.receive(JSON.stringify({ type, channel }));
  }

  /** Subscribes, and waits for the answer. */
  async subscribe(channel: string): Promise<Message> {
    const before = this.messages.length;
    this.say('subscribe', channel);
    await expect.poll(() => this.messages.length).toBeGreaterThan(before);
    return this.messages[before]!;
  }

  get numbers(): number[] {
    return this.messages.flatMap(({ type, data }) => (type === 'snapshot' ? [data!.number] : []));
  }

  async until(number: number): Promise<void> {
    await expect.poll(() => this.numbers.at(-1)).toBe(number);
  }
}

/** Lets so many looks pass. */
async function looks(count: number): Promise<void> {
  const { looks: before } = reports;
  await expect.poll(() => reports.looks).toBeGreaterThanOrEqual(before + count);
}

describe('a report', () => {
  it('[R18] is told at once, and again whole whenever it has become another one', async () => {
    const one = new Listener();
    const channel = 'report:pages?limit=5';
    expect(await one.subscribe(channel)).toEqual({ type: 'subscribed', channel, recovered: false });
    expect(one.messages.slice(2)).toEqual([
      { type: 'snapshot', channel, at: expect.any(String), data: { number: 0, limit: '5' } },
    ]);
    reports.change(1);
    await one.until(1);
    // Nothing it is made of changes, so it is not read; and what is read anew may be what was told.
    await looks(3);
    expect(reports.reads).toHaveLength(2);
    reports.version = 'another';
    await expect.poll(() => reports.reads.length).toBe(3);
    await looks(3);
    expect(one.numbers).toEqual([0, 1]);
    expect(reports.reads).toHaveLength(3);
  });

  it('[R18] of which only reading tells whether it has changed is read at each look, and told when it has', async () => {
    reports.version = null;
    const one = new Listener();
    await one.subscribe('report:pages');
    await expect.poll(() => reports.reads.length).toBeGreaterThan(3);
    expect(one.numbers).toEqual([0]);
    reports.number = 1;
    await one.until(1);
  });

  it('[R18] is read once for all who ask the same, however they write it', async () => {
    const channels = ['report:pages', 'report:pages?limit=10', 'report:pages?limit=10', 'report:pages?x=y'];
    const listeners = channels.map(() => new Listener());
    await Promise.all(listeners.map((listener, i) => listener.subscribe(channels[i]!)));
    for (const listener of listeners) await listener.until(0);
    expect(reports.reads).toHaveLength(1);
    reports.change(1);
    for (const listener of listeners) await listener.until(1);
    expect(reports.reads).toHaveLength(2);
    expect(listeners.map(({ messages }) => messages.at(-1)!.channel)).toEqual(channels);
    // Of another project nobody knows the answer.
    await new Listener({ project: 2 }).subscribe('report:pages');
    expect(reports.reads).toHaveLength(3);
  });

  it('[R18] is read again only after a while, whatever happens meanwhile, and then tells the last that did', async () => {
    const began: number[] = [];
    reports.duringRead = async () => void began.push(performance.now());
    const one = new Listener();
    await one.subscribe('report:pages');
    for (let number = 1; number <= 300; number += 1) {
      reports.change(number);
      hub.wake(1);
      await new Promise(setImmediate);
    }
    await one.until(300);
    const pauses = began.slice(1).map((at, i) => at - began[i]!);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(EVERY_MS - TIMER_MS);
  });

  it('[R18] that changes while it is read is read again', async () => {
    const one = new Listener();
    await one.subscribe('report:pages');
    reports.duringRead = async () => {
      reports.duringRead = async () => undefined;
      reports.change(2);
    };
    reports.change(1);
    await one.until(2);
    expect(one.numbers).toEqual([0, 1, 2]);
  });

  it('[R18] is not read, nor anything looked at, while nobody listens', async () => {
    const one = new Listener();
    const other = new Listener();
    for (const each of [one, other]) await each.subscribe('report:pages');
    one.say('unsubscribe', 'report:pages');
    reports.change(1);
    await other.until(1);
    expect(one.messages.map(({ type }) => type)).toEqual(['welcome', 'subscribed', 'snapshot', 'unsubscribed']);
    other.client.end();
    const { looks: before } = reports;
    reports.change(2);
    hub.wake(1);
    await new Promise((resolve) => setTimeout(resolve, 3 * EVERY_MS));
    // One may have been under way.
    expect(reports.looks).toBeLessThanOrEqual(before + 1);
    expect(reports.reads).toHaveLength(2);
  });

  it('[R18] that nobody wants any more when its turn comes is not read', async () => {
    let goOn!: () => void;
    reports.duringRead = () => new Promise((resolve) => (goOn = resolve));
    const [one, other] = [new Listener(), new Listener()];
    one.say('subscribe', 'report:pages');
    await expect.poll(() => reports.reads.length).toBe(1);
    other.say('subscribe', 'report:pages?limit=7');
    other.client.end();
    reports.duringRead = async () => undefined;
    goOn();
    await one.until(0);
    await one.subscribe('report:pages?limit=8');
    expect(reports.reads).toEqual(['https://l.test 10', 'https://l.test 8']);
  });
});

describe('subscribing to a report', () => {
  it('[R10] [R18] is refused with the reason', async () => {
    const one = new Listener();
    expect(await one.subscribe('report:views')).toMatchObject({ code: 'unknown_channel', channel: 'report:views' });
    expect(await one.subscribe('report:pages?limit=')).toMatchObject({
      code: 'bad_params',
      message: 'limit must be a number',
      channel: 'report:pages?limit=',
    });
    await one.subscribe('report:pages');
    await one.until(0);
    expect(await one.subscribe('report:pages')).toMatchObject({ code: 'already_subscribed' });
  });

  it('[R3] [R18] needs a token that names the report, or all of them', async () => {
    const pages = new Listener({ channels: new Set(['report:pages', 'pageviews']) });
    expect(await pages.subscribe('report:pages?limit=3')).toMatchObject({ type: 'subscribed' });
    await pages.until(0);
    expect(await pages.subscribe('report:page')).toMatchObject({ code: 'forbidden_channel' });
    expect(await pages.subscribe('report:*')).toMatchObject({ code: 'forbidden_channel' });
    const all = new Listener({ channels: new Set(['report:*']) });
    expect(await all.subscribe('report:pages')).toMatchObject({ type: 'subscribed' });
    await all.until(0);
    expect(await all.subscribe('report:page')).toMatchObject({ code: 'unknown_channel' });
    expect(await all.subscribe('pageviews')).toMatchObject({ code: 'forbidden_channel' });
  });

  it('[R18] is for 20 at once, and again for another one when one has ended', async () => {
    const one = new Listener();
    for (let limit = 1; limit <= 20; limit += 1) {
      await one.subscribe(`report:pages?limit=${limit}`);
      await expect.poll(() => one.numbers.length).toBe(limit);
    }
    expect(await one.subscribe('report:pages?limit=21')).toMatchObject({ code: 'too_many' });
    one.say('unsubscribe', 'report:pages?limit=1');
    await one.subscribe('report:pages?limit=21');
    await expect.poll(() => one.numbers.length).toBe(21);
  });

  it('[R18] is for so many different ones of a project', async () => {
    const feeds = new ReportFeeds({ source: reports, clock: Date.now, perProject: 2, onListening: () => undefined });
    const subscriber = (limit: number) => ({
      filter: null,
      isGone: false,
      channel: `report:pages?limit=${limit}` as const,
      linkUrl: '',
      send: () => undefined,
      end: () => undefined,
    });
    const first = subscriber(1);
    for (const each of [first, subscriber(1), subscriber(2)]) await feeds.join(1, each);
    await expect(feeds.join(1, subscriber(3))).rejects.toMatchObject({ code: 'too_many' });
    await feeds.join(2, subscriber(3));
    feeds.leave(first);
    await expect(feeds.join(1, subscriber(3))).rejects.toThrow(ReportRefusal);
    feeds.close();
  });

  it('[R10] [R18] waits for a store that is away by being asked for again, and is told what came meanwhile', async () => {
    reports.isAway = true;
    const one = new Listener();
    expect(await one.subscribe('report:pages')).toMatchObject({ code: 'unavailable' });
    reports.isAway = false;
    await one.subscribe('report:pages');
    await one.until(0);
    reports.isAway = true;
    reports.change(1);
    await new Promise((resolve) => setTimeout(resolve, 3 * EVERY_MS));
    expect(one.numbers).toEqual([0]);
    reports.isAway = false;
    await one.until(1);
  });

  it('[R18] ends when there is nothing any more of which it could tell', async () => {
    const one = new Listener();
    await one.subscribe('report:pages');
    await one.until(0);
    reports.refusal = new ReportRefusal('not_found', 'Link not found');
    reports.change(1);
    await expect
      .poll(() => one.messages.at(-1))
      .toEqual({ type: 'error', code: 'not_found', message: 'Link not found', channel: 'report:pages' });
    expect(await one.subscribe('report:pages')).toMatchObject({ code: 'not_found' });
    reports.refusal = null;
    await one.subscribe('report:pages');
    await one.until(1);
  });
});

it('[R14] [R18] who reads slowly gets the latest alone, and is not closed however large it is', async () => {
  const one = new Listener();
  one.buffered = SOFT_BYTES + 1;
  await one.subscribe('report:pages');
  await one.subscribe('report:pages?limit=5');
  expect(one.messages.map(({ type }) => type)).toEqual(['welcome', 'subscribed', 'subscribed']);
  for (const number of [1, 2, 3]) {
    reports.change(number);
    await expect.poll(() => reports.reads.length).toBe(2 + 2 * number);
    await new Promise(setImmediate);
  }
  expect(one.numbers).toEqual([]);
  one.buffered = 0;
  one.client.drained();
  expect(one.messages.slice(3)).toMatchObject([
    { channel: 'report:pages', data: { number: 3 } },
    { channel: 'report:pages?limit=5', data: { number: 3 } },
  ]);
  one.client.drained();
  expect(one.numbers).toEqual([3, 3]);
});

it('[R18] the first that is stored after a while is looked at at once, and what follows with the next look', async () => {
  const feeds = new ReportFeeds({ source: reports, clock: Date.now, everyMs: 60_000, onListening: () => undefined });
  const subscriber = {
    filter: null,
    isGone: false,
    channel: 'report:pages' as const,
    linkUrl: '',
    send: () => undefined,
    end: () => undefined,
  };
  feeds.wake(1);
  await feeds.join(1, subscriber);
  expect(reports.looks).toBe(1);
  for (let i = 0; i < 5; i += 1) feeds.wake(1);
  expect(reports.looks).toBe(2);
  feeds.close();
});
