import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MINUTE_MS, UNKNOWN_DEVICE } from '@micrologs/domain';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Command, command, outcome } from './processes.ts';
import { BROWSER, send } from './requests.ts';
import { useSharedServices } from './shared-services.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const VISIT = { visitor_id: 'visitor-1', session_token: 'session-1' };

const services = useSharedServices();
let folder: string;
let env: Record<string, string>;
let database: string;
let api: TestServer;
let worker: Command;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-watched-'));
  env = await services.newInstallation();
  database = new URL(env.DATABASE_URL!).pathname.slice(1);
  api = await startServer({ role: 'api', env });
  worker = command(['worker', '--concurrency', '2', '--metrics-port', '0'], {
    ...env,
    DATA_DIR: path.join(folder, 'worker'),
  });
});
afterAll(async () => {
  const end = once(worker.child, 'close');
  worker.child.kill('SIGTERM');
  await end;
  await api.stop();
  await rm(folder, { recursive: true });
});

const read = async (below: string) =>
  (await send(`${api.url}/api/${below}`, { headers: { 'X-API-Key': api.project.secretKey } })).json.data;

async function sendView(page: string, occurredAt: number): Promise<void> {
  const { stored } = await read('analytics/ledger');
  const body = { ...VISIT, url: `https://shop.test/${page}`, occurred_at: new Date(occurredAt).toISOString() };
  const headers = { ...BROWSER, 'X-API-Key': api.project.publicKey };
  const answer = await send(`${api.url}/api/track/pageview`, { headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(202);
  await expect.poll(async () => (await read('analytics/ledger')).stored, WAIT).toBe(stored + 1);
}

it('an API process tells of the workers that store its events', async () => {
  const workers = async () => (await send(`${api.url}/api/health`)).json.checks.workers;
  await expect.poll(workers, WAIT).toMatchObject({ status: 'ok', alive: 1, silent: 0, partitions: 64 });
  await sendView('first', Date.now());
  const figures = async () => (await send(`${api.url}/metrics`)).text;
  await expect.poll(figures, WAIT).toMatch(/^micrologs_node_events_total\{node="[^"]+",role="worker"\} 1$/m);
  // Its pipelines share them, and hold fewer while one hands some to the other.
  await expect.poll(figures, WAIT).toMatch(/^micrologs_node_partitions\{node="[^"]+",role="worker"\} 64$/m);
  const text = await figures();
  expect(text).toMatch(/^micrologs_events_stored_total 1$/m);
  expect(text).toMatch(/^micrologs_partitions_held 0$/m);
});

it('what an API process replays is known to the worker that has the visitor in mind', async () => {
  const start = Date.now();
  const before = await read('analytics/sessions');
  await sendView('in-mind', start - 2 * MINUTE_MS);
  const late = {
    kind: 'pageview',
    project: api.project.id,
    receivedAt: start - MINUTE_MS,
    id: 'late',
    idGiven: true,
    device: UNKNOWN_DEVICE,
    body: { ...VISIT, url: 'https://shop.test/late' },
  };
  await services.mariaDb.administer(
    `INSERT INTO ${database}.dead_letters (project_id, kind, received_at, reason, event)
     VALUES (${late.project}, 'pageview', ${late.receivedAt}, 'a test', '${JSON.stringify(late)}')`,
  );
  const headers = { 'X-Admin-Key': api.adminKey };
  const replayed = await send(`${api.url}/api/dead-letters/replay`, { headers, body: '{"all":true}' });
  expect(replayed.json.data).toEqual({ replayed: 1, failed: 0, failures: [] });
  await sendView('afterwards', start);
  const { total_sessions, avg_pages_per_session } = await read('analytics/sessions');
  expect(total_sessions).toBe(before.total_sessions);
  expect(avg_pages_per_session * total_sessions).toBe(before.avg_pages_per_session * before.total_sessions + 3);
});

it('a worker tells of its own figures where it was told to, and of nothing else', async () => {
  await worker.says(/"metricsUrl":"/);
  const url = /"metricsUrl":"([^"]+)"/.exec(worker.output())![1]!;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  await sendView('of-its-own', Date.now());
  await expect.poll(async () => (await send(url)).text, WAIT).toMatch(/^micrologs_partitions_held 64$/m);
  const { status, headers, text } = await send(url);
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const value = (name: string) => Number(new RegExp(`^micrologs_${name} (.+)$`, 'm').exec(text)?.[1]);
  // Of both pipelines.
  expect(value('pipeline_events_total')).toBe(value('batch_events_sum'));
  expect(value('batch_events_sum')).toBeGreaterThan(0);
  expect(value('thread_heap_bytes\\{thread="storing"\\}')).toBeGreaterThan(1_000_000);
  expect(value('thread_active_seconds_total\\{thread="main"\\}')).toBeGreaterThan(0);
  expect(value('cache_misses_total\\{cache="visitors"\\}')).toBeGreaterThan(0);
  expect(value('sealing_days_due')).toBe(0);
  // What belongs to the installation would count twice.
  expect(text).not.toMatch(/micrologs_(events_|node_|queue_)/);
  expect((await send(new URL('/', url).href)).status).toBe(404);
  expect((await send(url, { method: 'POST', body: '' })).status).toBe(404);
});

it('a worker that cannot tell of its figures says why, and ends', async () => {
  const port = new URL(api.url).port;
  const second = await outcome(['worker', '--metrics-port', port], { ...env, DATA_DIR: path.join(folder, 'second') });
  expect(second.code).toBe(2);
  expect(second.output).toContain(`Metrics cannot be served on port ${port} of 127.0.0.1 (EADDRINUSE)`);
});
