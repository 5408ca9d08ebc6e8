import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as behaviours from '../src/behaviours.ts';
import type { Behaviour } from '../src/exchange.ts';
import { FaultyServer } from '../src/faulty-server.ts';

let server: FaultyServer;

beforeEach(async () => {
  server = await FaultyServer.start();
});
afterEach(() => server.down());

const events = ['a', 'b', 'c'].map((event_id) => ({ kind: 'error', event_id, message: `event ${event_id}` }));

function sendBatch(sent: object[] = events) {
  const init = { method: 'POST', body: JSON.stringify({ events: sent }), redirect: 'manual' } as const;
  return fetch(`${server.url}/api/track/batch`, init);
}

/** Asks, and expects to see this of the answer's first line and of the connection: soon, and still after a while. */
async function expectToSee(seen: string): Promise<void> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let text = '';
  let state = 'open';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  socket.once('error', () => {
    state = 'reset';
  });
  socket.once('end', () => {
    state = 'end';
  });
  socket.write('GET /api/links/list HTTP/1.1\r\nHost: test\r\n\r\n');
  const look = () => `${text.split('\r\n')[0]} ${state}`;
  await expect.poll(look).toBe(seen);
  await sleep(300);
  expect(look()).toBe(seen);
  socket.destroy();
}

describe('The server that misbehaves', () => {
  it('stores events once, in order, and tells duplicates', async () => {
    await sendBatch(events.slice(0, 2));
    const answer = await sendBatch();
    expect(answer.status).toBe(202);
    const { data } = (await answer.json()) as { data: { accepted: number; results: { status: string }[] } };
    expect(data.accepted).toBe(3);
    expect(data.results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'queued']);
    expect(server.stored).toEqual(events);
  });

  it('keeps every request as it came, bodies decompressed', async () => {
    const text = JSON.stringify({ events });
    await fetch(`${server.url}/api/track/batch?k=1`, {
      method: 'POST',
      headers: { 'Content-Encoding': 'gzip', 'X-API-Key': 'key' },
      body: gzipSync(text),
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/api/track/batch', body: { events }, events });
    expect(request!.headers['x-api-key']).toBe('key');
    expect([...request!.query]).toEqual([['k', '1']]);
    expect(request!.textBytes).toBe(text.length);
    expect(request!.sentBytes).toBeLessThan(text.length);
  });

  it('follows its script, and then its last resort', async () => {
    server.script([behaviours.refuse(503, { 'Retry-After': '7' }), behaviours.refuse(401)], behaviours.refuse(404));
    const answers = [await sendBatch(), await sendBatch(), await sendBatch(), await sendBatch()];
    expect(answers.map(({ status }) => status)).toEqual([503, 401, 404, 404]);
    expect(answers[0]!.headers.get('Retry-After')).toBe('7');
    expect(server.stored).toEqual([]);
  });

  it('rejects single items with 202 and with 400', async () => {
    server.script([
      behaviours.acceptSome(({ event_id }) => (event_id === 'b' ? 'not this one' : null)),
      behaviours.rejectItems(() => ({ status: 'rejected', message: 'none of them' })),
    ]);
    const some = (await (await sendBatch()).json()) as { data: { rejected: number; results: unknown[] } };
    expect(some.data.rejected).toBe(1);
    expect(some.data.results[1]).toEqual({ index: 1, event_id: null, status: 'rejected', message: 'not this one' });
    const none = await sendBatch();
    expect(none.status).toBe(400);
    expect(server.stored.map(({ event_id }) => event_id)).toEqual(['a', 'c']);
  });

  it('redirects without being asked twice', async () => {
    server.script([behaviours.redirectTo(307, 'http://elsewhere.test/')]);
    const answer = await sendBatch();
    expect([answer.status, answer.headers.get('Location')]).toEqual([307, 'http://elsewhere.test/']);
  });

  it('cuts answers in half after it stored the events', async () => {
    server.script([behaviours.cut]);
    await expect(sendBatch().then((answer) => answer.text())).rejects.toThrow();
    expect(server.stored).toEqual(events);
  });

  it.each<[string, Behaviour, string]>([
    ['hangs', behaviours.hang, ' open'],
    ['hangs within its answer', behaviours.hangInBody, 'HTTP/1.1 200 OK open'],
    ['drips', behaviours.drip, 'HTTP/1.1 200 OK open'],
    ['resets before the headers', behaviours.resetBeforeHeaders, ' reset'],
    ['resets after the headers', behaviours.resetAfterHeaders, 'HTTP/1.1 200 OK reset'],
  ])('%s', async (_, behaviour, seen) => {
    server.script([behaviour]);
    await expectToSee(seen);
  });

  it('refuses connections while it is down, and comes back on its port', async () => {
    const { url } = server;
    await server.down();
    await expect(sendBatch()).rejects.toThrow();
    await server.up();
    expect(server.url).toBe(url);
    expect((await sendBatch()).status).toBe(202);
  });

  it('counts what is under way side by side, and says when something came true', async () => {
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    server.script([], (exchange) => gate.then(() => behaviours.accept()(exchange)));
    const answers = [sendBatch(), sendBatch()];
    await server.until(({ mostAtOnce }) => mostAtOnce === 2);
    goOn();
    await Promise.all(answers);
    await expect(server.until(() => false, 20)).rejects.toThrow('did not come true');
  });
});
