import { addDeadLetter, startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';
import { SocketClient } from './socket-client.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const metrics = (headers: Record<string, string> = {}) => send(`${server.url}/metrics`, { headers });

/** Values by name and labels, as they are written. */
async function values(): Promise<Map<string, number>> {
  const { text } = await metrics();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('who may read them', () => {
  it('programs of this machine, and whoever has the admin key', async () => {
    const own = await metrics();
    expect([own.status, own.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect((await metrics({ 'X-Admin-Key': server.adminKey })).status).toBe(200);
  });

  it('not what a proxy on this machine passes on without it, nor who gives a wrong one', async () => {
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via']) {
      expect((await metrics({ [name]: '127.0.0.1' })).status).toBe(401);
      expect((await metrics({ [name]: '203.0.113.9', 'X-Admin-Key': server.adminKey })).status).toBe(200);
    }
    for (const key of ['', 'wrong']) expect((await metrics({ 'X-Admin-Key': key })).status).toBe(401);
  });
});

it('they tell of requests, events, batches, caches and threads', async () => {
  const track = (headers: Record<string, string> = {}) =>
    send(`${server.url}/api/track/pageview`, {
      headers: { ...BROWSER, ...headers },
      body: aPageview({ url: 'https://shop.test/same' }),
    });
  const key = { 'X-API-Key': server.project.publicKey };
  for (let i = 0; i < 3; i++) expect((await track(key)).status).toBe(202);
  expect((await track()).status).toBe(401);
  await send(`${server.url}/l/none`);
  await send(`${server.url}/api/health/live`);
  await send(`${server.url}/nowhere`);
  await addDeadLetter(server.dataDir, { project: server.project.id, kind: 'nonsense', receivedAt: Date.now() });
  await expect.poll(async () => (await values()).get('micrologs_events_waiting')).toBe(0);

  const told = await values();
  const requests = (operation: string, status: string) =>
    told.get(`micrologs_http_request_seconds_count{operation="${operation}",status="${status}"}`);
  expect([
    requests('trackPageview', '2xx'),
    requests('trackPageview', '4xx'),
    requests('openShortLink', '4xx'),
    requests('getLiveness', '2xx'),
    requests('none', '4xx'),
    requests('getLedger', '2xx'),
  ]).toEqual([3, 1, 1, 1, 1, undefined]);
  expect(told.get('micrologs_http_request_seconds_bucket{operation="trackPageview",status="2xx",le="+Inf"}')).toBe(3);
  expect(told.get('micrologs_http_request_seconds_sum{operation="trackPageview",status="2xx"}')).toBeGreaterThan(0);

  const events = (name: string) => told.get(`micrologs_${name}`);
  expect(events('events_received_total')).toBe(4);
  expect(events('events_stored_total')).toBe(1);
  expect(events('events_dropped_total{reason="repeated_view"}')).toBe(2);
  expect(events('dead_letters')).toBe(1);
  expect([events('queue_ok'), events('queue_lag_seconds')]).toEqual([1, 0]);
  expect(events('batch_events_sum')).toBe(3);
  expect(events('batch_seconds_count')).toBe(events('batch_events_count'));
  expect([events('pipeline_events_total'), events('partitions_held')]).toEqual([3, 64]);
  const node = [...told.keys()].find((name) => name.startsWith('micrologs_node_silent_seconds{'));
  expect(node).toMatch(/role="all"/);
  expect(told.get(node!)).toBeLessThan(60);
  expect([events('cache_misses_total{cache="devices"}'), events('cache_hits_total{cache="devices"}')]).toEqual([1, 2]);
  const report = () =>
    send(`${server.url}/api/analytics/visitors`, { headers: { 'X-API-Key': server.project.secretKey } });
  const [first, again] = [await report(), await report()];
  expect([first.status, again.text]).toEqual([200, first.text]);
  const reports = (outcome: string) => `micrologs_cache_${outcome}_total{cache="reports"}`;
  const afterwards = await values();
  expect([afterwards.get(reports('misses')), afterwards.get(reports('hits'))]).toEqual([1, 1]);
  expect((await values()).get('micrologs_cache_misses_total{cache="changing_days"}')).toBeGreaterThan(0);
  expect(events('webhook_attempts_total{outcome="failed"}')).toBe(0);
  expect(events('event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThan(0);
  for (const thread of ['http', 'storing']) {
    expect(events(`thread_active_seconds_total{thread="${thread}"}`)).toBeGreaterThan(0);
    expect(events(`thread_heap_bytes{thread="${thread}"}`)).toBeGreaterThan(1_000_000);
  }
  expect(events('resident_memory_bytes')).toBeGreaterThan(10_000_000);
});

it('they tell how many listen', async () => {
  const listening = async () => (await values()).get('micrologs_realtime_connections');
  expect(await listening()).toBe(0);
  const client = await SocketClient.open(server.url, server.project.secretKey);
  const stream = new AbortController();
  const { status } = await fetch(`${server.url}/api/realtime/sse?channel=pageviews`, {
    headers: { 'X-API-Key': server.project.secretKey },
    signal: stream.signal,
  });
  expect([status, await listening()]).toEqual([200, 2]);
  client.socket.close();
  stream.abort();
  await expect.poll(listening).toBe(0);
});
