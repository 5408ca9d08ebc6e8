import { setTimeout } from 'node:timers/promises';
import { partitionOf, StorageUnavailableError } from '@micrologs/storage';
import { anAct, aProject, countFacts, storeOneOfEach } from '@micrologs/storage/conformance';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MysqlAddress, openMysql, openMysqlInThread, parseMysqlUrl } from '../src/index.ts';

/** A server of its own, since it is killed. */
let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await startMariaDb();
});
afterAll(() => mariaDb.stop());

let address: MysqlAddress;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  address = parseMysqlUrl(await mariaDb.createDatabase());
});
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});

async function open(silenceMs?: number) {
  const storage = await openMysqlInThread({ address, mode: 'writer', silenceMs });
  opened.push(storage);
  return storage;
}

async function openThreads() {
  const storage = await openMysql({ address: { ...address, pool: 2 } });
  opened.push(storage);
  return storage;
}

/** Calls again and again. @returns what the first call that fails throws */
async function failureOf(call: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    try {
      await call();
    } catch (error) {
      return error;
    }
  }
}

it('stores nothing of a transaction that the server died in, and goes on by itself', async () => {
  const storage = await open();
  const { id: project } = await storage.projects.create(aProject(), anAct());
  const interrupted = storage.ingest.transact(async (t) => {
    await storeOneOfEach(t, project, 1);
    await mariaDb.kill();
    await storeOneOfEach(t, project, 2);
  });
  await expect(interrupted).rejects.toThrow(StorageUnavailableError);
  await expect(storage.projects.all()).rejects.toThrow(/127\.0\.0\.1:\d+ does not answer: check that it runs/);
  await expect(storage.ingest.transact((t) => storeOneOfEach(t, project))).rejects.toThrow(StorageUnavailableError);
  expect(await storage.status()).toMatchObject({ ok: false, message: expect.stringContaining('does not answer') });

  await mariaDb.start();
  expect(await storage.status()).toMatchObject({ ok: true, message: '' });
  expect(await countFacts(storage, project)).toEqual({ pageviews: 0, visitors: 0, sessions: 0 });
  await storage.ingest.transact((t) => storeOneOfEach(t, project));
  expect(await countFacts(storage, project)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
});

it('has every batch whole or not at all, whatever moment the server is killed at', async () => {
  const storage = await open();
  const { id: project } = await storage.projects.create(aProject(), anAct());
  const partition = partitionOf(project);
  const lease = await storage.ingest.acquireLease('one owner', 600_000);
  let acknowledged = 0;
  const storeUntilItFails = async () => {
    for (let batch = acknowledged + 1; ; batch++) {
      await storage.ingest.transact(async (t) => {
        await t.advance('queue', lease, new Map([[partition, batch]]));
        await storeOneOfEach(t, project, batch);
      });
      acknowledged = batch;
    }
  };
  for (let round = 0; round < 5; round++) {
    const death = setTimeout(Math.random() * 100).then(() => mariaDb.kill());
    await expect(storeUntilItFails()).rejects.toThrow(StorageUnavailableError);
    await death;
    await mariaDb.start();
    const batches = (await storage.ingest.positions('queue')).get(partition)!;
    expect([acknowledged, acknowledged + 1]).toContain(batches);
    expect(await countFacts(storage, project)).toEqual({ pageviews: batches, visitors: batches, sessions: batches });
    const counts = (await storage.ledger('queue')).projects.get(project);
    expect([counts?.stored ?? 0, counts?.deadLetters ?? 0]).toEqual([batches, batches]);
    acknowledged = batches;
  }
  expect(acknowledged).toBeGreaterThan(0);
});

it('fails every call of its threads while the server is dead, and no later one', async () => {
  const storage = await openThreads();
  const created: string[] = [];
  let names = 0;
  const create = async () => {
    const { name } = await storage.projects.create(aProject({ name: `Project ${++names}` }), anAct());
    created.push(name);
  };
  const read = () => storage.projects.all();
  const work = Promise.all([create, create, create, create, read, read].map(failureOf));
  await expect.poll(() => created.length).toBeGreaterThan(10);
  await mariaDb.kill();
  for (const error of await work) expect(error).toBeInstanceOf(StorageUnavailableError);
  expect(await storage.status()).toMatchObject({ ok: false });

  await mariaDb.start();
  expect(await storage.status()).toMatchObject({ ok: true });
  const projects = await storage.projects.all();
  const stored = projects.map(({ name }) => name);
  expect(new Set(stored).size).toBe(stored.length);
  expect(stored).toEqual(expect.arrayContaining(created));
  expect(stored.length).toBeLessThanOrEqual(created.length + 4);
  // Neither a project without the act that made it, nor the other way round.
  const chains = await storage.audit.chains();
  expect(chains.map(({ project }) => project).sort()).toEqual(projects.map(({ id }) => id).sort());
  await storage.projects.create(aProject(), anAct());
});

it('gives up a server that stands still, and takes it again when it goes on', async () => {
  const storage = await open(200);
  const { id: project } = await storage.projects.create(aProject(), anAct());
  const interrupted = storage.ingest.transact(async (t) => {
    await storeOneOfEach(t, project, 1);
    mariaDb.signal('SIGSTOP');
    for (let n = 2; ; n++) await storeOneOfEach(t, project, n);
  });
  await expect(interrupted).rejects.toThrow(/does not answer/);
  await expect(interrupted).rejects.toThrow(StorageUnavailableError);
  expect(await storage.status()).toMatchObject({ ok: false, message: expect.stringContaining('does not answer') });

  mariaDb.signal('SIGCONT');
  expect(await storage.status()).toMatchObject({ ok: true });
  await storage.ingest.transact((t) => storeOneOfEach(t, project));
  expect(await countFacts(storage, project)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
});

it('says so behind threads too when the server stands still', async () => {
  const storage = await openThreads();
  const project = await storage.projects.create(aProject(), anAct());
  mariaDb.signal('SIGSTOP');
  const calls = [() => storage.projects.all(), () => storage.projects.create(aProject(), anAct())];
  for (const error of await Promise.all(calls.map(failureOf))) expect(error).toBeInstanceOf(StorageUnavailableError);
  expect(await storage.status()).toMatchObject({ ok: false });
  mariaDb.signal('SIGCONT');
  expect(await storage.projects.all()).toContainEqual(project);
  expect(await storage.status()).toMatchObject({ ok: true });
});

it('opens without a server, and makes the tables when there is one', async () => {
  await mariaDb.kill();
  const storage = await open();
  const threads = await openThreads();
  for (const { projects } of [storage, threads]) {
    await expect(projects.create(aProject(), anAct())).rejects.toThrow(StorageUnavailableError);
    await expect(projects.all()).rejects.toThrow(StorageUnavailableError);
  }
  expect(await threads.status()).toMatchObject({ ok: false, engine: 'MySQL' });

  await mariaDb.start();
  const created = [
    await storage.projects.create(aProject(), anAct()),
    await threads.projects.create(aProject(), anAct()),
  ];
  expect(await threads.projects.all()).toEqual(created);
  expect(await threads.status()).toMatchObject({ ok: true, engine: expect.stringContaining('MariaDB') });
});
