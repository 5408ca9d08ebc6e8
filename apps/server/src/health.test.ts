import { tmpdir } from 'node:os';
import { DAY_MS, SECOND_MS } from '@micrologs/domain';
import { type KnownNode, type NodePipeline, StorageUnavailableError } from '@micrologs/storage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { checkHealth, type HealthSources, isReady } from './health.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const TODAY = NOW / DAY_MS - 0.5;

const unavailable = async () => {
  throw new StorageUnavailableError('cannot open /secret/path');
};
const aPipeline = (partitions: number): NodePipeline => ({ state: 'running', message: '', partitions, processed: 0 });
const aNode = (silentMs: number, ...pipelines: NodePipeline[]): KnownNode => ({
  id: 'a',
  role: 'worker',
  host: 'secret-host',
  pid: 1,
  version: '1.0.0',
  startedAt: NOW,
  silentMs,
  details: { url: null, pipelines },
});
const counts = { stored: 1, dropped: {}, receivedElsewhere: 0 };

function sourcesWith({
  storage = {},
  queue = {},
  ...others
}: {
  storage?: Partial<HealthSources['storage']>;
  queue?: Partial<HealthSources['queue']>;
} & Partial<Omit<HealthSources, 'storage' | 'queue'>> = {}): HealthSources {
  return {
    storage: {
      status: async () => ({ ok: true, engine: 'SQLite 3', message: '', durability: 'full' }),
      ledger: async () => ({ projects: new Map(), positions: new Map() }),
      nodes: { all: async () => [aNode(0, aPipeline(64))], beat: unavailable, leave: unavailable },
      ...storage,
    },
    queue: {
      identify: async () => 'queue',
      status: async () => ({
        ok: true,
        message: '',
        durability: 'full',
        groups: 1,
        pendingBytes: 10,
        oldestAppendedAt: NOW - 400 * SECOND_MS,
      }),
      counts: async () => new Map([[1, { received: 5, pending: 0 }]]),
      ...queue,
    },
    valkey: null,
    pipeline: async () => ({ state: 'waiting', message: 'Waiting for events', deadLetters: 0, conflicts: 0 }),
    geoip: () => ({ state: 'ok', builtAt: new Date(NOW - 10.5 * DAY_MS) }),
    sealing: () => ({ due: 0, oldestUnsealed: null, failure: null }),
    dataDir: tmpdir(),
    version: '1.2.3',
    clock: () => NOW,
    ...others,
  };
}

async function checksOf(...args: Parameters<typeof sourcesWith>) {
  const { status, checks } = await checkHealth(sourcesWith(...args));
  return [status, checks] as const;
}

// No check is late, however long the machine holds this up.
beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterAll(() => void vi.useRealTimers());

it('tells what is well in numbers', async () => {
  const [status, { disk, php: _, ...checks }] = await checksOf();
  expect(status).toBe('healthy');
  expect(checks).toEqual({
    database: { status: 'ok', message: 'Connected (SQLite 3)', durability: 'full' },
    valkey: { status: 'ok', message: 'In process' },
    geoip: { status: 'ok', message: 'GeoIP database of 2026-02-28', age_days: 10 },
    queue: {
      status: 'ok',
      message: '0 events waiting',
      pending: 0,
      oldest_pending_seconds: 0,
      pending_bytes: 10,
      durability: 'full',
    },
    pipeline: { status: 'ok', message: 'Waiting for events', dead_letters: 0, conflicts: 0 },
    dead_letters: { status: 'ok', message: 'No event was put aside', count: 0 },
    workers: {
      status: 'ok',
      message: '64 of 64 partitions are in hand',
      alive: 1,
      silent: 0,
      pipelines: 1,
      partitions: 64,
    },
    sealing: { status: 'ok', message: 'Every ended day is stored as columns', due: 0, lag_days: 0 },
  });
  expect(disk?.free_bytes).toBeGreaterThan(0);
});

it('warns of events that wait for long', async () => {
  const [status, { queue }] = await checksOf({
    queue: { counts: async () => new Map([[1, { received: 5, pending: 2 }]]) },
  });
  expect(status).toBe('healthy');
  expect(queue).toMatchObject({ status: 'warn', pending: 2, oldest_pending_seconds: 400 });
});

