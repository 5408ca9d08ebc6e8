import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Notice, Realtime } from '../src/realtime.ts';
import { WAIT } from './listening.ts';
import { type TalkingServer, talkingServer, WELCOME } from './talking-server.ts';

let server: TalkingServer;
let realtime: Realtime;

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
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
  await vi.waitFor(() => expect(state).toHaveBeenCalled(), WAIT);
  expect((await views.next()).value).toMatchObject({ type: 'snapshot', offset: 9 });
});

it('the position moves with what is taken, and with what filters left out behind it', async () => {
  const notices: Notice[] = [];
  const told = [event(1), event(2), { type: 'position', ...place(700) }, { type: 'novelty', ...place(800) }];
  await listen([...told, { type: 'notice', code: 'delayed', message: 'Later' }, { type: 'notice', code: 'on_time' }], {
    onNotice: (notice: Notice) => notices.push(notice),
  });
  const views = realtime.subscribe('pageviews', { position: 'p0' });
  await vi.waitFor(() => expect(notices).toEqual([{ code: 'delayed', message: 'Later' }, { code: 'on_time' }]), WAIT);
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
  await vi.waitFor(() => expect(places).toEqual([{ offset: 500, position: 'p500' }]), WAIT);
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
});

it('what answers and is no server of ours is left, and asked again', async () => {
  let connections = 0;
  server = await talkingServer((_message, _say, socket) => {
    connections += 1;
    socket.send('<html>');
  });
  realtime = new Realtime({ host: server.url, key: 'k' });
  realtime.subscribe('pageviews');
  await vi.waitFor(() => expect(connections).toBe(2), WAIT);
});

it('while nothing is read, silence does not count', async () => {
  const halted = vi.spyOn(WebSocket.prototype, 'pause');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const quietMs = WELCOME.ping_seconds * 1_000;
  let pings = 0;
  server = await talkingServer((message, say) => {
    if (message.type === 'hello') say(WELCOME);
    if (message.type === 'subscribe') for (let offset = 1; offset <= 3; offset++) say(event(offset));
    if (message.type === 'ping') pings += 1;
  });
  const states: string[] = [];
  realtime = new Realtime({
    host: server.url,
    key: 'k',
    maxWaiting: 2,
    onState: ({ state }) => states.push(state),
  });
  const views = realtime.subscribe('pageviews');
  await expect.poll(() => halted.mock.calls.length).toBe(1);
  vi.advanceTimersByTime(10 * quietMs);
  // Half of it is taken, so it reads on, and asks again whether anybody is there.
  await views.next();
  await views.next();
  vi.advanceTimersByTime(quietMs);
  await expect.poll(() => pings).toBe(1);
  expect(states).toEqual(['connecting', 'open']);
});
