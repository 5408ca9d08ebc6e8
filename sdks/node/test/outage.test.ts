import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Micrologs } from '../src/index.ts';
import { type RealServer, realServer } from './real-server.ts';

let server: RealServer;

beforeAll(async () => {
  server = await realServer();
});

afterAll(() => server?.stop());

it('a server that is killed under load and comes back has everything once, in order', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const micrologs = new Micrologs({
    host: server.url,
    key: server.secretKey,
    flushIntervalMs: 5,
    retryBaseMs: 20,
    retryMaxMs: 200,
  });
  let count = 0;
  const load = setInterval(() => {
    // However long the server is away, the queue has room for what comes.
    for (let at = 0; at < 5 && micrologs.queued < 5_000; at += 1) micrologs.audit(`a${count++}`);
  }, 5);
  const seen = (least: number) => vi.waitFor(() => expect(count).toBeGreaterThanOrEqual(least), 20_000);
  await seen(200);
  await server.kill();
  await seen(500);
  await server.start();
  await seen(count + 100);
  clearInterval(load);
  expect(await micrologs.close(60_000)).toBe(true);
  expect(micrologs.losses).toEqual({});
  const actions = async () => {
    const names: string[] = [];
    for await (const { action } of micrologs.api.analytics.iterateAudits({ limit: 200 })) names.push(action);
    // The first entry of all is the server's own, on the project.
    return names.reverse().slice(1);
  };
  const sent = Array.from({ length: count }, (_, index) => `a${index}`);
  await vi.waitFor(async () => expect(await actions()).toEqual(sent), 20_000);
});
