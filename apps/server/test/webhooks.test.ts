import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type TestServer, WebhookReceiver } from '@micrologs/testing';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let folder: string;
let server: TestServer;
let receiver: WebhookReceiver;

const start = (env: Record<string, string> = {}) =>
  startServer({ dataDir: folder, env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', ...env } });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-webhooks-'));
  receiver = await WebhookReceiver.start();
  server = await start();
});

afterEach(async () => {
  await server.stop();
  await receiver.close();
  await rm(folder, { recursive: true });
});

async function ask(operation: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.url}/api/${operation}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'X-API-Key': server.project.secretKey, 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const { data, message } = (await answer.json()) as { data: Record<string, unknown>; message: string };
  if (!answer.ok) throw new Error(`${operation} answered ${answer.status}: ${message}`);
  return data;
}

async function makeEndpoint(triggers: object[] = [{ type: 'error_group.created' }]) {
  const made = await ask('webhooks/create', { url: receiver.url(), triggers });
  return { id: (made.webhook as { id: number }).id, secret: made.secret as string };
}

const deliveries = async () => (await ask('webhooks/deliveries')).deliveries as Record<string, unknown>[];
const idsOf = (list: WebhookReceiver['received']) => list.map(({ headers }) => headers['webhook-id']);

it('tells of a new error once it is stored', async () => {
  const { secret } = await makeEndpoint();
  await ask('track/error', { message: 'x is null', error_type: 'TypeError', environment: 'production' });
  await vi.waitUntil(() => receiver.received.length === 1, { timeout: 30_000 });
  const { headers, body } = receiver.received[0]!;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'error_group.created',
    project: { id: server.project.id, name: server.project.name },
    data: { summary: 'New error in production: TypeError: x is null', environment: 'production' },
  });
});

it('shows one endpoint as the list does', async () => {
  await makeEndpoint();
  const { id } = await makeEndpoint([{ type: 'dead_letters.added' }]);
  const { webhooks } = (await ask('webhooks/list')) as { webhooks: { id: number }[] };
  expect(await ask(`webhooks/detail?id=${id}`)).toEqual(webhooks.find((webhook) => webhook.id === id));
  await expect(ask(`webhooks/detail?id=${id + 1}`)).rejects.toThrow('answered 404: Webhook not found');
});

it('delivers after a sudden death what was committed before it, under the same id', async () => {
  const { id } = await makeEndpoint();
  // Two are under way and never answered, the third waits for them.
  receiver.answer = () => undefined;
  const events: unknown[] = [];
  for (let i = 0; i < 3; i++) events.push((await ask('webhooks/ping', { id })).event_id);
  await vi.waitUntil(async () => receiver.received.length === 2 && (await deliveries()).length === 3, {
    timeout: 30_000,
  });
  await server.kill();
  receiver.answer = (response) => response.end('ok');
  server = await start();
  await vi.waitUntil(async () => (await deliveries()).every(({ status }) => status === 'delivered'), {
    timeout: 30_000,
  });
  expect(idsOf(receiver.received.slice(2)).sort()).toEqual([...events].sort());
  expect(new Set(idsOf(receiver.received))).toEqual(new Set(events));
  expect((await deliveries()).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
});

it('is disabled by a 410, enabled by its owner, and told again what it missed, signed with both of its secrets', async () => {
  const { id, secret } = await makeEndpoint();
  receiver.answer = (response) => response.writeHead(410).end('not here');
  await ask('track/error', { message: 'x is null' });
  const [webhook] = await vi.waitUntil(async () => {
    const webhooks = (await ask('webhooks/list')).webhooks as Record<string, unknown>[];
    return webhooks[0]!.is_enabled ? null : webhooks;
  }, 30_000);
  expect(webhook).toMatchObject({ id, disabled_reason: 'gone' });
  expect(await deliveries()).toMatchObject([{ status: 'failed', response_status: 410, response_body: 'not here' }]);

  receiver.answer = (response) => response.end('ok');
  await ask('webhooks/edit', { id, is_enabled: true });
  const rotated = await ask('webhooks/rotate-secret', { id });
  expect(await ask('webhooks/replay', { id, from: 0, status: 'failed' })).toEqual({ deliveries: 1 });
  await vi.waitUntil(() => receiver.received.length === 2, { timeout: 30_000 });
  const [missed, again] = receiver.received;
  expect(again!.headers['webhook-id']).toBe(missed!.headers['webhook-id']);
  for (const each of [secret, rotated.secret as string]) {
    expect(new Webhook(each).verify(again!.body, again!.headers as Record<string, string>)).toMatchObject({
      data: { message: 'x is null' },
    });
  }
  expect(await ask('webhooks/delete', { id })).toEqual({ id });
  expect(await deliveries()).toEqual([]);
});

it('goes to no address inside unless the operator allows it', async () => {
  const { id } = await makeEndpoint();
  await server.stop();
  server = await start({ WEBHOOK_ALLOWED_NETWORKS: '10.0.0.0/8' });
  await ask('webhooks/ping', { id });
  await vi.waitUntil(async () => (await deliveries())[0]?.status === 'failed', { timeout: 30_000 });
  expect(await deliveries()).toMatchObject([{ error: '127.0.0.1 is not a public address', response_status: null }]);
  expect(receiver.received).toEqual([]);
});

it('stops in time while a receiver hangs', async () => {
  const { id } = await makeEndpoint();
  receiver.answer = () => undefined;
  await ask('webhooks/ping', { id });
  await vi.waitUntil(() => receiver.received.length === 1, { timeout: 30_000 });
  expect(await server.stop()).toBe(0);
  server = await start();
  expect(await deliveries()).toMatchObject([{ attempts: 0, status: 'pending' }]);
});
