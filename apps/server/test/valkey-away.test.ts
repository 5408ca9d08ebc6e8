import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assertAnswer } from '@micrologs/contract/answers';
import { startServer, startValkey, type TestServer, type ValkeyServer } from '@micrologs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

/** A Valkey server that dies, stands still and comes back while events arrive. */
let valkey: ValkeyServer;
let dataDir: string;
beforeAll(async () => {
  valkey = await startValkey();
  dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-valkey-away-'));
});
afterAll(async () => {
  await valkey?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Those that a failed test left running. */
const running = new Set<TestServer>();
afterEach(async () => {
  for (const server of running) await stop(server).catch(() => undefined);
});

async function start(env: Record<string, string>): Promise<TestServer> {
  const server = await startServer({ dataDir, env });
  running.add(server);
  return server;
}
async function stop(server: TestServer): Promise<void> {
  running.delete(server);
  expect(await server.stop()).toBe(0);
}

const BACK = { timeout: 60_000 };
const CLIENTS = 8;
const ROUNDS = 5;

/** Paths of pages whose views were acknowledged. */
const acknowledged = new Set<string>();
let sent = 0;

const api = async ({ url, project }: TestServer, report: string) =>
  (await send(`${url}/api/analytics/${report}`, { headers: { 'X-API-Key': project.secretKey } })).json;
async function checks({ url }: TestServer) {
  const { json } = await send(`${url}/api/health`);
  assertAnswer('getHealth', 200, json);
  return json.checks;
}

async function track({ url, project }: TestServer): Promise<void> {
  const page = `/page-${++sent}`;
  const { status } = await send(`${url}/api/track/pageview`, {
    headers: { ...BROWSER, 'X-API-Key': project.publicKey },
    body: aPageview({ url: `https://shop.test${page}` }),
  });
  expect(status).toBe(202);
  acknowledged.add(page);
}

async function expectEverythingStoredOnce(server: TestServer): Promise<void> {
  await expect.poll(async () => (await api(server, 'ledger')).data?.pending, BACK).toBe(0);
  expect((await api(server, 'ledger')).data).toEqual({
    received: acknowledged.size,
    stored: acknowledged.size,
    dropped: {},
    pending: 0,
    dead_letters: 0,
  });
  const exported = await send(`${server.url}/api/export/pageviews?format=ndjson`, {
    headers: { 'X-API-Key': server.project.secretKey },
  });
  const paths = exported.text
    .trim()
    .split('\n')
    .map((line) => new URL(JSON.parse(line).url).pathname);
  expect(paths.sort()).toEqual([...acknowledged].sort());
}

describe('doctor', () => {
  const examine = async (url: string) => {
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir, VALKEY_URL: url };
    const cli = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'doctor', '--port', '0'], { env }).catch(
      (failed: { stdout: string }) => failed,
    );
    return stdout;
  };

  it('tells whether Valkey keeps what it is given, and what is wrong otherwise', async () => {
    expect(await examine(valkey.url)).toMatch(/^ok {4}Valkey {8}(Valkey|Redis) \d/m);
    await valkey.administer('CONFIG', 'SET', 'appendfsync', 'everysec');
    expect(await examine(valkey.url)).toMatch(/^warn {2}Valkey .*durability reduced\n.*appendfsync is everysec/m);
    await valkey.administer('CONFIG', 'SET', 'appendfsync', 'always');
    const nobody = new URL(valkey.url);
    nobody.password = 'wrong';
    const told = await examine(nobody.href);
    expect(told).toMatch(/^fail {2}Valkey .*does not answer: WRONGPASS/m);
  });
});

describe('a server with Valkey', () => {
  it('has its queue there, and tells of it', async () => {
    const server = await start({ VALKEY_URL: valkey.url, PAUSE_PIPELINE: 'true' });
    for (let i = 0; i < 20; i++) await track(server);
    await expect
      .poll(() => checks(server))
      .toMatchObject({
        valkey: { status: 'ok', durability: 'full' },
        queue: { status: 'ok', pending: 20, durability: 'full' },
      });
    expect(await valkey.administer('KEYS', 'micrologs:*:source')).toMatch(/^micrologs:[0-9a-f]{12}:source\n$/);
    await stop(server);
  });

  it('loses nothing and stores nothing twice while Valkey is killed and stands still under load', async () => {
    const server = await start({ VALKEY_URL: valkey.url });
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (!isOver) await track(server);
    });
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(100 + Math.random() * 200);
      if (round % 2 === 0) await valkey.kill();
      else valkey.signal('SIGSTOP');
      const before = acknowledged.size;
      // Events are taken all the same.
      await expect.poll(() => acknowledged.size, BACK).toBeGreaterThan(before + 2 * CLIENTS);
      await expect.poll(async () => (await send(`${server.url}/api/health`)).status).toBe(200);
      expect((await checks(server)).valkey).toMatchObject({ status: 'warn' });
      if (round % 2 === 0) await valkey.start();
      else valkey.signal('SIGCONT');
      await expect.poll(async () => (await checks(server)).valkey.status, BACK).toBe('ok');
    }
    isOver = true;
    await Promise.all(clients);
    await expectEverythingStoredOnce(server);
    await stop(server);
  });

  it('keeps what it took while Valkey was away over its own sudden death', async () => {
    const server = await start({ VALKEY_URL: valkey.url });
    await valkey.kill();
    await expect.poll(async () => (await checks(server)).valkey.status, BACK).toBe('warn');
    for (let i = 0; i < 20; i++) await track(server);
    running.delete(server);
    await server.kill();
    const again = await start({ VALKEY_URL: valkey.url });
    await track(again);
    await valkey.start();
    await expectEverythingStoredOnce(again);
    await stop(again);
  });

  it('moves there what waited before it had one', async () => {
    const alone = await start({ PAUSE_PIPELINE: 'true' });
    for (let i = 0; i < 20; i++) await track(alone);
    await stop(alone);
    const server = await start({ VALKEY_URL: valkey.url });
    await track(server);
    await expectEverythingStoredOnce(server);
    await stop(server);
  });
});