it('tells of Valkey, and warns where it does not answer, does not keep safe what it is given, or takes no limits', async () => {
  const answering = (durability: 'full' | 'reduced', isShared = true) => ({
    facts: async () => ({ server: 'Valkey 8.1.1', durability, problems: [] }),
    sharesLimits: () => isShared,
    tellsOfEdits: () => true,
    sharesAnswers: () => true,
    tellsOfNews: () => true,
  });
  const away = {
    facts: async () => null,
    sharesLimits: () => false,
    tellsOfEdits: () => false,
    sharesAnswers: () => false,
    tellsOfNews: () => false,
  };
  const told = [];
  for (const valkey of [null, answering('full'), answering('reduced'), answering('full', false), away]) {
    const [status, checks] = await checksOf({ valkey });
    expect(status).toBe('healthy');
    told.push(checks.valkey);
  }
  const connected = {
    message: 'Connected (Valkey 8.1.1)',
    edits: 'told at once',
    realtime: 'told at once',
    reports: 'shared',
  };
  expect(told).toEqual([
    { status: 'ok', message: 'In process' },
    { ...connected, status: 'ok', durability: 'full', rate_limits: 'shared' },
    { ...connected, status: 'warn', durability: 'reduced', rate_limits: 'shared' },
    { ...connected, status: 'warn', durability: 'full', rate_limits: 'in process' },
    {
      status: 'warn',
      message: 'Valkey does not answer; events wait in the local spool',
      rate_limits: 'in process',
      edits: 'looked for in the database',
      realtime: 'looked for in the database',
      reports: 'in process',
    },
  ]);
});

it('is healthy while events are taken, though it is not known how many wait', async () => {
  const [status, { queue, dead_letters }] = await checksOf({ queue: { identify: unavailable, counts: unavailable } });
  expect(status).toBe('healthy');
  expect(queue).toMatchObject({ status: 'warn', pending_bytes: 10 });
  expect(dead_letters).toMatchObject({ status: 'ok', count: 0 });
});

it('counts the dead letters of all projects, whenever they were put aside', async () => {
  const projects = new Map([
    [1, { ...counts, deadLetters: 2 }],
    [2, { ...counts, deadLetters: 1 }],
  ]);
  const [status, { dead_letters }] = await checksOf({
    storage: { ledger: async () => ({ projects, positions: new Map() }) },
  });
  expect(status).toBe('healthy');
  expect(dead_letters).toMatchObject({ status: 'warn', count: 3 });
});

it('warns of partitions that nobody who lives stores for, and names no host', async () => {
  const all = async () => [aNode(1000, aPipeline(20), aPipeline(12)), aNode(7000, aPipeline(32)), aNode(0)];
  const [status, { workers }] = await checksOf({
    storage: { nodes: { all, beat: unavailable, leave: unavailable } },
  });
  expect(status).toBe('healthy');
  expect(workers).toEqual({
    status: 'warn',
    message: '32 of 64 partitions are in hand',
    alive: 1,
    silent: 1,
    pipelines: 2,
    partitions: 32,
  });
});

it('warns of days that ended long ago and are no columns, and of a GeoIP file that is old', async () => {
  const [, { sealing, geoip }] = await checksOf({
    sealing: () => ({ due: 4, oldestUnsealed: TODAY - 3, failure: null }),
    geoip: () => ({ state: 'ok', builtAt: new Date(NOW - 61 * DAY_MS) }),
  });
  expect(sealing).toEqual({ status: 'warn', message: '4 days to do', due: 4, lag_days: 3 });
  expect(geoip).toMatchObject({ status: 'warn', age_days: 61 });
});

it('fails when no answer can be given; that events are taken all the same is told', async () => {
  const [status, { database, queue, dead_letters, workers }] = await checksOf({
    storage: {
      status: async () => ({ ok: false, engine: 'SQLite 3', message: '/secret/path', durability: 'reduced' }),
      ledger: unavailable,
      nodes: { all: unavailable, beat: unavailable, leave: unavailable },
    },
  });
  const away = { status: 'warn', message: 'The database does not answer' };
  expect(status).toBe('unhealthy');
  expect(database).toEqual({ ...away, status: 'fail' });
  expect([dead_letters, workers]).toEqual([away, away]);
  expect(queue).toMatchObject({ status: 'warn', pending_bytes: 10 });
});

it('fails when no event is taken, and for nothing else', async () => {
  const broken = async () => {
    throw new Error('/secret/path is damaged');
  };
  const [status, fine] = await checksOf({ pipeline: broken, dataDir: '/nowhere', geoip: () => ({ state: 'corrupt' }) });
  expect(status).toBe('healthy');
  const failed = { status: 'warn', message: 'The check failed' };
  expect([fine.pipeline, fine.disk]).toEqual([failed, failed]);
  const none = sourcesWith({ queue: { status: broken } });
  expect((await checkHealth(none)).status).toBe('unhealthy');
  expect(await isReady(none)).toBe(false);
  expect(await isReady(sourcesWith({ storage: { status: broken, ledger: unavailable } }))).toBe(true);
});
