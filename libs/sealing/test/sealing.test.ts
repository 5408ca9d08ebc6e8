import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DAY_MS, HOUR_MS, localDay, MINUTE_MS } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct, aPageview, aProject, countFacts, NOON, storeOneOfEach } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Sealing } from '../src/index.ts';

const DAY = localDay(NOON, 'UTC');

let folder: string;
let storage: WritableStorage;
let sealing: Sealing | null;
let now: number;
let warnings: string[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'micrologs-sealing-'));
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  sealing = null;
  now = NOON;
  warnings = [];
});

afterEach(async () => {
  await sealing?.stop();
  await storage.close();
  rmSync(folder, { recursive: true });
});

async function aProjectWithFacts(): Promise<number> {
  const { id } = await storage.projects.create(aProject(), anAct());
  await storage.ingest.transact((t) => storeOneOfEach(t, id));
  return id;
}

async function start(columns = storage.columns): Promise<Sealing> {
  await storage.ingest.acquireLease('me', DAY_MS);
  sealing = new Sealing({
    columns,
    owner: 'me',
    log: { info: () => {}, warn: (_, message) => warnings.push(message) },
    clock: () => now,
    lookEveryMs: 1,
  });
  return sealing;
}

const dueAt = async (at: number) => (await storage.columns.due(at, null)).length;
const rows = (project: number) =>
  storage.ingest.transact(async (t) => (await t.getPageviews([{ project, number: 1 }])).length);

it('seals a day some minutes after it has ended, and again when it has changed and nothing more comes', async () => {
  const project = await aProjectWithFacts();
  await start();
  now = NOON + 12 * HOUR_MS;
  const midnight = now;
  expect(await dueAt(midnight)).toBe(1);
  now = midnight + 15 * MINUTE_MS;
  await expect.poll(() => dueAt(midnight)).toBe(0);

  await storage.ingest.transact(async (t) => {
    await t.addPageviews([aPageview({ project, number: 2, session: 1 })]);
    await t.bumpDays([{ project, day: DAY }]);
  });
  await expect.poll(() => sealing!.status().due).toBe(1);
  expect(await dueAt(midnight)).toBe(1);
  now += 20 * MINUTE_MS;
  await expect.poll(() => dueAt(midnight)).toBe(0);
  expect(await countFacts(storage, project)).toEqual({ pageviews: 2, visitors: 1, sessions: 1 });
  expect(warnings).toEqual([]);
});

it('removes the rows of a sealed day when nothing refers to them any more', async () => {
  const project = await aProjectWithFacts();
  now = NOON + 10 * DAY_MS;
  await start();
  await expect.poll(() => dueAt(now)).toBe(0);
  expect(await rows(project)).toBe(1);
  now = NOON + 11 * DAY_MS;
  await expect.poll(() => rows(project)).toBe(0);
  expect(await countFacts(storage, project)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
});

it('goes on with the other projects when one cannot be sealed, says so, and tries again', async () => {
  const [bad, good] = [await aProjectWithFacts(), await aProjectWithFacts()];
  now = NOON + 2 * DAY_MS;
  let works = false;
  await start({
    ...bound(storage.columns),
    encode: (project, days) =>
      project === bad && !works ? Promise.reject(new Error('damaged')) : storage.columns.encode(project, days),
  });
  await expect
    .poll(async () => (await storage.columns.due(now, null)).map(({ project }) => project))
    .not.toContain(good);
  await expect.poll(() => sealing!.status().failure).not.toBeNull();
  expect(sealing!.status()).toEqual({ due: 1, oldestUnsealed: DAY, failure: 'damaged' });
  expect(warnings).toEqual(['days cannot be sealed at the moment']);
  works = true;
  await expect.poll(() => sealing!.status().failure).toBeNull();
  expect(await dueAt(now)).toBe(0);
});

it('leaves the projects of partitions alone that another writer holds', async () => {
  await aProjectWithFacts();
  await storage.ingest.acquireLease('another', DAY_MS);
  now = NOON + 20 * DAY_MS;
  let looks = 0;
  await start({
    ...bound(storage.columns),
    due: (at, owner) => {
      looks += 1;
      return storage.columns.due(at, owner);
    },
  });
  await expect.poll(() => looks).toBeGreaterThan(3);
  expect(await dueAt(now)).toBe(1);
});

function bound(columns: WritableStorage['columns']): WritableStorage['columns'] {
  return {
    due: columns.due.bind(columns),
    encode: columns.encode.bind(columns),
    store: columns.store.bind(columns),
    dueMonths: columns.dueMonths.bind(columns),
    joinMonth: columns.joinMonth.bind(columns),
    dueGroups: columns.dueGroups.bind(columns),
    encodeGroups: columns.encodeGroups.bind(columns),
    storeGroups: columns.storeGroups.bind(columns),
    retirable: columns.retirable.bind(columns),
    retire: columns.retire.bind(columns),
  };
}
