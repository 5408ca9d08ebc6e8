import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DAY_MS, type WebhookDelivery, type WebhookEndpoint } from '@micrologs/domain';
import type { NewWebhookEndpoint, WritableStorage } from '@micrologs/storage';
import { anAct, aProject, aWebhookEndpoint, aWebhookEvent } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { WebhookReceiver } from '@micrologs/testing';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Delivering, type DeliveringOptions } from '../src/index.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let folder: string;
let storage: WritableStorage;
let delivering: Delivering | null;
let receiver: WebhookReceiver;
let project: number;
let now: number;
let warnings: string[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'micrologs-webhooks-'));
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  receiver = await WebhookReceiver.start();
  delivering = null;
  now = Date.now();
  warnings = [];
  project = (await storage.projects.create(aProject({ name: 'Shop' }), anAct())).id;
});

afterEach(async () => {
  await delivering?.stop();
  await receiver.close();
  await storage.close();
  rmSync(folder, { recursive: true });
});

async function start(given: Partial<DeliveringOptions> = {}): Promise<Delivering> {
  await storage.ingest.acquireLease('me', DAY_MS);
  delivering = new Delivering({
    store: storage.webhooks,
    owner: 'me',
    isAllowed: (address) => address === '127.0.0.1',
    version: '1.2.3',
    log: { info: () => {}, warn: (_, message) => warnings.push(message) },
    clock: () => now,
    random: () => 0.5,
    lookEveryMs: 1,
    ...given,
  });
  return delivering;
}

const makeEndpoint = (given: Partial<NewWebhookEndpoint> = {}): Promise<WebhookEndpoint> =>
  storage.webhooks.create(aWebhookEndpoint({ project, url: receiver.url(), ...given }), anAct());
const happen = (...keys: string[]) =>
  storage.webhooks.addEvents(
    keys.map((dedupeKey) =>
      aWebhookEvent({ project, dedupeKey, data: JSON.stringify({ summary: dedupeKey, severity: 'error' }) }),
    ),
  );
const log = () => storage.webhooks.deliveries({ project, limit: 100 });
const logged = async (isThere: (deliveries: WebhookDelivery[]) => boolean) => {
  await expect.poll(async () => isThere(await log())).toBe(true);
  return log();
};
const attempted = (attempts: number) => logged(([newest]) => newest?.attempts === attempts);

it('delivers what happened, signed so that the library of Standard Webhooks verifies it', async () => {
  const secret = 'whsec_dGhlIHNlY3JldCBvZiB0aGlzIHRlc3Q=';
  await makeEndpoint({ secrets: [{ secret, expiresAt: null }] });
  await happen('Something broke');
  await start();
  const [delivery] = await logged(([one]) => one?.status === 'delivered');
  expect(delivery).toMatchObject({ attempts: 1, responseStatus: 200, responseBody: 'ok', error: '' });
  const { headers, body } = receiver.received[0]!;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'error_group.created',
    project: { id: project, name: 'Shop' },
    data: { summary: 'Something broke', severity: 'error' },
  });
  expect(headers).toMatchObject({
    'webhook-id': delivery!.event.id,
    'content-type': 'application/json',
    'user-agent': 'Micrologs/1.2.3',
  });
  expect(delivering!.status()).toEqual({ underWay: 0, delivered: 1, failed: 0, failure: null });
});

it('tries again when it is time, under the same id, until it has arrived', async () => {
  await makeEndpoint();
  receiver.answer = (response) => response.writeHead(503, { 'retry-after': '600' }).end('busy');
  await happen('one');
  await start();
  const [first] = await attempted(1);
  expect(first).toMatchObject({ status: 'pending', responseStatus: 503, responseBody: 'busy', error: 'Answered 503' });
  expect(first!.nextAttemptAt).toBe(now + 600_000);
  receiver.answer = (response) => response.writeHead(302, { location: receiver.url() }).end();
  now += 600_000;
  expect((await attempted(2))[0]).toMatchObject({ error: 'Answered 302; redirects are not followed' });
  receiver.answer = (response) => response.end('ok');
  now += DAY_MS;
  expect((await attempted(3))[0]).toMatchObject({ status: 'delivered', nextAttemptAt: null });
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(first!.event.id));
});

it('gives up an attempt that hangs, and another endpoint does not wait for it', async () => {
  const hanging = await WebhookReceiver.start();
  hanging.answer = () => undefined;
  const slow = await makeEndpoint({ url: hanging.url() });
  await happen('a', 'b', 'c', 'd', 'e');
  await start({ timeoutMs: 60_000 });
  await expect.poll(() => hanging.received.length).toBe(2);
  const fast = await makeEndpoint();
  await happen('f');
  await logged((all) => all.some(({ endpoint, status }) => endpoint === fast.id && status === 'delivered'));
  // No more at once to one that does not answer.
  expect(hanging.received).toHaveLength(2);
  expect(delivering!.status().underWay).toBe(2);
  await delivering!.stop();
  // Nobody knows whether those arrived: they are as they were.
  expect((await log()).filter(({ endpoint }) => endpoint === slow.id).map(({ attempts }) => attempts)).toEqual(
    Array(6).fill(0),
  );
  await start({ timeoutMs: 50 });
  const all = await logged((each) => each.every(({ attempts }) => attempts > 0));
  expect(all.find(({ endpoint }) => endpoint === slow.id)).toMatchObject({ error: 'No answer in time' });
  await hanging.close();
});

