import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Loss, Micrologs, type MicrologsOptions } from '../src/index.ts';
import { cut, hang, json, refusal, reset, type ScriptedServer, scriptedServer } from './scripted-server.ts';

/** For what comes in its own time on a busy machine. */
const AMPLE_MS = 60_000;

let server: ScriptedServer;
let client: Micrologs;
let losses: Loss[];

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  server = await scriptedServer();
  losses = [];
});

afterEach(async () => {
  vi.useRealTimers();
  await client.close(0);
  await server.stop();
  vi.restoreAllMocks();
});

/** One that sends at a flush alone, unless told otherwise, and does not wait long between attempts. */
function connect(options: Partial<MicrologsOptions> = {}) {
  client = new Micrologs({
    host: server.url,
    key: 'k',
    flushAt: 1_000,
    flushIntervalMs: 600_000,
    retryBaseMs: 1,
    retryMaxMs: 4,
    timeoutMs: AMPLE_MS,
    onLoss: (loss) => losses.push(loss),
    ...options,
  });
  return client;
}

const messages = () => server.events().map(({ message }) => message);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `e${index}`);

it('[D1] events have ids and times, and leave in order, in batches, one at a time', async () => {
  connect({ maxBatchSize: 10 });
  for (const message of numbered(25)) client.error(message);
  expect(await client.flush(AMPLE_MS)).toBe(true);
  expect(server.received.map(({ events }) => events.length)).toEqual([10, 10, 5]);
  expect(messages()).toEqual(numbered(25));
  expect(new Set(server.events().map(({ event_id }) => event_id)).size).toBe(25);
  for (const { event_id, occurred_at } of server.events()) {
    expect(event_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Date.parse(occurred_at as string)).not.toBeNaN();
  }
  const { method, path, headers } = server.received[0]!;
  expect({ method, path, key: headers['x-api-key'] }).toEqual({ method: 'POST', path: '/api/track/batch', key: 'k' });
  expect(headers['user-agent']).toBe('micrologs-node/2.0.0');
});

it('[D1] a batch has at most 512 KiB of JSON, and is compressed', async () => {
  connect();
  const context = { text: 'x'.repeat(60_000) };
  for (const message of numbered(20)) client.error(message, { context });
  await client.flush(AMPLE_MS);
  expect(messages()).toEqual(numbered(20));
  for (const { body, headers } of server.received) {
    expect(body.length).toBeLessThanOrEqual(512 * 1024);
    expect(headers['content-encoding']).toBe('gzip');
  }
  expect(server.received.length).toBe(3);
});

it('[D2] flushAt events leave without a flush', async () => {
  connect({ flushAt: 3 });
  for (const message of numbered(3)) client.error(message);
  await vi.waitFor(() => expect(messages()).toEqual(numbered(3)), 20_000);
});

it('[D2] fewer leave once flushInterval has passed', async () => {
  connect({ flushIntervalMs: 1 });
  client.audit('a');
  await vi.waitFor(() => expect(server.events()).toHaveLength(1), 20_000);
});

it.each([
  ['a reset', reset],
  ['a cut answer', cut],
  ['no JSON', json(202, undefined)],
  ['JSON of another shape', json(202, { ok: 1 })],
  ['408', refusal(408, 'late')],
  ['425', refusal(425, 'early')],
  ['429', refusal(429, 'many')],
  ['500', refusal(500, 'fault')],
  ['503', refusal(503, 'away')],
])('[D3] the same events are sent again after %s', async (_name, answer) => {
  connect();
  server.next(answer, answer);
  for (const message of numbered(3)) client.error(message);
  expect(await client.flush(AMPLE_MS)).toBe(true);
  const ids = server.received.map(({ events }) => events.map(({ event_id }) => event_id));
  expect(ids).toEqual([ids[0], ids[0], ids[0]]);
  expect(losses).toEqual([]);
});

it('[D3] the same events are sent again after a timeout', async () => {
  connect({ timeoutMs: 5_000 });
  // The clock goes on when the server has the request, and stands still for the second one.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server.next(() => vi.advanceTimersByTime(5_000));
  client.error('late');
  expect(await client.flush(AMPLE_MS)).toBe(true);
  const [first, second, ...more] = server.received;
  expect(second!.body).toBe(first!.body);
  expect(more).toEqual([]);
});

