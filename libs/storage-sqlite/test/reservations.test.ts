import { setTimeout } from 'node:timers/promises';
import type { LinkId } from '@micrologs/domain';
import { StorageUnavailableError } from '@micrologs/storage';
import { aLink, anAct, aProject } from '@micrologs/storage/conformance';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite, openSqliteInThread } from '../src/index.ts';
import { Reserver } from './processes/run-reserver.ts';
import { temporaryDatabase } from './temporary-database.ts';

const AT_ONCE = 200;

let database: ReturnType<typeof temporaryDatabase>;
beforeEach(() => {
  database = temporaryDatabase();
});
afterEach(() => database.remove());

async function makeLink(maxClicks: number): Promise<LinkId> {
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer' });
  const { id: project } = await storage.projects.create(aProject(), anAct());
  const [link] = await storage.links.create([aLink({ project, code: 'few', maxClicks })], anAct());
  await storage.close();
  return link!.id;
}

async function reserved(): Promise<number> {
  const storage = await openSqliteInThread({ file: database.file, mode: 'reader' });
  const link = await storage.links.resolve('few');
  await storage.close();
  return link!.reservedClicks;
}

it('grants exactly the clicks that a link has, to processes that ask 200 at once', async () => {
  const maxClicks = 2345;
  const link = await makeLink(maxClicks);
  const reservers = [new Reserver(database.file, link, AT_ONCE), new Reserver(database.file, link, AT_ONCE)];
  await Promise.all(reservers.map((reserver) => reserver.ended()));
  expect(reservers[0]!.granted + reservers[1]!.granted).toBe(maxClicks);
  expect(await reserved()).toBe(maxClicks);
});

it('grants no click twice and keeps what it granted when a process is killed at any moment', async () => {
  const maxClicks = 60_000;
  const kills = 6;
  const link = await makeLink(maxClicks);
  let granted = 0;
  let before = 0;
  for (let round = 1; round <= kills; round++) {
    const reserver = new Reserver(database.file, link, AT_ONCE);
    await reserver.reserving();
    await setTimeout(Math.random() * 40);
    await reserver.kill();
    granted += reserver.granted;
    const now = await reserved();
    expect(now - before).toBeGreaterThanOrEqual(reserver.granted);
    before = now;
  }
  const last = new Reserver(database.file, link, AT_ONCE);
  await last.ended();
  granted += last.granted;
  expect(await reserved()).toBe(maxClicks);
  expect(granted).toBeLessThanOrEqual(maxClicks);
  // What was on disk and never told is lost: no more than was asked for at once.
  expect(granted).toBeGreaterThanOrEqual(maxClicks - kills * AT_ONCE);
});

it('grants nothing that it cannot write, says so to everybody who waits, and goes on when it can', async () => {
  const link = await makeLink(5);
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer', busyTimeoutMs: 50 });
  const ask = () => Promise.allSettled([1, 2, 3].map(() => storage.links.reserveClick(link)));
  const other = new Database(database.file);
  other.exec('BEGIN IMMEDIATE');
  for (const answer of await ask()) {
    expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(StorageUnavailableError) });
  }
  other.exec('ROLLBACK');
  other.close();
  expect(await ask()).toEqual([1, 2, 3].map(() => ({ status: 'fulfilled', value: true })));
  await storage.close();
  for (const answer of await ask()) expect(answer.status).toBe('rejected');
  expect(await reserved()).toBe(3);
});

it('reserves through threads as it does without', async () => {
  const link = await makeLink(50);
  const storage = await openSqlite({ file: database.file });
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => storage.links.reserveClick(link)));
  expect(answers.filter((granted) => granted)).toHaveLength(50);
  // A reader sees what the writer has committed.
  expect(await storage.links.resolve('few')).toMatchObject({ reservedClicks: 50 });
  await storage.close();
});
