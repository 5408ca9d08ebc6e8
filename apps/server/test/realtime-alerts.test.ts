import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type TestServer, WebhookReceiver } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER, send } from './requests.ts';
import { SocketClient } from './socket-client.ts';

let dataDir: string;
let server: TestServer;
let receiver: WebhookReceiver;

const start = () => startServer({ dataDir, env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' } });

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-alerts-'));
  server = await start();
  receiver = await WebhookReceiver.start();
});

afterAll(async () => {
  await server?.stop();
  await receiver?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A project of its own, and what is done in it over HTTP, at whichever server runs. */
async function aShop() {
  const ask = async (path: string, headers: Record<string, string>, body: object) => {
    const answer = await send(`${server.url}/api/${path}`, {
      headers: { ...BROWSER, ...headers },
      body: JSON.stringify(body),
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.json.data;
  };
  const project = { name: 'Shop', allowed_domains: ['shop.test'] };
  const { secret_key: key } = await ask('projects/create', { 'X-Admin-Key': server.adminKey }, project);
  const post = (path: string, body: object) => ask(path, { 'X-API-Key': key }, body);
  return {
    key: key as string,
    post,
    /** @returns the endpoint's id */
    endpoint: async (triggers: object[], at = '/in'): Promise<number> =>
      (await post('webhooks/create', { url: `http://127.0.0.1:${receiver.port}${at}`, triggers })).webhook.id,
    fail: (message: string, values: object = {}) => post('track/error', { message, ...values }),
  };
}

async function listenTo(key: string, position?: string): Promise<SocketClient> {
  const client = await SocketClient.open(server.url, key);
  await client.subscribe('alerts', position);
  return client;
}

const told = (client: SocketClient, count: number) =>
  expect.poll(() => client.events.length, { interval: 5 }).toBe(count);
const messagesOf = (client: SocketClient) =>
  client.events.map(({ offset, data }) => [offset, (data as { message?: string }).message]);

/** Of the last error told. */
const messageIn = (client: SocketClient) => client.events.at(-1)?.message;

describe('[R17] an alert', () => {
  it('is told as its webhook says it, to its project and to no other', async () => {
    const shop = await aShop();
    const other = await aShop();
    const asSaid = '/as-said';
    await shop.endpoint([{ type: 'error_group.created', environments: ['production'] }], asSaid);
    await other.endpoint([{ type: 'error_group.created' }]);
    const [mine, theirs] = await Promise.all([listenTo(shop.key), listenTo(other.key)]);
    expect(await mine.until('snapshot')).toMatchObject({ channel: 'alerts', offset: 0, events: [] });
    // Of no interest to the endpoint, so no alert.
    await shop.fail('a trial', { environment: 'staging' });
    await shop.fail('card refused', { environment: 'production' });
    await shop.fail('card refused', { environment: 'production' });
    await told(mine, 1);
    const delivered = () => receiver.received.filter((each) => each.path === asSaid);
    await expect.poll(() => delivered().length).toBe(1);
    const [{ headers, body }] = delivered() as [(typeof receiver.received)[number]];
    const { project: _, ...said } = JSON.parse(body);
    expect(mine.events).toEqual([{ offset: 1, id: headers['webhook-id'], ...said }]);

    // What the other project is told of first is its own.
    await other.fail('of the other');
    await told(theirs, 1);
    expect(messagesOf(theirs)).toEqual([[1, 'of the other']]);
    await shop.fail('no such page', { environment: 'production' });
    await told(mine, 2);
    expect(messagesOf(mine)).toEqual([
      [1, 'card refused'],
      [2, 'no such page'],
    ]);
    mine.cut();
    theirs.cut();
  });

  it('is told once, however many endpoints have it, also where each counts for itself', async () => {
    const shop = await aShop();
    const triggers = [
      { type: 'error_group.created' },
      { type: 'errors.threshold', count: 2, window_minutes: 1440 },
      { type: 'link.milestone', count: 1 },
    ];
    const ids = [await shop.endpoint(triggers, '/one'), await shop.endpoint(triggers, '/two')];
    const client = await listenTo(shop.key);
    await shop.fail('card refused');
    await told(client, 1);
    await shop.fail('card refused');
    await told(client, 2);
    const { code } = await shop.post('links/create', { destination_url: 'https://shop.test/sale' });
    await send(`${server.url}/l/${code}`, { headers: BROWSER });
    await told(client, 3);
    // Asked for, so of one endpoint each.
    for (const id of ids) await shop.post('webhooks/ping', { id });
    await told(client, 5);
    const types = ['error_group.created', 'errors.threshold', 'link.milestone', 'ping', 'ping'];
    expect(client.events.map(({ offset, type }) => [offset, type])).toEqual(types.map((type, i) => [i + 1, type]));
    // Each endpoint has all of it, so all of it is stored by now.
    const received = (at: string) => receiver.received.filter((each) => each.path === at).length;
    await expect.poll(() => [received('/one'), received('/two')]).toEqual([4, 4]);
    expect(client.events).toHaveLength(5);
    client.cut();
  });

  it('is not lost to who was away, nor told again; and not at all where nobody asks for it', async () => {
    const shop = await aShop();
    const witness = await SocketClient.open(server.url, shop.key);
    await witness.subscribe('errors');
    const store = async (message: string) => {
      await shop.fail(message);
      await expect.poll(() => messageIn(witness), { interval: 5 }).toBe(message);
    };
    await store('before there is an endpoint');
    const id = await shop.endpoint([{ type: 'error_group.created' }]);
    const first = await listenTo(shop.key);
    await shop.fail('one');
    await told(first, 1);
    first.cut();
    await shop.fail('two');
    await shop.fail('three');
    const second = await listenTo(shop.key, first.position);
    expect(second.ofType('subscribed')).toMatchObject([{ recovered: true, offset: 1 }]);
    await told(second, 2);
    await shop.post('webhooks/edit', { id, is_enabled: false });
    await store('while it is disabled');
    await shop.post('webhooks/edit', { id, is_enabled: true });
    await shop.fail('four');
    await told(second, 3);
    expect([...messagesOf(first), ...messagesOf(second)]).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
      [4, 'four'],
    ]);
    // Whoever says that something else had this number begins anew.
    const [epoch, offset] = second.position!.split('.');
    const third = await listenTo(shop.key, `${epoch}.${offset}.another`);
    expect(third.ofType('subscribed')).toMatchObject([{ recovered: false, offset: 4 }]);
    expect((await third.until('snapshot')).events).toEqual([...first.events, ...second.events]);
    for (const client of [second, third, witness]) client.cut();
  });

  it('is told once in the end, whenever the server dies', async () => {
    const shop = await aShop();
    await shop.endpoint([{ type: 'error_group.created' }]);
    const faults = ['refused', 'expired', 'lost', 'empty', 'late', 'broken', 'locked', 'stale', 'full', 'torn'];
    let client = await listenTo(shop.key);
    await client.until('snapshot');
    const heard = [];
    for (const part of [faults.slice(0, 5), faults.slice(5)]) {
      for (const fault of part) await shop.fail(`card ${fault}`);
      // What it has accepted is stored at the latest by the next start; that the client hears of it before is a matter of luck.
      await server.kill();
      await client.closed();
      heard.push(...messagesOf(client));
      server = await start();
      const { position } = client;
      client = await listenTo(shop.key, position);
      expect(client.ofType('subscribed')).toMatchObject([{ recovered: true }]);
    }
    await told(client, faults.length - heard.length);
    expect([...heard, ...messagesOf(client)].map(([offset]) => offset)).toEqual(faults.map((_, index) => index + 1));
    expect([...heard, ...messagesOf(client)].map(([, message]) => message).sort()).toEqual(
      faults.map((fault) => `card ${fault}`).sort(),
    );
    client.cut();
  });

  it('is told by type to those with filters, and to tokens for the channel alone', async () => {
    const shop = await aShop();
    const id = await shop.endpoint([{ type: 'error_group.created' }]);
    const { token } = await shop.post('realtime/token', { channels: ['alerts'] });
    const client = new SocketClient(server.url, `?token=${token}`);
    await client.until('welcome');
    client.send({ type: 'subscribe', channel: 'errors' });
    expect(await client.until('error')).toMatchObject({ code: 'forbidden_channel', channel: 'errors' });
    client.send({ type: 'subscribe', channel: 'alerts', filters: { type: ['error_group.*'] } });
    await client.until('snapshot');
    await shop.post('webhooks/ping', { id });
    await shop.fail('card refused');
    await told(client, 1);
    expect(messagesOf(client)).toEqual([[2, 'card refused']]);
    client.cut();
    const elsewhere = new SocketClient(
      server.url,
      `?token=${(await shop.post('realtime/token', { channels: ['errors'] })).token}`,
    );
    await elsewhere.until('welcome');
    elsewhere.send({ type: 'subscribe', channel: 'alerts' });
    expect(await elsewhere.until('error')).toMatchObject({ code: 'forbidden_channel', channel: 'alerts' });
    elsewhere.cut();
  });
});
