import {
  type MariaDb,
  startMariaDb,
  startServer,
  startValkey,
  type TestServer,
  type ValkeyServer,
} from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const LIMIT = 30;
const PATIENCE = { timeout: 60_000 };

let database: MariaDb;
let valkey: ValkeyServer;
let nodes: TestServer[];
let keys: TestServer['project'];
beforeAll(async () => {
  database = await startMariaDb();
  valkey = await startValkey();
  const env = {
    DATABASE_URL: await database.createDatabase(),
    VALKEY_URL: valkey.url,
    ADMIN_KEY: 'the-admin-key-of-both',
    IP_HASH_SALT: 'the salt of both',
    // Reports are asked for again and again.
    RATE_LIMITS: `ingest-public=${LIMIT},analytics/visitors=off`,
    TRUSTED_PROXIES: '127.0.0.0/8',
  };
  const first = await startServer({ env, role: 'api' });
  nodes = [first, await startServer({ env, role: 'api' })];
  keys = first.project;
});
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop();
  await valkey?.stop();
  await database?.stop();
});

const track = (node: TestServer, { key = keys.publicKey, ip = '192.0.2.1' } = {}) =>
  send(`${node.url}/api/track/pageview`, {
    headers: { ...BROWSER, 'X-API-Key': key, 'X-Forwarded-For': ip },
    body: aPageview(),
  });
const manage = (node: TestServer, path: string, body: object) =>
  send(`${node.url}/api/${path}`, {
    headers: {
      'Content-Type': 'application/json',
      'X-Admin-Key': node.adminKey,
      'X-API-Key': keys.secretKey,
    },
    body: JSON.stringify(body),
  });
const follow = async (node: TestServer, code: string) => {
  const { status, headers } = await send(`${node.url}/l/${code}`, { headers: BROWSER });
  return headers.location ?? status;
};
const valkeyCheck = async (node: TestServer) => (await send(`${node.url}/api/health`)).json.checks.valkey;

/** How many events a node takes until it refuses one. */
async function untilRefused(node: TestServer, ip: string): Promise<number> {
  let taken = 0;
  await expect
    .poll(async () => {
      const { status } = await track(node, { ip });
      if (status === 202) taken += 1;
      return status;
    }, PATIENCE)
    .toBe(429);
  return taken;
}

/** An edit at one node is in force there with its answer, and at the other one a moment later. */
async function expectEditsToReach(code: string): Promise<void> {
  const [first, second] = nodes as [TestServer, TestServer];
  const took: number[] = [];
  const reaches = async (look: () => Promise<string | number>, expected: string | number) => {
    const begun = performance.now();
    await expect.poll(look, { ...PATIENCE, interval: 10 }).toBe(expected);
    took.push(Math.round(performance.now() - begun));
  };
  const secret = async (node: TestServer, key: string) =>
    (await send(`${node.url}/api/analytics/visitors`, { headers: { 'X-API-Key': key } })).status;
  const old = keys.secretKey;
  expect(await secret(second, old)).toBe(200);
  const rotated = await manage(first, 'projects/regenerate-keys', { id: keys.id, rotate_public: false });
  expect(rotated.status).toBe(200);
  keys = { ...keys, secretKey: rotated.json.data.secret_key };
  expect(await secret(first, keys.secretKey)).toBe(200);
  expect(await secret(first, old)).toBe(401);
  await reaches(() => secret(second, old), 401);
  await reaches(() => secret(second, keys.secretKey), 200);

  const made = await manage(first, 'links/create', { code, destination_url: 'https://shop.test/old' });
  expect(made.status).toBe(200);
  for (const node of nodes) expect(await follow(node, code)).toBe('https://shop.test/old');
  await manage(second, 'links/edit', { code, destination_url: 'https://shop.test/new' });
  expect(await follow(second, code)).toBe('https://shop.test/new');
  await reaches(() => follow(first, code), 'https://shop.test/new');
  await manage(first, 'links/delete', { code });
  expect(await follow(first, code)).toBe(404);
  await reaches(() => follow(second, code), 404);
  console.log(`${code}: in force on the other node after ${took.join(', ')} ms`);
}

describe('two nodes', () => {
  it('share limits by way of Valkey', async () => {
    const [first, second] = nodes as [TestServer, TestServer];
    await expect
      .poll(() => valkeyCheck(first), PATIENCE)
      .toMatchObject({
        status: 'ok',
        rate_limits: 'shared',
        edits: 'told at once',
      });
    expect(await untilRefused(first, '192.0.2.1')).toBeGreaterThanOrEqual(LIMIT);
    // It learns of it with the first event that it takes.
    expect(await untilRefused(second, '192.0.2.1')).toBeLessThan(LIMIT / 2);
    expect((await track(second, { ip: '192.0.2.2' })).status).toBe(202);
  });

  it('hear at once of keys and links that were edited on the other one', () => expectEditsToReach('with-valkey'));

  it('do without Valkey: each counts by itself, and edits are found in the database', async () => {
    await valkey.kill();
    for (const node of nodes) {
      await expect.poll(() => valkeyCheck(node), PATIENCE).toMatchObject({ status: 'warn', rate_limits: 'in process' });
      expect(await untilRefused(node, '192.0.2.3')).toBeGreaterThanOrEqual(LIMIT);
    }
    await expectEditsToReach('without-valkey');
    await valkey.start();
    for (const node of nodes) {
      await expect.poll(() => valkeyCheck(node), PATIENCE).toMatchObject({ status: 'ok', rate_limits: 'shared' });
    }
  });

  it('take events by known keys while the database is away, and cannot judge unknown ones', async () => {
    await database.kill();
    const unknown = async (node: TestServer) => (await track(node, { key: 'f'.repeat(32), ip: '192.0.2.4' })).status;
    for (const node of nodes) {
      await expect.poll(() => unknown(node), PATIENCE).toBe(503);
      expect((await track(node, { ip: '192.0.2.4' })).status).toBe(202);
    }
    await database.start();
    for (const node of nodes) await expect.poll(() => unknown(node), PATIENCE).toBe(401);
  });
});
