import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMariaDb, startServer, startValkey, WebhookReceiver } from '@micrologs/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { command, outcome } from './processes.ts';
import { BROWSER, send } from './requests.ts';
import { SocketClient } from './socket-client.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const THRESHOLD = 10;
/** Of two endpoints of each project, with the same triggers. */
const PATHS = ['/one', '/two'];

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

it('[R17] tells of each alert once, endpoints and those who listen at any node, though two workers store the events and one of them dies', async () => {
  const mariaDb = await startMariaDb();
  undo.push(() => mariaDb.stop());
  const valkey = await startValkey();
  undo.push(() => valkey.stop());
  const receiver = await WebhookReceiver.start();
  undo.push(() => receiver.close());
  const folder = await mkdtemp(path.join(tmpdir(), 'micrologs-worker-alerts-'));
  undo.push(() => rm(folder, { recursive: true }));
  const env = {
    DATABASE_URL: await mariaDb.createDatabase(),
    VALKEY_URL: valkey.url,
    ADMIN_KEY: 'the-admin-key-of-both',
    IP_HASH_SALT: 'the salt of both',
    RATE_LIMITS: 'off',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
  const api = await startServer({ role: 'api', env });
  undo.push(() => api.stop());
  const another = await startServer({ role: 'api', env });
  undo.push(() => another.stop());
  const workers = [1, 2].map((n) => command(['worker'], { ...env, DATA_DIR: path.join(folder, `worker-${n}`) }));
  for (const { child } of workers) {
    undo.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'close');
    });
  }
  const held = async () => {
    const { stdout } = await outcome(['status', '--json'], { ...env, DATA_DIR: folder });
    const nodes = JSON.parse(stdout).nodes as { role: string; pipelines: { partitions: number }[] }[];
    return nodes.filter(({ role }) => role === 'worker').map(({ pipelines }) => pipelines[0]?.partitions);
  };
  await expect.poll(held, WAIT).toEqual([32, 32]);

  const ask = async (operation: string, headers: Record<string, string>, body: object) => {
    const answer = await send(`${api.url}/api/${operation}`, {
      headers: { ...BROWSER, ...headers },
      body: JSON.stringify(body),
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.json.data;
  };
  // A day's window: whoever takes over knows what was told in the present day, which seldom ends while the test runs.
  const threshold = { type: 'errors.threshold', count: THRESHOLD, window_minutes: 1440 };
  const keys: string[] = [];
  const clients: SocketClient[] = [];
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) {
    const project = { name, allowed_domains: ['shop.test'] };
    const { secret_key } = await ask('projects/create', { 'X-Admin-Key': api.adminKey }, project);
    keys.push(secret_key);
    const triggers = [{ type: 'error_group.created' }, threshold];
    for (const path of PATHS) {
      const url = `http://127.0.0.1:${receiver.port}${path}`;
      await ask('webhooks/create', { 'X-API-Key': secret_key }, { url, triggers });
    }
    for (const node of [api, another]) {
      const client = await SocketClient.open(node.url, secret_key);
      undo.push(async () => client.cut());
      await client.subscribe('alerts');
      clients.push(client);
    }
  }
  const fail = (message: string) =>
    Promise.all(
      keys.map((key) => {
        const events = Array.from({ length: THRESHOLD }, () => ({ kind: 'error', message }));
        return ask('track/batch', { 'X-API-Key': key }, { events });
      }),
    );
  /** What an endpoint was told, by the id of the message, which is the same when it comes again. */
  const told = (path: string) =>
    new Map(
      receiver.received
        .filter((each) => each.path === path)
        .map(({ headers, body }) => {
          const { type, project, data } = JSON.parse(body);
          return [headers['webhook-id'], `${project.name} ${type} ${data.message}`];
        }),
    );
  const areTold = (each: number) =>
    vi.waitUntil(
      () =>
        PATHS.every((path) => told(path).size >= each * keys.length) &&
        clients.every(({ events }) => events.length >= each),
      WAIT,
    );
  await fail('before');
  await areTold(2);
  workers[0]!.child.kill('SIGKILL');
  await fail('before');
  await fail('after');
  await areTold(4);
  for (const path of PATHS) {
    const messages = [...told(path).values()];
    expect(messages).toHaveLength(4 * keys.length);
    expect(new Set(messages).size).toBe(4 * keys.length);
  }
  for (const { events } of clients) {
    expect(events.map(({ offset }) => offset)).toEqual([1, 2, 3, 4]);
    const alerts = events.map(({ type, data }) => `${type} ${(data as { message: string }).message}`);
    expect(alerts.sort()).toEqual([
      'error_group.created after',
      'error_group.created before',
      'errors.threshold after',
      'errors.threshold before',
    ]);
  }
  // At both nodes the same, in the same order.
  const ofNode = (first: number) => clients.filter((_, i) => i % 2 === first).map(({ events }) => events);
  expect(ofNode(1)).toEqual(ofNode(0));
});
