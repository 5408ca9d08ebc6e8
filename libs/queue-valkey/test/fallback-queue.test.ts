import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalSpool } from '@micrologs/spool';
import { type Positions, QueueUnavailableError } from '@micrologs/storage';
import { queueConformance } from '@micrologs/storage/conformance';
import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FallbackQueue } from '../src/index.ts';
import { connectedSource } from './connected.ts';

const PREFIX = 'micrologs:test:';
const nothingConsumed = async (): Promise<Positions> => new Map();

describe('with one server', () => {
  let server: ValkeyServer;
  let queues = 0;
  beforeAll(async () => {
    server = await startValkey();
  });
  afterAll(() => server.stop());

  queueConformance('Valkey with a local spool', {
    async create() {
      const folder = mkdtempSync(path.join(tmpdir(), 'micrologs-fallback-'));
      const prefix = `micrologs:test-${++queues}:`;
      const address = parseValkeyUrl(server.url);
      const valkey = new Valkey({ address, name: 'test' });
      await valkey.untilUp(20_000);
      let consumers = 0;
      return {
        async open({ small = false } = {}) {
          const spool = await LocalSpool.open({ path: path.join(folder, 'spool.db') });
          const bound = small ? { maxPendingBytes: 100 } : {};
          const queue = new FallbackQueue({ valkey, spool, prefix, consumedBefore: nothingConsumed, ...bound });
          const close = queue.close.bind(queue);
          queue.close = async () => {
            await close();
            await spool.close();
          };
          return queue;
        },
        consume: () => connectedSource({ address, prefix, consumer: `${++consumers}` }),
        async destroy() {
          valkey.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  });
});

describe('with a server that goes away', () => {
  let server: ValkeyServer;
  let folder: string;
  let valkey: Valkey;
  let spool: LocalSpool;
  let queue: FallbackQueue;
  beforeEach(async () => {
    server = await startValkey();
    folder = mkdtempSync(path.join(tmpdir(), 'micrologs-fallback-'));
    await open();
    await valkey.untilUp(20_000);
  });
  afterEach(async () => {
    await close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function open(consumedBefore = nothingConsumed, silenceMs?: number): Promise<void> {
    valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test', ...(silenceMs && { silenceMs }) });
    spool = await LocalSpool.open({ path: path.join(folder, 'spool.db') });
    queue = new FallbackQueue({ valkey, spool, prefix: PREFIX, consumedBefore });
  }
  async function close(): Promise<void> {
    await queue.close();
    await spool.close();
    valkey.close();
  }

  const WAIT = { timeout: 60_000, interval: 20 };
  const untilDrained = () => expect.poll(async () => (await spool.status()).groups, WAIT).toBe(0);
  const countsOf = async (project: number) => (await queue.counts(new Map())).get(project);

  /** What lies in Valkey, read to its end. */
  async function numbersIn(...partitions: number[]): Promise<number[]> {
    const source = await connectedSource({ address: parseValkeyUrl(server.url), prefix: PREFIX, consumer: 'reader' });
    const positions = new Map(partitions.map((partition) => [partition, 0]));
    const groups = await source.read(positions, 100_000_000);
    await source.close();
    return groups.flatMap(({ events }) => JSON.parse(events) as { n: number }[]).map(({ n }) => n);
  }
  const event = (project: number, n: number) => JSON.stringify({ project, n });

  it('takes events while the server is away, and moves them when it is back, once', async () => {
    await queue.append(1, event(1, 1), 1);
    await server.kill();
    await expect.poll(() => valkey.isUp, WAIT).toBe(false);
    await Promise.all([queue.append(1, event(1, 2), 1), queue.append(2, event(2, 3), 1)]);
    expect((await queue.status()).message).toBe('Valkey cannot be reached; events wait in the local spool');
    expect((await queue.status()).ok).toBe(true);
    await expect(countsOf(1)).rejects.toThrow(QueueUnavailableError);
    await close();
    await open();
    await queue.append(1, event(1, 4), 1);
    await server.start();
    await untilDrained();
    expect((await numbersIn(1, 2)).sort()).toEqual([1, 2, 3, 4]);
    expect(await countsOf(1)).toEqual({ received: 3, pending: 3 });
    expect(await countsOf(2)).toEqual({ received: 1, pending: 1 });
  });

  it('has every event once, and counts it once, whenever the server is killed or stands still', async () => {
    await close();
    await open(nothingConsumed, 500);
    const acknowledged: number[] = [];
    let isOver = false;
    let n = 0;
    const clients = Array.from({ length: 8 }, async (_, client) => {
      const project = 1 + (client % 3);
      while (!isOver) {
        const own = ++n;
        await queue.append(project, event(project, own), 1);
        acknowledged.push(own);
        await sleep(1);
      }
    });
    for (let round = 0; round < 6; round++) {
      await sleep(50 + Math.random() * 100);
      if (round % 2 === 0) {
        await server.kill();
        await sleep(Math.random() * 100);
        await server.start();
      } else {
        server.signal('SIGSTOP');
        await sleep(700);
        server.signal('SIGCONT');
      }
      await expect.poll(() => valkey.isUp, WAIT).toBe(true);
    }
    isOver = true;
    await Promise.all(clients);
    await untilDrained();
    const stored = await numbersIn(1, 2, 3);
    expect(stored.length).toBeGreaterThan(200);
    expect(stored.sort((a, b) => a - b)).toEqual(acknowledged.sort((a, b) => a - b));
    // Over a connection that is given up soon, it may take more than one attempt.
    const received = async () => {
      const counts = await queue.counts(new Map()).catch(() => new Map());
      return [...counts.values()].reduce((sum, each) => sum + each.received, 0);
    };
    await expect.poll(received, WAIT).toBe(acknowledged.length);
  });

  it('moves what waited before there was Valkey, but for what was consumed', async () => {
    await close();
    const before = await LocalSpool.open({ path: path.join(folder, 'spool.db') });
    await Promise.all([before.append(1, event(1, 1), 1), before.append(2, event(2, 2), 1)]);
    await before.append(1, event(1, 3), 1);
    await before.close();
    await open(async () => new Map([[1, 1]]));
    await untilDrained();
    expect((await numbersIn(1, 2)).sort()).toEqual([2, 3]);
    // The first was received, and is consumed, under the spool's own name.
    expect(await countsOf(1)).toEqual({ received: 2, pending: 1 });
    expect(await countsOf(2)).toEqual({ received: 1, pending: 1 });
  });

  it('does not move what it does not know to be consumed or not', async () => {
    await close();
    const before = await LocalSpool.open({ path: path.join(folder, 'spool.db') });
    await before.append(1, event(1, 1), 1);
    await before.close();
    let isKnown = false;
    await open(async () => {
      if (!isKnown) throw new Error('The database is away');
      return new Map();
    });
    await queue.append(1, event(1, 2), 1);
    await expect(countsOf(1)).rejects.toThrow('The database is away');
    expect((await spool.status()).groups).toBeGreaterThan(0);
    isKnown = true;
    await untilDrained();
    expect((await numbersIn(1)).sort()).toEqual([1, 2]);
  });

  it('refuses events while the server has no memory for them, and says when it has again', async () => {
    await server.administer('CONFIG', 'SET', 'maxmemory', '1');
    await expect(queue.append(1, event(1, 1), 1)).rejects.toThrow('Valkey is full');
    expect(await queue.status()).toMatchObject({ ok: false, message: 'Valkey is full' });
    await server.administer('CONFIG', 'SET', 'maxmemory', '0');
    expect((await queue.status()).ok).toBe(true);
    await queue.append(1, event(1, 2), 1);
    expect(await numbersIn(1)).toEqual([2]);
  });
});
