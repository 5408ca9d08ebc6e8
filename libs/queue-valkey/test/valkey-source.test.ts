import { PARTITION_COUNT, type QueueGroup, QueueReplacedError, QueueUnavailableError } from '@micrologs/storage';
import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ValkeyQueue, type ValkeySource, type ValkeySourceOptions } from '../src/index.ts';
import { connectedSource } from './connected.ts';

const PREFIX = 'micrologs:test:';

let server: ValkeyServer;
let queue: ValkeyQueue;
const opened: { close(): unknown }[] = [];
beforeEach(async () => {
  server = await startValkey();
  const valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test' });
  await valkey.untilUp(20_000);
  queue = new ValkeyQueue({ valkey, prefix: PREFIX });
  opened.push(valkey, queue);
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  await server.stop();
});

async function consume(consumer: string, options: Partial<ValkeySourceOptions> = {}): Promise<ValkeySource> {
  const source = await connectedSource({
    address: parseValkeyUrl(server.url),
    prefix: PREFIX,
    consumer,
    ...options,
  });
  opened.push(source);
  return source;
}

const ONE = 65;
const PARTITION = ONE % PARTITION_COUNT;
const EVENTS = `${PREFIX}events:${PARTITION}`;
const at = (position: number) => new Map([[PARTITION, position]]);
const append = async (...numbers: number[]) => {
  for (const n of numbers) await queue.append(ONE, `{"n":${n}}`, 1);
};
const numbersIn = (groups: QueueGroup[]) => groups.flatMap(({ events }) => JSON.parse(events)).map(({ n }) => n);
const MANY = 1_000_000;

/** Name of each consumer that has something in hand, and how much. */
async function inHand(): Promise<Record<string, number>> {
  const lines = (await server.administer('XPENDING', EVENTS, 'pipeline')).trim().split('\n');
  const found: Record<string, number> = {};
  for (let i = 3; i + 1 < lines.length; i += 2) found[lines[i]!] = Number(lines[i + 1]);
  return found;
}

it('takes over what a dead consumer had in hand, and leaves what it had consumed', async () => {
  const dead = await consume('dead');
  await append(1, 2, 3, 4);
  expect(numbersIn(await dead.read(at(0), MANY))).toEqual([1, 2, 3, 4]);
  await dead.close();
  expect(await inHand()).toEqual({ dead: 4 });
  const heir = await consume('heir');
  expect(numbersIn(await heir.read(at(2), MANY))).toEqual([3, 4]);
  expect(await inHand()).toEqual({ heir: 2 });
  await heir.trim(at(4));
  expect(await inHand()).toEqual({});
  expect(await server.administer('XLEN', EVENTS)).toBe('0\n');
});

it('forgets consumers that are gone, but for those that had something in hand', async () => {
  await append(1);
  const idle = await consume('idle');
  await idle.read(at(0), MANY);
  await idle.trim(at(1));
  await append(2);
  const dead = await consume('dead');
  expect(numbersIn(await dead.read(at(1), MANY))).toEqual([2]);
  const heir = await consume('heir', { forgetConsumersAfterMs: 0 });
  expect(await server.administer('XINFO', 'CONSUMERS', EVENTS, 'pipeline')).toContain('idle\n');
  expect(numbersIn(await heir.read(at(1), MANY))).toEqual([2]);
  const consumers = await server.administer('XINFO', 'CONSUMERS', EVENTS, 'pipeline');
  const names = consumers
    .split('name\n')
    .slice(1)
    .map((text) => text.split('\n')[0]);
  expect(names.sort()).toEqual(['dead', 'heir']);
});

