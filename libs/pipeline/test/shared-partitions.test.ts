import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProjectId, type QueuedEvent, UNKNOWN_DEVICE } from '@micrologs/domain';
import { LocalSpool, SpoolSource } from '@micrologs/spool';
import { PARTITION_COUNT, type WritableStorage } from '@micrologs/storage';
import { anAct, aProject } from '@micrologs/storage/conformance';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Pipeline } from '../src/index.ts';
import { NOON } from './world.ts';

const LEASE_TTL_MS = 900;
const WAIT = { timeout: 60_000, interval: 20 };

/** A pipeline with a connection of its own, as in a process of its own, which can be made to stand still. */
interface Worker {
  pipeline: Pipeline;
  /** It gets no further than to the beginning of its next transaction, and renews nothing. */
  halt(): void;
  resume(): void;
  /** It came to that beginning. */
  isHalted(): boolean;
}

let mariaDb: MariaDb;
let folder: string;
let url: string;
let spool: LocalSpool;
let storage: WritableStorage;
let projects: ProjectId[];
let appended: number;
/** What leases go by. It stands still, so that none is lost because a busy machine held its owner up. */
let now: number;
const opened: WritableStorage[] = [];
const workers: Worker[] = [];

beforeAll(async () => {
  mariaDb = await startMariaDb();
});
afterAll(() => mariaDb.stop());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'micrologs-shared-'));
  spool = await LocalSpool.open({ path: join(folder, 'spool.db') });
  url = await mariaDb.createDatabase();
  now = NOON;
  storage = await open();
  projects = [];
  appended = 0;
  // One in each partition.
  for (let i = 0; i < PARTITION_COUNT; i++) projects.push((await storage.projects.create(aProject(), anAct())).id);
});

afterEach(async () => {
  for (const { pipeline, resume } of workers.splice(0)) {
    resume();
    await pipeline.stop();
  }
  for (const each of opened.splice(0)) await each.close();
  await spool.close();
  await mariaDb.dropDatabase(url);
  rmSync(folder, { recursive: true });
});

async function open(): Promise<WritableStorage> {
  const each = await openMysqlInThread({ address: parseMysqlUrl(url), mode: 'writer', clock: () => now });
  opened.push(each);
  return each;
}

async function start(owner: string): Promise<Worker> {
  const { ingest } = await open();
  let gate: Promise<void> | null = null;
  let openGate = () => {};
  let halted = false;
  const transact = ingest.transact.bind(ingest);
  ingest.transact = async (work) => {
    if (gate) {
      halted = true;
      await gate;
    }
    return transact(work);
  };
  const pipeline = new Pipeline({
    store: ingest,
    source: new SpoolSource(spool.sourceHandle()),
    owner,
    shared: true,
    leaseTtlMs: LEASE_TTL_MS,
    gatherMs: 1,
    batchBytes: 4096,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const worker: Worker = {
    pipeline,
    halt: () => {
      gate = new Promise((resolve) => {
        openGate = resolve;
      });
    },
    resume: () => {
      gate = null;
      openGate();
    },
    isHalted: () => halted,
  };
  workers.push(worker);
  return worker;
}

/** Views of every project, each by a visitor and of a page of its own, without ids by which a second storing would be found. */
async function append(viewsEach: number): Promise<void> {
  for (const project of projects) {
    const views = Array.from({ length: viewsEach }, (): QueuedEvent => {
      const number = ++appended;
      return {
        kind: 'pageview',
        project,
        receivedAt: NOON,
        id: `view-${number}`,
        idGiven: false,
        device: UNKNOWN_DEVICE,
        body: { url: `https://shop.test/${number}`, visitor_id: `visitor-${number}`, session_token: 'token' },
      };
    });
    await spool.append(project, views.map((view) => JSON.stringify(view)).join(','), viewsEach);
  }
}

const held = () => workers.map(({ pipeline }) => pipeline.status().partitions);
const processed = () => workers.reduce((sum, { pipeline }) => sum + pipeline.status().processed, 0);

async function ledger() {
  const { projects: counts, positions } = await storage.ledger(spool.source);
  const stored = [...counts.values()];
  const queued = [...(await spool.counts(positions)).values()];
  const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    received: sum(queued, (row) => row.received),
    pending: sum(queued, (row) => row.pending),
    stored: sum(stored, (row) => row.stored),
    dropped: sum(stored, (row) => Object.values(row.dropped).reduce((all, count) => all + count, 0)),
    deadLetters: sum(stored, (row) => row.deadLetters),
  };
}

/** Every event is stored once: by the ledger, and by the rows. */
async function expectAllStoredOnce(): Promise<void> {
  await expect.poll(async () => (await ledger()).pending, WAIT).toBe(0);
  expect(await ledger()).toEqual({ received: appended, pending: 0, stored: appended, dropped: 0, deadLetters: 0 });
  const database = new URL(url).pathname.slice(1);
  const [rows] = await mariaDb.administer(
    `SELECT COUNT(*) AS views, COUNT(DISTINCT url) AS urls FROM ${database}.pageviews`,
  );
  expect([Number(rows!.views), Number(rows!.urls)]).toEqual([appended, appended]);
}

it('shares the partitions among the pipelines that there are, as they come and go', async () => {
  await append(5);
  const first = await start('first');
  await expect.poll(held, WAIT).toEqual([64]);
  await start('second');
  await expect.poll(held, WAIT).toEqual([32, 32]);
  await append(5);
  await start('third');
  await start('fourth');
  await expect.poll(held, WAIT).toEqual([16, 16, 16, 16]);
  await append(5);
  await expectAllStoredOnce();
  const before = workers.map(({ pipeline }) => pipeline.status().processed);
  await append(5);
  await expectAllStoredOnce();
  // Each of them stored what came for its partitions.
  const after = workers.map(({ pipeline }) => pipeline.status().processed);
  expect(after.map((count, i) => count - before[i]!)).toEqual([80, 80, 80, 80]);

  await append(5);
  await first.pipeline.stop();
  await expect.poll(() => held().sort(), WAIT).toEqual([0, 21, 21, 22]);
  await append(5);
  await expectAllStoredOnce();
  expect(processed()).toBe(appended);
});

it('stores nothing twice when a pipeline stands still past its lease in the midst of a batch, and goes on', async () => {
  const sleeper = await start('sleeper');
  const other = await start('other');
  await expect.poll(held, WAIT).toEqual([32, 32]);
  sleeper.halt();
  await append(10);
  await expect.poll(sleeper.isHalted, WAIT).toBe(true);
  now += LEASE_TTL_MS;
  await expect.poll(() => other.pipeline.status().partitions, WAIT).toBe(64);
  await expectAllStoredOnce();
  await append(10);
  sleeper.resume();
  await expect.poll(held, WAIT).toEqual([32, 32]);
  await append(10);
  await expectAllStoredOnce();
  expect(sleeper.pipeline.status().processed).toBeGreaterThan(0);
  expect(processed()).toBe(appended);
});
