import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { COMMON_PREFIX, parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { adoptUnnamedQueue, ValkeyQueue, type ValkeySource } from '../src/index.ts';
import { connectedSource } from './connected.ts';

const PREFIX = 'micrologs:test:';

let server: ValkeyServer;
let valkey: Valkey;
const opened: { close(): unknown }[] = [];
beforeAll(async () => {
  server = await startValkey();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.administer('FLUSHALL');
  valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test' });
  opened.push(valkey);
  await valkey.untilUp(20_000);
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function queueOf(prefix: string): ValkeyQueue {
  const queue = new ValkeyQueue({ valkey, prefix });
  opened.push(queue);
  return queue;
}

async function sourceOf(prefix: string): Promise<ValkeySource> {
  const source = await connectedSource({ address: parseValkeyUrl(server.url), prefix, consumer: prefix });
  opened.push(source);
  return source;
}

const adopt = (isOurs = true) => adoptUnnamedQueue(valkey.redis, PREFIX, async () => isOurs);
const keys = async (pattern: string) => (await server.administer('KEYS', pattern)).trim();

it('takes over what waits, under the same name and numbers, also behind a reader of the new names', async () => {
  const before = queueOf(COMMON_PREFIX);
  await before.append(1, '{"n":1}', 1);
  await before.append(1, '{"n":2}', 1);
  await before.append(2, '{"n":3}', 1);
  const name = await before.identify();
  await server.administer('HSET', 'micrologs:appended', 'a series', '1');
  const reader = await sourceOf(PREFIX);
  expect(await reader.identify()).not.toBe(name);
  expect(await reader.read(new Map([[1, 0]]), 1_000_000)).toEqual([]);

  expect(await adopt()).toBe('adopted');
  // But for what goes by itself.
  expect(await keys('micrologs:[^ta]*')).toBe('');
  expect(await server.administer('EXISTS', 'micrologs:appended')).toBe('0\n');
  const after = queueOf(PREFIX);
  expect(await after.identify()).toBe(name);
  expect([...(await after.counts(new Map([[1, 1]])))]).toEqual([
    [1, { received: 2, pending: 1 }],
    [2, { received: 1, pending: 1 }],
  ]);
  expect(await reader.identify()).toBe(name);
  expect((await reader.read(new Map([[1, 1]]), 1_000_000)).map(({ seq, events }) => [seq, events])).toEqual([
    [2, '[{"n":2}]'],
  ]);
  await after.append(1, '{"n":4}', 1);
  expect((await after.counts(new Map())).get(1)).toEqual({ received: 3, pending: 3 });
  expect(await adopt()).toBe('none');
});

it('leaves alone what another installation made, and what would take the place of events', async () => {
  const before = queueOf(COMMON_PREFIX);
  await before.append(1, '{"n":1}', 1);
  expect(await adopt(false)).toBe('foreign');
  await queueOf(PREFIX).append(1, '{"n":2}', 1);
  expect(await adopt()).toBe('in the way');
  expect((await before.counts(new Map())).get(1)).toEqual({ received: 1, pending: 1 });
  expect((await queueOf(PREFIX).counts(new Map())).get(1)).toEqual({ received: 1, pending: 1 });
});
