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

beforeAll(async () => {
  database = await startMariaDb();
  valkey = await startValkey();
  const env = {
    DATABASE_URL: await database.createDatabase(),
    VALKEY_URL: valkey.url,
    ADMIN_KEY: 'the-admin-key-of-both',
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
    expect.poll(() => client.events.length, { timeout: 30_000, interval: 5 }).toBe(count);
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