it('gives up an attempt that hangs, also when garbage was collected meanwhile', async () => {
  receiver.answer = () => undefined;
  await makeEndpoint();
  await happen('one');
  await start({ timeoutMs: 1_000 });
  const [attempt] = await logged(([one]) => {
    collectGarbage();
    return one?.attempts === 1;
  });
  expect(attempt).toMatchObject({ status: 'pending', error: 'No answer in time' });
});

it('delivers each of many events once, however many are under way at once', async () => {
  const endpoints = [await makeEndpoint(), await makeEndpoint(), await makeEndpoint()];
  const keys = Array.from({ length: 120 }, (_, i) => `event ${i}`);
  receiver.answer = (response) => setImmediate(() => response.end());
  await start();
  await happen(...keys.slice(0, 60));
  await happen(...keys.slice(60));
  await expect.poll(() => delivering!.status().delivered).toBe(keys.length * endpoints.length);
  await delivering!.stop();
  const counts = new Map<string, number>();
  for (const { headers } of receiver.received) {
    const id = String(headers['webhook-id']);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual(Array(keys.length).fill(endpoints.length));
});

it('disables an endpoint that answers 410, and tells one that asks for that', async () => {
  const gone = await WebhookReceiver.start();
  gone.answer = (response) => response.writeHead(410).end();
  const { id } = await makeEndpoint({ url: gone.url() });
  await makeEndpoint({ triggers: [{ type: 'webhook.disabled' }] });
  await happen('one');
  await start();
  await expect.poll(() => receiver.received.length).toBe(1);
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
    type: 'webhook.disabled',
    data: { endpoint_id: id, reason: 'gone' },
  });
  expect(await storage.webhooks.get(project, id)).toMatchObject({ isEnabled: false, disabledReason: 'gone' });
  await delivering!.stop();
  expect(gone.received).toHaveLength(1);
  expect(warnings).toEqual(['a webhook endpoint is disabled']);
  await gone.close();
});

it('disables an endpoint that fails for days, and tells it for the last time', async () => {
  const { id } = await makeEndpoint();
  receiver.answer = (response) => response.writeHead(500).end();
  await start();
  await happen('one');
  for (let attempts = 1; attempts <= 9; attempts++) {
    await attempted(attempts);
    now += DAY_MS;
  }
  await expect.poll(() => receiver.received.length).toBe(11);
  expect(JSON.parse(receiver.received[10]!.body)).toMatchObject({
    type: 'webhook.disabled',
    data: { endpoint_id: id, reason: 'failing', last_error: 'Answered 500' },
  });
  const [notice, failed] = await logged(([newest]) => newest?.status === 'failed');
  expect([notice!.isOnce, notice!.attempts, failed!.attempts]).toEqual([true, 1, 10]);
  expect(await storage.webhooks.get(project, id)).toMatchObject({ isEnabled: false, disabledReason: 'failing' });
  await happen('two');
  now += DAY_MS;
  expect(await log()).toHaveLength(2);
});

it('connects to nobody inside, whatever the name says at that moment', async () => {
  await makeEndpoint({ url: receiver.url('rebound.test') });
  const said = ['10.0.0.7', '127.0.0.1', '127.0.0.2'];
  await happen('one');
  await start({ resolve: async () => [{ address: said.shift()!, family: 4 }] });
  const [refused] = await attempted(1);
  expect(refused).toMatchObject({ error: '10.0.0.7 (rebound.test) is not a public address', responseStatus: null });
  expect(receiver.received).toEqual([]);
  now += DAY_MS;
  // What is checked is what is connected to: the next answer of the resolver is not asked for.
  expect((await attempted(2))[0]).toMatchObject({ status: 'delivered' });
  expect(said).toEqual(['127.0.0.2']);
});

it('tries a ping once, also while the endpoint is disabled', async () => {
  const { id } = await makeEndpoint();
  await storage.webhooks.update(project, id, { isEnabled: false }, now, anAct());
  receiver.answer = (response) => response.writeHead(500).end();
  await storage.webhooks.addEvents([aWebhookEvent({ project, endpoint: id, type: 'ping', dedupeKey: 'ping' })]);
  await start();
  expect((await attempted(1))[0]).toMatchObject({ status: 'failed', event: { type: 'ping' }, error: 'Answered 500' });
});

it('serves the partitions of its owner only', async () => {
  await makeEndpoint();
  await happen('one');
  const lease = await storage.ingest.acquireLease('another', DAY_MS);
  await start();
  const due = vi.spyOn(storage.webhooks, 'due');
  await expect.poll(() => due.mock.calls.length).toBeGreaterThan(2);
  expect(await log()).toEqual([]);
  await storage.ingest.releaseLease(lease);
  await storage.ingest.acquireLease('me', DAY_MS);
  await logged(([one]) => one?.status === 'delivered');
});

it('goes on when the store is back, without sending again what it could not record', async () => {
  await makeEndpoint();
  await happen('one');
  const record = vi.spyOn(storage.webhooks, 'record');
  for (let i = 0; i < 3; i++) record.mockRejectedValueOnce(new Error('away'));
  await start();
  await logged(([one]) => one?.status === 'delivered');
  expect(receiver.received).toHaveLength(1);
  expect(warnings).toContain('webhooks cannot be delivered at the moment');
});