it('[D3] Retry-After is obeyed', async () => {
  connect();
  server.next(refusal(503, 'away', { 'Retry-After': '1' }));
  client.error('later');
  const before = performance.now();
  expect(await client.flush(AMPLE_MS)).toBe(true);
  // Timers may be early by a little.
  expect(performance.now() - before).toBeGreaterThanOrEqual(995);
  expect(server.received).toHaveLength(2);
});

it('[D4] a 400 with results is taken item by item', async () => {
  connect();
  const results = [{ index: 0, event_id: null, status: 'rejected', message: 'no' }];
  server.next(json(400, { success: false, message: 'All events were rejected', data: { results } }));
  client.error('bad');
  expect(await client.flush(AMPLE_MS)).toBe(true);
  expect(losses).toEqual([{ reason: 'rejected', count: 1, message: 'no' }]);
});

it('[D4] after a 413 the batch is halved, and one event too large is lost alone', async () => {
  connect();
  const tooLarge = refusal(413, 'Payload too large');
  server.next(tooLarge, tooLarge, tooLarge);
  for (const message of numbered(4)) client.error(message);
  expect(await client.flush(AMPLE_MS)).toBe(true);
  expect(server.received.map(({ events }) => events.length)).toEqual([4, 2, 1, 1, 2]);
  expect(losses).toMatchObject([{ reason: 'too_large', count: 1 }]);
  expect(server.received.slice(3).flatMap(({ events }) => events.map(({ message }) => message))).toEqual([
    'e1',
    'e2',
    'e3',
  ]);
});

it.each([
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'rejected'],
  [302, 'rejected'],
])('[D4] after a %i the batch is lost', async (status, reason) => {
  connect();
  server.next(refusal(status, 'no', { Location: '/elsewhere' }));
  for (const message of numbered(2)) client.error(message);
  expect(await client.flush(AMPLE_MS)).toBe(true);
  expect(losses).toEqual([{ reason, count: 2, message: `${status}: no` }]);
  expect(server.received).toHaveLength(1);
});

it('[D5] rejected items are lost, duplicates are not', async () => {
  connect();
  const results = [
    { index: 0, status: 'duplicate' },
    { index: 1, status: 'rejected', message: 'message is required' },
    { index: 2, status: 'queued' },
  ];
  server.next(json(202, { success: true, message: 'OK', data: { results } }));
  const deliveries = numbered(3).map((message) => client.error(message));
  await client.flush(AMPLE_MS);
  expect(losses).toEqual([{ reason: 'rejected', count: 1, message: 'message is required' }]);
  expect((await Promise.all(deliveries)).map((outcome) => outcome?.data?.queued ?? null)).toEqual([true, null, true]);
});

it('[D6] a full queue refuses the newest event', async () => {
  connect({ maxQueueSize: 3 });
  const taken = numbered(5).map((message) => client.error(message).isQueued);
  expect(taken).toEqual([true, true, true, false, false]);
  await client.flush(AMPLE_MS);
  expect(messages()).toEqual(numbered(3));
  expect(client.losses).toEqual({ queue_full: 2 });
});

it('[D6] memory is bounded by bytes, too', () => {
  connect({ maxQueueBytes: 10_000 });
  for (const message of numbered(50)) client.error(message, { stack: 's'.repeat(1_000) });
  expect(client.queued).toBeLessThan(10);
  expect(client.losses.queue_full).toBe(50 - client.queued);
});

it('[D6] an event above 64 KB loses its context, then the end of its stack', async () => {
  connect();
  client.error('context', { context: { text: 'x'.repeat(70_000) }, stack: 'short' });
  client.error('stack', { stack: 'ä'.repeat(60_000) });
  client.audit('too large'.repeat(10_000));
  await client.flush(AMPLE_MS);
  expect(server.events()).toMatchObject([{ message: 'context', context: null, stack: 'short' }, { message: 'stack' }]);
  expect(server.events()[1]!.stack).toMatch(/^ä{8000,}$/);
  expect(losses).toMatchObject([{ reason: 'too_large', count: 1 }]);
});

it('[D7] a hook that throws or rejects harms nothing', async () => {
  const fault = vi.fn(() => {
    throw new Error('hook');
  });
  connect({ maxQueueSize: 1, onLoss: fault });
  for (const message of numbered(3)) client.error(message);
  expect(fault).toHaveBeenCalledTimes(2);
  await client.close(AMPLE_MS);
  connect({ maxQueueSize: 1, onLoss: () => Promise.reject(new Error('hook')) });
  for (const message of numbered(3)) client.error(message);
  expect(await client.flush(AMPLE_MS)).toBe(true);
});

