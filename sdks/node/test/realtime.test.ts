import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MicrologsError } from '../src/index.ts';
import {
  type ChannelMessage,
  ChannelRefusedError,
  Realtime,
  RealtimeClosedError,
  type RealtimeOptions,
  type RealtimeState,
  type Subscription,
} from '../src/realtime.ts';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts';
import { type RealServer, realServer } from './real-server.ts';

const WAIT = { timeout: 30_000, interval: 20 };

let server: RealServer;
let project: { id: number; secretKey: string };
let stored: number;

beforeAll(async () => {
  server = await realServer();
});
afterAll(() => server?.stop());

beforeEach(async () => {
  const body = { name: 'Shop', allowed_domains: ['shop.test'] };
  const { id, secret_key } = await ask('/api/projects/create', body, { 'X-Admin-Key': server.adminKey });
  project = { id, secretKey: secret_key };
  stored = 0;
});

// biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
async function ask(path: string, body: object, headers: Record<string, string> = {}): Promise<any> {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'X-API-Key': project?.secretKey, ...headers },
    body: JSON.stringify(body),
  });
  const { success, message, data } = (await answer.json()) as Record<string, unknown>;
  expect({ success, message }).toMatchObject({ success: true });
  return data;
}

/** Views of visitors of their own, so that none repeats another. */
async function view(count = 1): Promise<void> {
  const events = Array.from({ length: count }, () => {
    stored += 1;
    const url = `https://shop.test/${stored}`;
    return { kind: 'pageview', url, visitor_id: `v${stored}`, session_token: `s${stored}` };
  });
  await ask('/api/track/batch', { events });
}

const token = async (settings: object = {}): Promise<string> =>
  (await ask('/api/realtime/token', { channels: ['pageviews'], ...settings })).token;

async function withRealtime<T>(
  options: Partial<RealtimeOptions>,
  work: (realtime: Realtime, states: RealtimeState[]) => Promise<T>,
): Promise<T> {
  const states: RealtimeState[] = [];
  const realtime = new Realtime({
    host: server.url,
    onState: (state) => states.push(state),
    ...(options.token === undefined && { key: project.secretKey }),
    ...options,
  });
  try {
    return await work(realtime, states);
  } finally {
    realtime.close();
  }
}

type Ledger = { data: { stored: number } };

/** What a consumer has, by its own account: no event twice, none left out, unless a snapshot replaced them. */
class Account {
  at: number | null = null;
  snapshots = 0;

  take({ type, events, offset }: ChannelMessage<'pageviews' | 'errors'>): void {
    if (type === 'snapshot') {
      this.snapshots += 1;
      this.at = offset;
      return;
    }
    for (const event of events) {
      expect(event.offset).toBe(this.at! + 1);
      this.at = event.offset;
    }
    expect(offset).toBe(this.at);
  }
}

/** Takes messages until the event with this offset was told. */
async function takeUntil(
  last: number,
  messages: Subscription<'pageviews'> | Subscription<'errors'>,
  account = new Account(),
): Promise<void> {
  while (account.at !== last) {
    const { value, done } = await messages.next();
    if (done) throw new Error('The messages ended');
    account.take(value);
  }
}

it('tells the latest events first, then each one as it is stored', async () => {
  await view(2);
  await withRealtime({}, async (realtime, states) => {
    const views = realtime.subscribe('pageviews');
    const { value: first } = await views.next();
    expect(first).toMatchObject({ type: 'snapshot', channel: 'pageviews' });
    await vi.waitFor(() => expect(states.at(-1)).toEqual({ state: 'open', projectId: project.id, expiresAt: null }));
    const account = new Account();
    account.take(first!);
    await view(3);
    await takeUntil(5, views, account);
  });
});

it('calls back instead of being iterated, until it is told to stop', async () => {
  await withRealtime({}, async (realtime) => {
    const heard: unknown[] = [];
    const stop = realtime.on('pageviews', {
      filters: { url: ['https://shop.test/2*'] },
      onSnapshot: (events, { position }) => heard.push([events.length, position !== '']),
      onEvents: (events, { offset }) => heard.push(events.map(({ url }) => url).concat(String(offset))),
    });
    await vi.waitFor(() => expect(heard).toEqual([[0, true]]), WAIT);
    await view(3);
    await vi.waitFor(() => expect(heard.slice(1)).toEqual([['https://shop.test/2', '2']]), WAIT);
    stop();
    const views = realtime.subscribe('pageviews');
    await takeUntil(3, views);
    expect(heard).toHaveLength(2);
  });
});

