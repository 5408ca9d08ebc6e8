import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, beforeAll, it } from 'vitest';
import { FaultyServer } from '../../conformance/src/faulty-server.ts';
import { installWordPress, type WordPress } from './bed/wordpress.ts';

/** What the plugin costs a page: `npm run latency`. It prints figures and judges nothing. */
const ROUNDS = 20;
const PAGES_PER_ROUND = 5;

let mariadb: MariaDb;
let server: FaultyServer;
let site: WordPress;

beforeAll(async () => {
  [mariadb, server] = await Promise.all([startMariaDb(), FaultyServer.start()]);
  site = await installWordPress(mariadb);
  await site.connect({ url: server.url, publicKey: 'a'.repeat(32), secretKey: 'b'.repeat(64) });
  await site.serve();
});

afterAll(async () => {
  await site?.stop();
  await server?.down();
  await mariadb?.stop();
});

/** Times of pages in ms, from the request to the end of the answer. */
async function timesOf(path: string): Promise<number[]> {
  const times: number[] = [];
  for (let page = 0; page < PAGES_PER_ROUND; page += 1) {
    const before = performance.now();
    await (await fetch(site.url + path)).text();
    times.push(performance.now() - before);
  }
  return times;
}

const quantile = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!;

it('measures pages without and with the plugin', async () => {
  const cases: Record<string, { before: () => Promise<unknown>; path: string; times: number[] }> = {
    'without the plugin': {
      before: () => site.php(`deactivate_plugins('micrologs/micrologs.php');`),
      path: '/',
      times: [],
    },
    'with the plugin': { before: () => site.php(`activate_plugin('micrologs/micrologs.php');`), path: '/', times: [] },
    'capturing an event': { before: async () => {}, path: '/?capture=1', times: [] },
    'capturing, server away': { before: () => server.down(), path: '/?capture=2', times: [] },
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of Object.values(cases)) {
      await one.before();
      one.times.push(...(await timesOf(one.path)));
    }
    await server.up();
  }
  for (const [name, { times }] of Object.entries(cases)) {
    const [median, slow] = [quantile(times, 0.5), quantile(times, 0.99)].map((time) => time.toFixed(1));
    console.log(`${name.padEnd(24)} median ${median} ms, p99 ${slow} ms`);
  }
}, 600_000);
