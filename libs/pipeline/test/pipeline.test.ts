import { join } from 'node:path';
import type { QueuedEvent } from '@micrologs/domain';
import { LocalSpool, SpoolSource } from '@micrologs/spool';
import { ConflictError } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Pipeline, type PipelineOptions } from '../src/index.ts';
import { NOON, World } from './world.ts';

let world: World;
let spool: LocalSpool;
let running: Pipeline | null = null;
const logged: string[] = [];
const note = (_details: object, message: string) => {
  logged.push(message);
};
const log: PipelineOptions['log'] = { info: note, warn: note, error: note };

beforeEach(async () => {
  logged.length = 0;
  world = await World.create();
  spool = await LocalSpool.open({ path: join(world.folder, 'spool.db') });
});

afterEach(async () => {
  await running?.stop();
  running = null;
  await spool.close();
  await world.close();
});

function start(options: Partial<PipelineOptions> = {}): Pipeline {
  const source = new SpoolSource(spool.sourceHandle());
  running = new Pipeline({ store: world.store.ingest, source, owner: 'test', log, ...options });
  return running;
}

async function restart(options: Partial<PipelineOptions> = {}) {
  await running!.stop();
  return start(options);
}

function append(...events: QueuedEvent[]) {
  return spool.append(world.project.id, events.map((event) => JSON.stringify(event)).join(','), events.length);
}

async function ledger() {
  const stored = await world.store.ledger(spool.source);
  const queue = await spool.counts(stored.positions);
  const own = stored.projects.get(world.project.id);
  const { received, pending } = queue.get(world.project.id) ?? { received: 0, pending: 0 };
  const dropped = Object.values(own?.dropped ?? {}).reduce((sum, count) => sum + count, 0);
  return { received, pending, stored: own?.stored ?? 0, dropped, deadLetters: own?.deadLetters ?? 0 };
}

const untilDrained = (processed: number) =>
  expect.poll(() => running!.status().processed, { interval: 10 }).toBe(processed);

it('stores what was queued before and after its start, and trims the queue', async () => {
  await append(world.view(NOON), world.view(NOON + 1));
  start();
  await append(world.view(NOON + 2));
  await untilDrained(3);
  expect(await ledger()).toEqual({ received: 3, stored: 3, dropped: 0, pending: 0, deadLetters: 0 });
  await expect.poll(async () => (await spool.status()).groups).toBe(0);
});

it('stores nothing twice when it is stopped and started again', async () => {
  await append(world.view(NOON));
  start();
  await untilDrained(1);
  await restart();
  await append(world.view(NOON + 1));
  await untilDrained(1);
  expect(await world.views()).toHaveLength(2);
});

it('skips, event by event, what a partition consumed before', async () => {
  const other = await world.addProject();
  await append(world.view(NOON));
  start();
  await untilDrained(1);
  await running!.stop();
  // The group is back in the queue, as if the trimming had been lost, with an event of a partition that stands before it.
  const db = new Database(join(world.folder, 'spool.db'));
  db.prepare('DELETE FROM groups').run();
  db.prepare('INSERT INTO groups VALUES (1, 0, ?, ?)').run(
    JSON.stringify([
      [world.project.id, 1],
      [other.id, 1],
    ]),
    Buffer.from(JSON.stringify([world.view(NOON, { id: 'view-1' }), world.view(NOON, { project: other.id })])),
  );
  db.close();
  start();
  await untilDrained(1);
  expect(await world.views()).toHaveLength(1);
  expect((await world.store.ledger(spool.source)).projects.get(other.id)).toMatchObject({ stored: 1 });
});

it('puts aside exactly the events that cannot be stored, and stores the others', async () => {
  const broken = { ...world.view(NOON), kind: 'nonsense' } as unknown as QueuedEvent;
  const noBody = { ...world.view(NOON), body: null } as unknown as QueuedEvent;
  await append(world.view(NOON), broken, world.view(NOON + 1), noBody, world.view(NOON + 2));
  start();
  await untilDrained(5);
  expect(await ledger()).toMatchObject({ received: 5, stored: 3, dropped: 0, deadLetters: 2, pending: 0 });
  expect(running!.status().deadLetters).toBe(2);
  expect(logged.filter((message) => message.includes('dead letter'))).toHaveLength(2);
});

it('waits for a locked database without making dead letters, and goes on', async () => {
  const blocker = new Database(world.databaseFile);
  blocker.exec('BEGIN EXCLUSIVE');
  await append(world.view(NOON));
  start();
  await expect.poll(() => running!.status().state).toBe('blocked');
  expect(running!.status().processed).toBe(0);
  blocker.exec('ROLLBACK');
  blocker.close();
  await untilDrained(1);
  expect(await ledger()).toEqual({ received: 1, stored: 1, dropped: 0, pending: 0, deadLetters: 0 });
});

it('runs a batch again that another writer was in the way of, and counts how often', async () => {
  let left = 3;
  const { ingest } = world.store;
  const transact = ingest.transact.bind(ingest);
  // As an engine that gives a transaction up for another one when it comes to commit.
  ingest.transact = (work) =>
    transact(async (transaction) => {
      const result = await work(transaction);
      if (left-- > 0) throw new ConflictError('Deadlock found when trying to get lock');
      return result;
    });
  await append(world.view(NOON), world.view(NOON + 1));
  start();
  await untilDrained(2);
  expect(running!.status()).toMatchObject({ conflicts: 3, deadLetters: 0 });
  expect(await ledger()).toEqual({ received: 2, stored: 2, dropped: 0, pending: 0, deadLetters: 0 });
});

it('stops writing when its lease is taken over, and takes it back when it is free', async () => {
  start();
  await append(world.view(NOON));
  await untilDrained(1);
  await world.store.ingest.transact(async () => {});
  // Another writer with the same name: the epoch moves on.
  const thief = await world.store.ingest.acquireLease('test', 60_000);
  await append(world.view(NOON + 1));
  await untilDrained(2);
  await expect(
    world.store.ingest.transact((transaction) =>
      transaction.advance(spool.source, thief, new Map([[world.project.id, 999]])),
    ),
  ).rejects.toThrow('lease was lost');
  expect(await world.views()).toHaveLength(2);
});

it('lets others use its thread and its store while it works on a backlog', async () => {
  for (let group = 0; group < 40; group++) await append(...Array.from({ length: 50 }, () => world.view(NOON)));
  start({ batchBytes: 1 });
  let turns = 0;
  while (running!.status().processed < 2000) {
    // Timers and messages of this thread come in turn with the batches, and so do other writers.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await world.store.projects.update(world.project.id, { name: `Shop ${turns}` }, NOON + turns, anAct());
    turns += 1;
  }
  expect(turns).toBeGreaterThan(10);
});

it('ends at once when nothing is to be done, and in the middle of a pause', async () => {
  const pipeline = start();
  await expect.poll(() => pipeline.status().state).toBe('waiting');
  await pipeline.stop();
  expect(pipeline.status().state).toBe('stopped');
});
