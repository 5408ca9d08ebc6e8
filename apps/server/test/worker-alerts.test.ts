import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMariaDb, startServer, startValkey, WebhookReceiver } from '@micrologs/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { command, outcome } from './processes.ts';
import { BROWSER, send } from './requests.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const THRESHOLD = 10;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

it('tells of each alert once, though two workers store the events and one of them dies', async () => {
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
    RATE_LIMITS: 'off',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
  const api = await startServer({ role: 'api', env });
  undo.push(() => api.stop());
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
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) {
    const project = { name, allowed_domains: ['shop.test'] };
    const { secret_key } = await ask('projects/create', { 'X-Admin-Key': api.adminKey }, project);
    keys.push(secret_key);
    await ask(
      'webhooks/create',
      { 'X-API-Key': secret_key },
      {
        url: receiver.url(),
        triggers: [{ type: 'error_group.created' }, threshold],
      },
    );
  }
  const fail = (message: string) =>
    Promise.all(
      keys.map((key) => {
        const events = Array.from({ length: THRESHOLD }, () => ({ kind: 'error', message }));
        return ask('track/batch', { 'X-API-Key': key }, { events });
      }),
    );
  /** What was told, by the id of the message, which is the same when it comes again. */
  const told = () =>
    new Map(
      receiver.received.map(({ headers, body }) => {
        const { type, project, data } = JSON.parse(body);
        return [headers['webhook-id'], `${project.name} ${type} ${data.message}`];
      }),
    );
  await fail('before');
  await vi.waitUntil(() => told().size >= 2 * keys.length, WAIT);
  workers[0]!.child.kill('SIGKILL');
  await fail('before');
  await fail('after');
  await vi.waitUntil(() => told().size >= 4 * keys.length, WAIT);
  const messages = [...told().values()];
  expect(messages).toHaveLength(4 * keys.length);
  expect(new Set(messages).size).toBe(4 * keys.length);
}, 180_000);
