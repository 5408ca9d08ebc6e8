import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ValkeyAnswers } from './shared-answers.ts';

const PREFIX = 'micrologs:test:';
const WAIT = { timeout: 60_000, interval: 10 };

let server: ValkeyServer;
let valkeys: Valkey[];
beforeAll(async () => {
  server = await startValkey();
});
afterAll(() => server.stop());
beforeEach(async () => {
  valkeys = [];
  await server.administer('FLUSHALL');
});
afterEach(() => {
  for (const valkey of valkeys) valkey.close();
});

/** As another process has them. */
async function answers(prefix = PREFIX): Promise<ValkeyAnswers> {
  const valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test' });
  valkeys.push(valkey);
  await valkey.untilUp(20_000);
  return new ValkeyAnswers({ valkey, prefix });
}

const places = async () => (await server.administer('KEYS', '*')).trim().split('\n').filter(Boolean);

it('finds what another process has kept, under the same question and version alone', async () => {
  const [one, two, stranger] = [await answers(), await answers(), await answers('micrologs:other:')];
  const rows = JSON.stringify([{ url: 'https://shop.test/ä😀', pageviews: 1 }]);
  one.set('a question', '7', rows);
  await expect.poll(() => two.get('a question', '7'), WAIT).toBe(rows);
  expect(await two.get('a question', '8')).toBeNull();
  expect(await two.get('another question', '7')).toBeNull();
  expect(await stranger.get('a question', '7')).toBeNull();
  one.set('a question', '8', '[]');
  await expect.poll(() => two.get('a question', '8'), WAIT).toBe('[]');
  expect(await two.get('a question', '7')).toBeNull();
  const [place] = await places();
  expect(Number(await server.administer('TTL', place!))).toBeGreaterThan(0);
});

it('takes no more room than its places, and none for what does not fit in one', async () => {
  const one = await answers();
  const random = () => Array.from({ length: 5_000 }, () => Math.random()).join();
  one.set('large', '1', random());
  const questions = Array.from({ length: 3_000 }, (_, question) => `${question}`);
  // Some at a time, as answers come.
  for (let from = 0; from < questions.length; from += 100) {
    for (const question of questions.slice(from, from + 100)) one.set(question, '1', question);
    const last = questions[from + 99]!;
    const kept = () => {
      one.set(last, '1', last);
      return one.get(last, '1');
    };
    await expect.poll(kept, WAIT).toBe(last);
  }
  let found = 0;
  for (const question of questions.slice(-300)) if ((await one.get(question, '1')) === question) found += 1;
  // Those that came last were not replaced by many others.
  expect(found).toBeGreaterThan(100);
  expect((await places()).length).toBeLessThanOrEqual(2_048);
  expect(await one.get('large', '1')).toBeNull();
});

it('is as if nothing was kept while Valkey is away or has no room, and says so', async () => {
  const one = await answers();
  expect(one.isShared).toBe(true);
  await server.administer('CONFIG', 'SET', 'maxmemory', '1');
  one.set('a question', '1', '[]');
  await expect.poll(() => one.isShared, WAIT).toBe(false);
  await server.administer('CONFIG', 'SET', 'maxmemory', '0');
  one.set('a question', '1', '[]');
  await expect.poll(() => one.isShared, WAIT).toBe(true);
  await server.kill();
  expect(await one.get('a question', '1')).toBeNull();
  expect(one.isShared).toBe(false);
  one.set('a question', '1', '[]');
  await server.start();
  one.set('a question', '1', '[1]');
  const again = async () => {
    one.set('a question', '1', '[1]');
    return one.get('a question', '1');
  };
  await expect.poll(again, WAIT).toBe('[1]');
  expect(one.isShared).toBe(true);
});