it('gets everything though another consumer reads on that has lost the partition', async () => {
  const stopped = await consume('stopped');
  await append(1);
  expect(numbersIn(await stopped.read(at(0), MANY))).toEqual([1]);
  const heir = await consume('heir');
  expect(numbersIn(await heir.read(at(0), MANY))).toEqual([1]);
  await append(2, 3);
  expect(numbersIn(await stopped.read(at(1), MANY))).toEqual([2, 3]);
  await append(4);
  expect(numbersIn(await heir.read(at(1), MANY))).toEqual([]);
  expect(numbersIn(await heir.read(at(1), MANY))).toEqual([2, 3, 4]);

  // Nothing comes after it that would show that something is missing.
  await append(5);
  expect(numbersIn(await stopped.read(at(4), MANY))).toEqual([5]);
  expect(numbersIn(await heir.read(at(4), MANY))).toEqual([]);
  await heir.waitBeyond(at(4), 60_000);
  expect(numbersIn(await heir.read(at(4), MANY))).toEqual([]);
  expect(numbersIn(await heir.read(at(4), MANY))).toEqual([5]);
});

it('reads on behind groups that somebody deleted', async () => {
  const source = await consume('one');
  await append(1, 2, 3);
  await server.administer('XDEL', EVENTS, '1-0', '2-0');
  await source.read(at(0), MANY);
  expect(numbersIn(await source.read(at(0), MANY))).toEqual([3]);
});

it('reads on after the consumer groups were deleted', async () => {
  const source = await consume('one');
  await append(1);
  expect(numbersIn(await source.read(at(0), MANY))).toEqual([1]);
  await server.administer('XGROUP', 'DESTROY', EVENTS, 'pipeline');
  await append(2);
  await expect(source.read(at(1), MANY)).rejects.toThrow(QueueUnavailableError);
  expect(numbersIn(await source.read(at(1), MANY))).toEqual([2]);
});

it('says that the data are others, and starts at their beginning', async () => {
  const source = await consume('one');
  const before = await source.identify();
  await append(1, 2);
  const groups = await source.read(at(0), MANY);
  await server.administer('FLUSHALL');
  await append(3);
  await source.trim(at(groups.at(-1)!.seq));
  await expect(source.read(at(2), MANY)).rejects.toThrow(QueueReplacedError);
  expect(await source.identify()).not.toBe(before);
  expect(numbersIn(await source.read(at(0), MANY))).toEqual([3]);
});

it('counts nothing by positions of other data', async () => {
  await append(1, 2);
  await queue.identify();
  await server.administer('FLUSHALL');
  await append(3);
  await expect(queue.counts(at(2))).rejects.toThrow(QueueReplacedError);
  await queue.identify();
  expect((await queue.counts(at(0))).get(ONE)).toEqual({ received: 1, pending: 1 });
});

it('is not to be read while the server is away, and reads on when it is back', async () => {
  const source = await consume('one');
  await append(1);
  await source.read(at(0), MANY);
  await append(2);
  await server.kill();
  await expect(source.read(at(1), MANY)).rejects.toThrow(QueueUnavailableError);
  await server.start();
  await expect.poll(() => source.read(at(1), MANY).then(numbersIn, () => null)).toEqual([2]);
});

it('goes on reading and deleting while the server has no memory for more', async () => {
  await append(1, 2);
  await queue.identify();
  await server.administer('CONFIG', 'SET', 'maxmemory', '1');
  await expect(queue.append(ONE, '{"n":3}', 1)).rejects.toThrow('Valkey is full');
  const source = await consume('one');
  const all = new Map(Array.from({ length: PARTITION_COUNT }, (_, partition) => [partition, 0]));
  expect(numbersIn(await source.read(all, MANY))).toEqual([1, 2]);
  await source.trim(at(2));
  expect((await queue.counts(at(2))).get(ONE)).toEqual({ received: 2, pending: 0 });
  expect(await queue.status()).toMatchObject({ ok: false, groups: 0, pendingBytes: 0 });
  await server.administer('CONFIG', 'SET', 'maxmemory', '0');
  await append(3);
  expect(numbersIn(await source.read(new Map([...all, [PARTITION, 2]]), MANY))).toEqual([3]);
});

it("keeps the number of a process's last commit for months, not for ever", async () => {
  await append(1, 2);
  const [key, ...others] = (await server.administer('KEYS', `${PREFIX}appended:*`)).trim().split('\n');
  expect(others).toEqual([]);
  expect(await server.administer('GET', key!)).toBe('2\n');
  const days = Number(await server.administer('TTL', key!)) / 86_400;
  expect([days > 30, days <= 90]).toEqual([true, true]);
});
