import { startServer, type TestServer, WebhookReceiver } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { BROWSER, send } from './requests.ts';

interface Told {
  type: string;
  data: Record<string, unknown>;
}

const DAY_MS = 86_400_000;

let server: TestServer;
let receiver: WebhookReceiver;

beforeAll(async () => {
  server = await startServer({ env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' } });
  receiver = await WebhookReceiver.start();
});
afterAll(async () => {
  await server?.stop();
  await receiver?.close();
});

/** What an endpoint was told, once it is so much. */
function messages(path: string, count: number): Promise<Told[]> {
  return vi.waitUntil(
    () => {
      const own = receiver.received.filter((received) => received.path === path);
      return own.length >= count && own.map(({ body }) => JSON.parse(body) as Told);
    },
    { timeout: 60_000 },
  );
}

interface Keys {
  id: number;
  public_key: string;
  secret_key: string;
}

async function project(settings: object = {}): Promise<Keys> {
  const { json } = await send(`${server.url}/api/projects/create`, {
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify({ name: 'Shop', allowed_domains: ['shop.test'], ...settings }),
  });
  return json.data;
}

async function post(path: string, { secret_key }: Keys, body: object) {
  const answer = await send(`${server.url}/api/${path}`, {
    headers: { ...BROWSER, 'X-API-Key': secret_key },
    body: JSON.stringify(body),
  });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.json.data;
}

const listen = (keys: Keys, path: string, triggers: object[]) =>
  post('webhooks/create', keys, { url: `http://127.0.0.1:${receiver.port}${path}`, triggers });

/** Resolves when everything that was accepted is stored. */
async function stored({ id }: Keys): Promise<void> {
  for (;;) {
    const { json } = await send(`${server.url}/api/projects/ledger`, { headers: { 'X-Admin-Key': server.adminKey } });
    const own = json.data.projects.find((entry: { project_id: number }) => entry.project_id === id);
    if (own?.pending === 0) return;
  }
}

const errors = (count: number, message: string, values: object = {}) => ({
  events: Array.from({ length: count }, () => ({ kind: 'error', message, ...values })),
});

it('tells of new errors and of thresholds, once in an interval, however many come', async () => {
  const shop = await project();
  await listen(shop, '/errors', [
    { type: 'error_group.created', environments: ['production'] },
    { type: 'error_group.reopened' },
    // A day's window: the present day seldom ends while the test runs.
    { type: 'errors.threshold', count: 10, window_minutes: 1440 },
  ]);
  await post('track/batch', shop, errors(9, 'card refused', { environment: 'production' }));
  expect(await messages('/errors', 1)).toMatchObject([
    { type: 'error_group.created', data: { message: 'card refused', environment: 'production', group_id: 1 } },
  ]);
  await post('track/batch', shop, errors(1, 'card refused', { environment: 'production' }));
  expect((await messages('/errors', 2))[1]).toMatchObject({
    type: 'errors.threshold',
    data: { count: 10, threshold: 10, group_id: 1, summary: '10 times in 1440 minutes: Unknown: card refused' },
  });
  await post('track/batch', shop, errors(40, 'card refused', { environment: 'production' }));
  await post('track/batch', shop, errors(1, 'a test', { environment: 'staging' }));
  await stored(shop);
  await post('track/errors-update-status', shop, { id: 1, status: 'resolved' });
  await post('track/errors-update-status', shop, { id: 1, status: 'open' });
  // What is told of after all that ends the story: nothing else was.
  await post('track/batch', shop, errors(12, 'no such page', { environment: 'production' }));
  const all = await messages('/errors', 5);
  expect(
    all
      .slice(2)
      .map(({ type, data }) => `${type} ${data.group_id}`)
      .sort(),
  ).toEqual(['error_group.created 3', 'error_group.reopened 1', 'errors.threshold 3']);
});

it('tells of milestones of links and of audit actions, those of the server too', async () => {
  const shop = await project();
  const { code } = await post('links/create', shop, { destination_url: 'https://shop.test/sale' });
  await listen(shop, '/links', [{ type: 'link.milestone', codes: [code], count: 3 }]);
  await listen(shop, '/audit', [{ type: 'audit.matched', actions: ['user.*', 'link.deleted'] }]);
  for (let i = 0; i < 7; i++) await send(`${server.url}/l/${code}`, { headers: BROWSER });
  await post('track/audit', shop, { action: 'user.deleted', actor: 'kim' });
  await post('track/audit', shop, { action: 'invoice.paid', actor: 'kim' });
  const clicks = (await messages('/links', 1))[0]!.data.clicks;
  // Several that one batch of clicks passed are one message.
  if (clicks === 3) expect((await messages('/links', 2))[1]!.data.clicks).toBe(6);
  else expect(clicks).toBe(6);
  expect(await messages('/audit', 1)).toMatchObject([{ type: 'audit.matched', data: { action: 'user.deleted' } }]);
  await post('links/delete', shop, { code });
  expect((await messages('/audit', 2))[1]).toMatchObject({ data: { action: 'link.deleted', source: 'server' } });
});

it('tells of traffic that is far above what the same hour of earlier days had', async () => {
  // In one of these zones at least half of the hour is left.
  const now = Date.now();
  const timezone = new Date(now).getUTCMinutes() < 30 ? 'UTC' : 'Asia/Kolkata';
  const shop = await project({ timezone });
  const views = (count: number, days: number) => ({
    events: Array.from({ length: count }, (_, i) => ({
      kind: 'pageview',
      url: `https://shop.test/${days}/${i}`,
      visitor_id: `visitor-${days}-${i}`,
      occurred_at: new Date(now - days * DAY_MS).toISOString(),
    })),
  });
  for (let days = 6; days > 0; days--) await post('track/batch', shop, views(10, days));
  await stored(shop);
  await listen(shop, '/traffic', [{ type: 'traffic.spike', factor: 3 }]);
  await post('track/batch', shop, views(200, 0));
  expect(await messages('/traffic', 1)).toMatchObject([
    { type: 'traffic.spike', data: { pageviews: 200, usual: 10, days: 5, factor: 3 } },
  ]);
  // Whoever asks hears what it said, and what it would not.
  const triggers = [{ type: 'traffic.spike' }, { type: 'traffic.spike', factor: 21 }, { type: 'error_group.created' }];
  expect((await post('webhooks/evaluate', shop, { triggers })).evaluations).toMatchObject([
    { trigger: { type: 'traffic.spike', factor: 3 }, fires: true, value: 200, limit: 30, usual: 10, days: 5 },
    { fires: false, value: 200, limit: 210 },
    { trigger: { type: 'error_group.created', environments: [] }, fires: null, value: null, limit: null },
  ]);
});
