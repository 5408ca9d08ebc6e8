import {
  type MariaDb,
  startMariaDb,
  startServer,
  startValkey,
  type TestServer,
  type ValkeyServer,
} from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER, send } from './requests.ts';
import { SocketClient } from './socket-client.ts';

/** Two nodes that both answer and store, whose queue is in Valkey and whose facts are in one database. */
let database: MariaDb;
let valkey: ValkeyServer;
let nodes: [TestServer, TestServer];
let visitors = 0;

const ADMIN_KEY = 'the-admin-key-of-both';

beforeAll(async () => {
  database = await startMariaDb();
  valkey = await startValkey();
  const env = {
    DATABASE_URL: await database.createDatabase(),
    VALKEY_URL: valkey.url,
    ADMIN_KEY,
    RATE_LIMITS: 'off',
    IP_HASH_SALT: 'the salt of both',
  };
  const first = await startServer({ env });
  nodes = [first, await startServer({ env })];
});

afterAll(async () => {
  for (const node of nodes ?? []) await node.stop();
  await valkey?.stop();
  await database?.stop();
});

const secretKey = () => nodes[0].project.secretKey;

async function view(node: TestServer, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    visitors += 1;
    return { kind: 'pageview', url: `https://localhost/${visitors}`, visitor_id: `v${visitors}`, session_token: 's' };
  });
  const headers = { ...BROWSER, 'X-API-Key': secretKey() };
  const { status } = await send(`${node.url}/api/track/batch`, { headers, body: JSON.stringify({ events }) });
  expect(status).toBe(202);
}

it('[R7] whichever node takes and stores a view, those who listen at any node are told of it, in one order', async () => {
  const clients = await Promise.all(nodes.map(({ url }) => SocketClient.open(url, secretKey())));
  for (const client of clients) {
    await client.subscribe('pageviews');
    await client.until('snapshot');
  }
  const told = (client: SocketClient, count: number) =>
    expect.poll(() => client.events.length, { interval: 5 }).toBe(count);
  for (const node of [...nodes, ...nodes]) await view(node, 10);
  for (const client of clients) await told(client, 40);
  const [first, second] = clients as [SocketClient, SocketClient];
  expect(second.events).toEqual(first.events);
  expect(first.events.map(({ offset }) => offset)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));

  // Coming back to the other node.
  first.cut();
  await view(nodes[0], 5);
  await told(second, 45);
  const moved = await SocketClient.open(nodes[1].url, secretKey());
  expect(await moved.subscribe('pageviews', first.position)).toMatchObject({ recovered: true, offset: 40 });
  await told(moved, 5);
  expect(moved.events).toEqual(second.events.slice(40));

  // While Valkey is away views wait in the spools of the nodes, and come when it is back.
  await valkey.kill();
  for (const node of nodes) await view(node, 5);
  await valkey.start();
  await told(second, 55);
  await told(moved, 15);
  expect(moved.events).toEqual(second.events.slice(40));
  expect(second.events.map(({ offset }) => offset)).toEqual(Array.from({ length: 55 }, (_, i) => i + 1));
  for (const client of [second, moved]) client.cut();
});

it('[R18] a report is told at every node, whichever of them stores what changes it', async () => {
  const clients = await Promise.all(nodes.map(({ url }) => SocketClient.open(url, secretKey())));
  const total = (client: SocketClient) =>
    (client.ofType('snapshot').at(-1)?.data as { total_pageviews: number } | undefined)?.total_pageviews;
  for (const client of clients) {
    await client.subscribe('report:visitors');
    await client.until('snapshot');
  }
  const before = total(clients[0]!)!;
  for (const [done, node] of nodes.entries()) {
    await view(node, 10);
    for (const client of clients) {
      await expect.poll(() => total(client)).toBe(before + 10 * (done + 1));
    }
  }
  for (const client of clients) client.cut();
});

async function checks({ url }: TestServer) {
  return (await send(`${url}/api/health`)).json.checks.valkey;
}

async function figure({ url }: TestServer, name: string): Promise<number> {
  const { text } = await send(`${url}/metrics`, { headers: { 'X-Admin-Key': ADMIN_KEY } });
  return Number(new RegExp(`^micrologs_${name} (.*)$`, 'm').exec(text)?.[1]);
}

it('[R20] those who listen are told when Valkey is away, and of every event once, in order, while it comes and goes', async () => {
  const clients = await Promise.all(nodes.map(({ url }) => SocketClient.open(url, secretKey())));
  const ends: number[] = [];
  for (const client of clients) {
    await client.subscribe('pageviews');
    ends.push((await client.until('snapshot')).offset!);
  }
  for (const node of nodes) await expect.poll(() => checks(node)).toMatchObject({ realtime: 'told at once' });
  const before = await Promise.all(nodes.map((node) => figure(node, 'realtime_publishes_total')));
  let isOver = false;
  let sent = 0;
  const traffic = nodes.map(async (node) => {
    while (!isOver) {
      await view(node, 5);
      sent += 5;
    }
  });
  for (let round = 1; round <= 3; round += 1) {
    const reached = sent;
    await expect.poll(() => sent).toBeGreaterThan(reached + 50);
    await valkey.kill();
    for (const client of clients)
      expect(await client.until('notice', 2 * round - 1)).toMatchObject({ code: 'delayed' });
    for (const node of nodes) {
      await expect.poll(() => checks(node)).toMatchObject({ realtime: 'looked for in the database' });
      expect(await figure(node, 'realtime_delayed')).toBe(1);
    }
    await valkey.start();
    for (const client of clients) expect(await client.until('notice', 2 * round)).toMatchObject({ code: 'on_time' });
  }
  isOver = true;
  await Promise.all(traffic);
  for (const [index, client] of clients.entries()) {
    await expect.poll(() => client.events.length, { timeout: 60_000 }).toBe(sent);
    const first = ends[index]! + 1;
    expect(client.events.map(({ offset }) => offset)).toEqual(Array.from({ length: sent }, (_, i) => first + i));
    client.cut();
  }
  expect(clients[1]!.events).toEqual(clients[0]!.events);
  const after = await Promise.all(nodes.map((node) => figure(node, 'realtime_publishes_total')));
  // Either node holds some partitions; the project's is at one of them.
  expect(Math.max(...after.map((value, index) => value - before[index]!))).toBeGreaterThan(0);
});