it('an error is told with what it did, and then what was done to its group', async () => {
  await withRealtime({}, async (realtime) => {
    const errors = realtime.subscribe('errors');
    await errors.next();
    await ask('/api/track/error', { message: 'No stock' });
    const { value: occurrence } = await errors.next();
    const [event] = occurrence!.events;
    expect(event).toMatchObject({ kind: 'occurrence', effect: 'created', message: 'No stock', offset: 1 });
    await ask('/api/track/errors-update-status', { ids: [event!.group_id], status: 'resolved' });
    const { value: change } = await errors.next();
    expect(change!.events).toMatchObject([{ kind: 'status_change', from: 'open', to: 'resolved', offset: 2 }]);
  });
});

it('who is there is told whole, as often as it changes', async () => {
  await withRealtime({}, async (realtime) => {
    const live = realtime.subscribe('live');
    const { value: before } = await live.next();
    expect(before).toEqual({ type: 'snapshot', channel: 'live', at: expect.any(String), data: expect.any(Object) });
    expect(before!.data.visitors).toBe(0);
    await view();
    const { value: after } = await live.next();
    expect(after!.data).toMatchObject({ visitors: 1, pages: [{ page: 'shop.test/1', visitors: 1 }] });
  });
});

describe('a connection that breaks', () => {
  let proxy: CuttingProxy;

  beforeEach(async () => {
    proxy = await cuttingProxy(server.url);
    return () => proxy.stop();
  });

  const step = fc.record({ views: fc.integer({ min: 1, max: 60 }), bytes: fc.integer({ min: 1, max: 30_000 }) });

  it('in the middle of bursts, at any byte, loses nothing and tells nothing twice', async () => {
    let cuts = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
      await withRealtime({ host: proxy.url }, async (realtime, states) => {
        const views = realtime.subscribe('pageviews');
        const account = new Account();
        account.take((await views.next()).value!);
        for (const { views: count, bytes } of steps) {
          proxy.cutAfter(bytes);
          await view(count);
        }
        await takeUntil(stored, views, account);
        cuts += states.filter(({ state }) => state === 'waiting').length;
      });
    });
    await fc.assert(property, { numRuns: 4 });
    expect(cuts).toBeGreaterThan(0);
  });

  it('goes on in another process with the position that was kept', async () => {
    const position = await withRealtime({}, async (realtime) => {
      const views = realtime.subscribe('pageviews');
      await views.next();
      await view(2);
      await takeUntil(2, views);
      return views.position;
    });
    await view(3);
    await withRealtime({}, async (realtime) => {
      const account = new Account();
      account.at = 2;
      await takeUntil(5, realtime.subscribe('pageviews', { position }), account);
      expect(account.snapshots).toBe(0);
    });
  });

  it('since the server was killed goes on when it is back', async () => {
    await withRealtime({}, async (realtime, states) => {
      const views = realtime.subscribe('pageviews');
      const account = new Account();
      account.take((await views.next()).value!);
      await view(5);
      await server.kill();
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'waiting', code: 1006 }), WAIT);
      await server.start();
      await view(5);
      await takeUntil(10, views, account);
      expect(account.snapshots).toBe(1);
    });
  });
});

