import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertAnswer } from '@micrologs/contract/answers';
import { type MariaDb, startMariaDb, startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

/** A database server that dies and comes back, as the embedded one cannot. */
let database: MariaDb;
let dataDir: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await startMariaDb();
  dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-away-'));
  env = { DATABASE_URL: await database.createDatabase() };
});
afterAll(async () => {
  await database?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

let sent = 0;
const BACK = { timeout: 60_000 };

const track = ({ url, project }: TestServer) =>
  send(`${url}/api/track/pageview`, {
    headers: { ...BROWSER, 'X-API-Key': project.publicKey },
    body: aPageview({ url: `https://shop.test/${++sent}` }),
  });
const health = ({ url }: TestServer) => send(`${url}/api/health`);
const read = async ({ url, project }: TestServer, report: string) =>
  send(`${url}/api/analytics/${report}`, { headers: { 'X-API-Key': project.secretKey } });

async function expectDatabaseToFail(server: TestServer) {
  await expect
    .poll(async () => (await health(server)).json)
    .toMatchObject({
      status: 'unhealthy',
      checks: { database: { status: 'fail', message: 'The database does not answer' } },
    });
  const { status, json, text } = await health(server);
  expect(status).toBe(503);
  assertAnswer('getHealth', 503, json);
  expect(text).not.toContain(String(database.port));
}

async function expectEverythingStored(server: TestServer, events: number) {
  await expect.poll(async () => (await health(server)).status, BACK).toBe(200);
  await expect.poll(async () => (await read(server, 'ledger')).json.data?.pending, BACK).toBe(0);
  expect((await read(server, 'ledger')).json.data).toMatchObject({ received: events, stored: events, dropped: {} });
  expect((await read(server, 'visitors')).json.data).toMatchObject({ total_pageviews: events, unique_visitors: 1 });
}

describe('a database server that is away', () => {
  let accepted = 0;

  it('while the server runs: events wait in the queue, health tells, and all are stored when it is back', async () => {
    const server = await startServer({ dataDir, env });
    try {
      for (; accepted < 3; accepted++) expect((await track(server)).status).toBe(202);
      for (const outage of [1, 2]) {
        await database.kill();
        for (; accepted < 3 + outage * 20; accepted++) expect((await track(server)).status).toBe(202);
        await expectDatabaseToFail(server);
        const report = await read(server, 'visitors');
        expect(report).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
        assertAnswer('getVisitors', 503, report.json);
        await database.start();
        await expectEverythingStored(server, accepted);
      }
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });

  it('when the server starts: it runs, takes events as soon as their key can be looked up, and stores what waited', async () => {
    const before = await startServer({ dataDir, env });
    const { token } = (
      await send(`${before.url}/api/realtime/token`, {
        headers: { 'X-API-Key': before.project.secretKey },
        body: JSON.stringify({ channels: ['pageviews'] }),
      })
    ).json.data;
    const listen = ({ url }: TestServer) => fetch(`${url}/api/realtime/sse?channel=pageviews&token=${token}`);
    await database.kill();
    for (let i = 0; i < 20; i++, accepted++) expect((await track(before)).status).toBe(202);
    await before.kill();

    const server = await startServer({ dataDir, env });
    try {
      await expectDatabaseToFail(server);
      // Nobody knows yet whose key this is.
      expect(await track(server)).toMatchObject({
        status: 503,
        headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      });
      expect((await listen(server)).status).toBe(503);
      await database.start();
      await expectEverythingStored(server, accepted);
      const stream = await listen(server);
      expect(stream.status).toBe(200);
      await stream.body!.cancel();
      expect((await track(server)).status).toBe(202);
      await expectEverythingStored(server, accepted + 1);
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });

  it('at the very first start: the server says so and ends', async () => {
    const empty = await mkdtemp(path.join(tmpdir(), 'micrologs-away-'));
    await database.kill();
    try {
      await expect(startServer({ dataDir: empty, env })).rejects.toThrow(
        /ended with 1 [\s\S]*micrologs: The database server 127\.0\.0\.1:\d+ does not answer/,
      );
    } finally {
      await rm(empty, { recursive: true, force: true });
    }
  });
});
