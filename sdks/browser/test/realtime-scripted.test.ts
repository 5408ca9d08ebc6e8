import { expect, test } from 'vitest';
import { heard, listen, listeningBed, say, scriptedServer, states, welcome } from './support/listening.ts';

const bed = listeningBed();

test('a connection that falls silent is asked, and given up when nothing comes', async () => {
  const messages: unknown[] = [];
  const scripted = await scriptedServer((message, socket, connection) => {
    messages.push([connection, message.type]);
    if (message.type === 'hello') welcome(socket, connection === 1 ? 0.05 : 25);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => messages).toContainEqual([2, 'subscribe']);
  expect(messages).toEqual([
    [1, 'hello'],
    [1, 'subscribe'],
    [1, 'ping'],
    [2, 'hello'],
    [2, 'subscribe'],
  ]);
  await scripted.close();
});

test('a position counts only once what it promises was told', async () => {
  const positions: unknown[] = [];
  const scripted = await scriptedServer(({ type, position }, socket, connection) => {
    if (type === 'hello') return welcome(socket);
    positions.push(position);
    const place = { channel: 'pageviews', offset: 9, position: `p${connection}` };
    say(socket, { type: 'subscribed', recovered: connection === 3, ...place });
    if (connection === 2) say(socket, { type: 'snapshot', events: [], ...place });
    if (connection < 4) socket.close(1001);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`, `{ position: 'old' }`);
  await expect.poll(() => positions).toEqual(['old', 'old', 'p2', 'p3']);
  await scripted.close();
});

test('[R19] a position without events, as filters bring about, is where the next connection goes on', async () => {
  const positions: unknown[] = [];
  const scripted = await scriptedServer(({ type, position }, socket, connection) => {
    if (type === 'hello') return welcome(socket);
    positions.push(position);
    if (connection > 1) return;
    const channel = 'pageviews';
    say(socket, { type: 'subscribed', recovered: true, channel, offset: 9, position });
    say(socket, { type: 'position', channel, offset: 509, position: 'further' });
    socket.close(1001);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`, `{ position: 'old', filters: { url: ['x'] } }`);
  await expect.poll(() => positions).toEqual(['old', 'further']);
  expect(await heard()).toEqual([]);
  await scripted.close();
});

test('pings are answered, unknown messages ignored, and a channel that is unavailable is asked for again', async () => {
  const types: unknown[] = [];
  const scripted = await scriptedServer(({ type }, socket) => {
    types.push(type);
    if (type === 'hello') {
      welcome(socket);
      say(socket, { type: 'novelty', channel: 'pageviews' });
      say(socket, { type: 'ping' });
    } else if (type === 'subscribe' && types.filter((each) => each === 'subscribe').length === 1) {
      say(socket, { type: 'error', code: 'unavailable', message: 'Later', channel: 'pageviews' });
    }
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => types).toEqual(['hello', 'subscribe', 'pong', 'subscribe']);
  expect(await heard()).toEqual([]);
  await scripted.close();
});

test('whoever stops while the channel is unavailable and begins again is subscribed', async () => {
  const types: unknown[] = [];
  const scripted = await scriptedServer(({ type }, socket) => {
    types.push(type);
    const channel = 'pageviews';
    if (type === 'hello') return welcome(socket);
    if (type === 'unsubscribe') return say(socket, { type: 'error', code: 'not_subscribed', message: 'No', channel });
    const code = types.filter((each) => each === 'subscribe').length === 1 ? 'unavailable' : 'already_subscribed';
    say(socket, { type: 'error', code, message: 'No', channel });
  });
  await bed.page.clock.install();
  await bed.page.clock.pauseAt(Date.now() + 60_000);
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => types).toContain('subscribe');
  await bed.page.evaluate('stop(); stop = feed.subscribe("pageviews", listener)');
  const asked = ['hello', 'subscribe', 'unsubscribe', 'subscribe'];
  await expect.poll(() => types).toEqual(asked);
  await bed.page.clock.runFor(2_000);
  await expect.poll(() => types).toEqual([...asked, 'subscribe']);
  expect(await heard()).toEqual([]);
  await scripted.close();
});

test('what a server says that is cut off from others is told', async () => {
  const scripted = await scriptedServer(({ type }, socket) => {
    if (type === 'hello') welcome(socket);
    if (type !== 'subscribe') return;
    say(socket, { type: 'notice', code: 'delayed', message: 'Later' });
    say(socket, { type: 'notice', code: 'on_time' });
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}', onNotice: (notice) => (window.notices ??= []).push(notice) }`);
  await expect
    .poll(() => bed.page.evaluate('window.notices'))
    .toEqual([{ code: 'delayed', message: 'Later' }, { code: 'on_time' }]);
  await scripted.close();
});

test('a page that has the network back, or wakes up, asks at once whether its connection is there', async () => {
  const types: unknown[] = [];
  const scripted = await scriptedServer(({ type }, socket) => {
    types.push(type);
    if (type === 'hello') welcome(socket);
    if (type === 'ping') say(socket, { type: 'pong' });
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => types).toEqual(['hello', 'subscribe']);
  for (const event of ['window.dispatchEvent(new Event("online"))', 'document.dispatchEvent(new Event("resume"))']) {
    types.length = 0;
    await bed.page.evaluate(event);
    await expect.poll(() => types).toEqual(['ping']);
  }
  await scripted.close();
});

test('a page that has the network back does not wait for its turn', async () => {
  let connections = 0;
  const scripted = await scriptedServer(({ type }, socket, connection) => {
    connections = connection;
    if (type === 'hello' && connection === 1) socket.close(4029);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(states).toContain(4029);
  expect((await bed.page.evaluate('states.at(-1)')) as object).toMatchObject({ state: 'waiting' });
  await bed.page.evaluate('window.dispatchEvent(new Event("online"))');
  await expect.poll(() => connections).toBe(2);
  await scripted.close();
});