describe('who may listen', () => {
  it('a token that ends is followed by the next one, without a gap', async () => {
    let asked = 0;
    const next = () => token({ expires_in: asked++ === 0 ? 1 : 60 });
    await withRealtime({ token: next }, async (realtime, states) => {
      const views = realtime.subscribe('pageviews');
      const account = new Account();
      account.take((await views.next()).value!);
      await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ code: 4002 })), WAIT);
      await view(3);
      await takeUntil(3, views, account);
      expect({ asked, snapshots: account.snapshots }).toEqual({ asked: 2, snapshots: 1 });
    });
  });

  it('a new secret key ends what the old one opened; a token made with the new one goes on', async () => {
    await withRealtime({ token: () => token() }, (byToken, states) =>
      withRealtime({}, async (byKey) => {
        const views = byToken.subscribe('pageviews');
        const account = new Account();
        account.take((await views.next()).value!);
        const others = byKey.subscribe('pageviews');
        await others.next();
        await view(2);
        await takeUntil(2, views, account);
        const { secret_key } = await ask(
          '/api/projects/regenerate-keys',
          { id: project.id },
          { 'X-Admin-Key': server.adminKey },
        );
        project.secretKey = secret_key;
        await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ code: 4003 })), WAIT);
        await view(2);
        await takeUntil(4, views, account);
        await expect(takeUntil(4, others, Object.assign(new Account(), { at: 0 }))).rejects.toMatchObject({
          code: 4003,
        });
      }),
    );
  });

  it.each([{ key: 'nonsense' }, { token: 'nonsense' }, { token: () => 'nonsense' }])(
    'what is not valid ends it with an error: %o',
    async (credentials) => {
      const realtime = new Realtime({ host: server.url, ...credentials });
      const views = realtime.subscribe('pageviews');
      const error = await views.next().catch((error) => error);
      expect(error).toBeInstanceOf(RealtimeClosedError);
      expect(error).toBeInstanceOf(MicrologsError);
      expect(error).toMatchObject({ code: 4001, message: expect.stringContaining('not valid') });
      expect(await views.next()).toEqual({ done: true, value: undefined });
      // Whoever comes later is told the same.
      await expect(realtime.subscribe('errors').next()).rejects.toBe(error);
    },
  );

  it('a token that cannot be had is asked for again', async () => {
    let asked = 0;
    const next = async () => {
      asked += 1;
      if (asked === 1) throw new Error('The backend is away');
      return token();
    };
    await withRealtime({ token: next }, async (realtime, states) => {
      await realtime.subscribe('pageviews').next();
      expect(states[1]).toMatchObject({ state: 'waiting', reason: 'The backend is away' });
    });
  });

  it('a channel that is not there, or not open, is an error of its subscription alone', async () => {
    await withRealtime({ token: () => token() }, async (realtime) => {
      const views = realtime.subscribe('pageviews');
      await views.next();
      const refused = await realtime
        .subscribe('errors')
        .next()
        .catch((error) => error);
      expect(refused).toBeInstanceOf(ChannelRefusedError);
      expect(refused).toMatchObject({ channel: 'errors', code: 'forbidden_channel' });
      await expect(realtime.subscribe('secrets' as 'errors').next()).rejects.toMatchObject({ code: 'unknown_channel' });
      await view();
      await takeUntil(1, views, Object.assign(new Account(), { at: 0 }));
    });
  });

  it.each([[{}], [{ key: 'k', token: 't' }]])('neither a key nor a token, or both, is refused: %o', (credentials) => {
    expect(() => new Realtime({ host: server.url, ...credentials })).toThrow('either key or token');
  });

  it('a host that is no address is refused', () => {
    expect(() => new Realtime({ host: 'stats', key: 'k' })).toThrow('host must be an address');
  });
});

describe('a consumer', () => {
  it('that is slow halts reading, and gets everything in order or a snapshot when it goes on', async () => {
    const proxy = await cuttingProxy(server.url);
    await withRealtime({ host: proxy.url, maxWaiting: 4 }, async (realtime) => {
      const errors = realtime.subscribe('errors');
      const account = new Account();
      account.take((await errors.next()).value!);
      const stack = 'at shop (cart.js:1:1)\n'.repeat(700);
      let sent = 0;
      for (let batch = 0; batch < 30; batch++) {
        const events = Array.from({ length: 30 }, () => ({ kind: 'error', message: `No. ${sent++}`, stack }));
        await ask('/api/track/batch', { events });
      }
      const told = sent * stack.length;
      const headers = { 'X-API-Key': project.secretKey };
      await vi.waitFor(async () => {
        const ledger = (await (await fetch(`${server.url}/api/analytics/ledger`, { headers })).json()) as Ledger;
        expect(ledger.data.stored).toBe(sent);
      }, WAIT);
      expect(proxy.given).toBeLessThan(told * 0.9);
      await takeUntil(sent, errors, account);
    });
    await proxy.stop();
  });

  it('that breaks off, or is broken off, is told nothing more', async () => {
    await withRealtime({}, async (realtime, states) => {
      for await (const { type } of realtime.subscribe('pageviews')) {
        expect(type).toBe('snapshot');
        break;
      }
      const controller = new AbortController();
      const views = realtime.subscribe('pageviews', { signal: controller.signal });
      await views.next();
      const next = views.next();
      controller.abort(new Error('Enough'));
      await expect(next).rejects.toThrow('Enough');
      expect(await views.next()).toEqual({ done: true, value: undefined });
      expect(() => realtime.subscribe('pageviews', { signal: controller.signal })).toThrow('Enough');
      const again = realtime.subscribe('pageviews');
      expect(() => realtime.subscribe('pageviews')).toThrow('There is a listener for pageviews already');
      await again.next();
      realtime.close();
      expect(await again.next()).toEqual({ done: true, value: undefined });
      expect(await realtime.subscribe('errors').next()).toEqual({ done: true, value: undefined });
      expect(states.map(({ state }) => state)).toEqual(['connecting', 'open', 'closed']);
    });
  });
});
