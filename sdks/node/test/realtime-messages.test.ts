import { afterEach, expect, it, vi } from 'vitest';
import { type Notice, Realtime } from '../src/realtime.ts';
import { type TalkingServer, talkingServer, WELCOME } from './talking-server.ts';

let server: TalkingServer;
let realtime: Realtime;

afterEach(async () => {
  realtime.close();
  await server.stop();
});

const place = (offset: number) => ({ channel: 'pageviews', offset, position: `p${offset}` });
const event = (offset: number) => ({ type: 'event', ...place(offset), events: [{ offset }] });

/** Welcomes a client, and says more as soon as it has subscribed. */
async function listen(more: object[], options: object = {}): Promise<void> {
  server = await talkingServer((message, say) => {
    if (message.type === 'hello') say(WELCOME);
    if (message.type === 'subscribe') for (const each of more) say(each);
  });
  realtime = new Realtime({ host: server.url, key: 'k', ...options });
}

it('a snapshot takes the place of everything that waits', async () => {
  const state = vi.fn();
  await listen(
    [event(1), event(2), { type: 'snapshot', ...place(9), events: [] }, { type: 'notice', code: 'on_time' }],
    {
      onNotice: state,
    },
  );
  const views = realtime.subscribe('pageviews');
  await vi.waitFor(() => expect(state).toHaveBeenCalled());
  expect((await views.next()).value).toMatchObject({ type: 'snapshot', offset: 9 });
});

it('the position moves with what is taken, and with what filters left out behind it', async () => {
  const notices: Notice[] = [];
  const told = [event(1), event(2), { type: 'position', ...place(700) }, { type: 'novelty', ...place(800) }];
  await listen([...told, { type: 'notice', code: 'delayed', message: 'Later' }, { type: 'notice', code: 'on_time' }], {
    onNotice: (notice: Notice) => notices.push(notice),
  });
  const views = realtime.subscribe('pageviews', { position: 'p0' });
  await vi.waitFor(() => expect(notices).toEqual([{ code: 'delayed', message: 'Later' }, { code: 'on_time' }]));
  expect(views.position).toBe('p0');
  await views.next();
  expect(views.position).toBe('p1');
  await views.next();
  expect(views.position).toBe('p700');
});

it('where nothing waits the position moves at once, and a listener is told', async () => {
  await listen([{ type: 'position', ...place(500) }]);
  const places: unknown[] = [];
  realtime.on('pageviews', { onPosition: (place) => places.push(place) });
  await vi.waitFor(() => expect(places).toEqual([{ offset: 500, position: 'p500' }]));
});

it('whoever closes it as soon as it connects leaves nothing behind', async () => {
  await listen([]);
  vi.useFakeTimers();
  const states: string[] = [];
  const closing = new Realtime({
    host: server.url,
    key: 'k',
    onState: ({ state }) => {
      states.push(state);
      closing.close();
    },
  });
  expect(await closing.subscribe('pageviews').next()).toEqual({ done: true, value: undefined });
  expect({ states, timers: vi.getTimerCount() }).toEqual({ states: ['connecting', 'closed'], timers: 0 });
  vi.useRealTimers();
});

it('what answers and is no server of ours is left, and asked again', async () => {
  let connections = 0;
  server = await talkingServer((_message, _say, socket) => {
    connections += 1;
    socket.send('<html>');
  });
  realtime = new Realtime({ host: server.url, key: 'k' });
  realtime.subscribe('pageviews');
  await vi.waitFor(() => expect(connections).toBe(2), { timeout: 20_000 });
});

it('while nothing is read, silence does not count', async () => {
  const pings = new Map<unknown, number>();
  server = await talkingServer((message, say, socket) => {
    if (message.type === 'hello') say({ ...WELCOME, ping_seconds: 0.02 });
    if (message.type === 'subscribe') for (let offset = 1; offset <= 3; offset++) say(event(offset));
    if (message.type !== 'ping') return;
    pings.set(socket, (pings.get(socket) ?? 0) + 1);
    say({ type: 'pong' });
  });
  const open = (options: object) => new Realtime({ host: server.url, key: 'k', ...options });
  const states: string[] = [];
  realtime = open({ maxWaiting: 2, onState: ({ state }: { state: string }) => states.push(state) });
  const views = realtime.subscribe('pageviews');
  await vi.waitFor(() => expect(states).toContain('open'));
  const witness = open({});
  witness.subscribe('live');
  await vi.waitFor(() => expect(Math.max(...pings.values())).toBeGreaterThan(10), { timeout: 20_000 });
  witness.close();
  const before = new Map(pings);
  // Half of it is taken, so it reads on and hears the answers to its pings again.
  await views.next();
  await views.next();
  await vi.waitFor(() =>
    expect([...pings].some(([socket, count]) => count > (before.get(socket) ?? 0) + 3)).toBe(true),
  );
  expect(states).toEqual(['connecting', 'open']);
});