it('[D7] a hook may capture, also where that is lost in turn', async () => {
  connect({ maxQueueSize: 1, onLoss: ({ message }) => client.error(message) });
  for (const message of numbered(3)) client.error(message);
  expect(client.losses).toEqual({ queue_full: 4 });
});

it('[D8] flush tells what it did not reach, close counts it, and nothing is taken afterwards', async () => {
  connect();
  server.next(hang);
  for (const message of numbered(3)) client.error(message);
  expect(await client.flush(20)).toBe(false);
  expect(client.queued).toBe(3);
  expect(await client.close(20)).toBe(false);
  expect(client.queued).toBe(0);
  expect(client.error('after').isQueued).toBe(false);
  expect(client.losses).toEqual({ undelivered: 3, closed: 1 });
});

it('[D8] a flush waits for what was captured before it alone', async () => {
  connect({ maxBatchSize: 1 });
  client.error('before');
  const flushed = client.flush(AMPLE_MS);
  client.error('after');
  expect(await flushed).toBe(true);
  expect(client.queued).toBe(1);
});

it('[D9] what is captured while the server is away arrives once, in order, when it is back', async () => {
  const port = Number(new URL(server.url).port);
  connect({ flushAt: 10, maxQueueSize: 200, maxBatchSize: 50 });
  await server.stop();
  for (const message of numbered(250)) client.error(message);
  expect(await client.flush(50)).toBe(false);
  server = await scriptedServer(port);
  expect(await client.flush(AMPLE_MS)).toBe(true);
  expect(messages()).toEqual(numbered(200));
  expect(client.losses).toEqual({ queue_full: 50 });
});

it('[D10] beforeSend changes and drops; when it fails the event goes as it was', async () => {
  connect({
    beforeSend(event) {
      if (event.message === 'drop') return null;
      event.extra = true;
      if (event.message === 'fail') throw new Error('beforeSend');
      return { ...event, message: `${event.message}!`, event_id: 'other' };
    },
  });
  const deliveries = ['change', 'drop', 'fail'].map((message) => client.error(message));
  expect(deliveries.map(({ isQueued }) => isQueued)).toEqual([true, false, true]);
  await client.flush(AMPLE_MS);
  expect(messages()).toEqual(['change!', 'fail']);
  expect(server.events().map(({ event_id }) => event_id)).toEqual([deliveries[0]!.eventId, deliveries[2]!.eventId]);
  expect(server.events()[1]).not.toHaveProperty('extra');
  expect(losses).toEqual([]);
});

it.each([0, 10_000])('a batch size of %i is brought to what makes sense', async (maxBatchSize) => {
  connect({ maxBatchSize });
  for (const message of numbered(3)) client.error(message);
  expect(await client.flush(AMPLE_MS)).toBe(true);
  expect(messages()).toEqual(numbered(3));
});

it('what cannot be read is lost, and told so', () => {
  connect();
  const context = new Proxy(
    {},
    {
      ownKeys: () => {
        throw Object.create(null);
      },
    },
  );
  expect(client.error('kept', { context }).isQueued).toBe(true);
  const options = Object.defineProperty({}, 'type', {
    enumerable: true,
    get: () => {
      throw Object.create(null);
    },
  });
  expect(client.error('lost', options).isQueued).toBe(false);
  expect(losses).toEqual([{ reason: 'rejected', count: 1, message: 'The event cannot be read' }]);
});

it('awaiting a delivery sends it at once and gives the envelope', async () => {
  connect();
  const delivery = client.error('now');
  expect(await delivery).toEqual({ success: true, message: 'OK', data: { queued: true, event_id: delivery.eventId } });
  expect(await delivery).toMatchObject({ success: true });
});

it('awaiting what cannot be delivered gives null after the timeout, and the event still waits', async () => {
  connect({ timeoutMs: 500 });
  server.next(hang, hang);
  expect(await client.error('late')).toBeNull();
  expect(client.queued).toBe(1);
  expect(await client.flush(AMPLE_MS)).toBe(true);
});

it('a client that is not enabled takes nothing', async () => {
  connect({ enabled: false });
  expect(await client.error('x')).toBeNull();
  expect(losses).toEqual([]);
});

it('sampling leaves errors out, and audit entries in', async () => {
  connect({ sampleRate: 0 });
  expect(client.error('x').isQueued).toBe(false);
  expect(client.audit('x').isQueued).toBe(true);
});
