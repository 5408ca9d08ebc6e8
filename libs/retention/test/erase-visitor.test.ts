import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, localDay, type ProjectId } from '@micrologs/domain';
import { visitorHash } from '@micrologs/identity';
import type { WritableStorage } from '@micrologs/storage';
import { anAct, aPageview, aProject, aSession, aVisitor, NOON } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eraseVisitor } from '../src/index.ts';

/** Of a visitor who is erased: seldom enough to be looked for in files. */
const URL = 'https://example.org/only-one-person-was-here';
const HASH = visitorHash('visitor-1');
const DAY = localDay(NOON, 'UTC');
const OPTIONS = {
  clock: () => NOON + 40 * DAY_MS,
  act: (action: string, at: number) => anAct({ action, at }),
  retryMs: 0,
};

let folder: string;
let storage: WritableStorage;
let project: ProjectId;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-erase-'));
  storage = await open();
  project = (await storage.projects.create(aProject(), anAct())).id;
  await storage.ingest.transact(async (t) => {
    for (const number of [1, 2]) {
      await t.addVisitors([aVisitor({ project, number, hash: visitorHash(`visitor-${number}`) })]);
      await t.putSessions([aSession({ project, number, visitor: number, entryUrl: number === 1 ? URL : '/' })]);
      await t.addPageviews([
        aPageview({ project, number, visitor: number, session: number, title: `Title ${number}` }),
      ]);
    }
    await t.bumpDays([{ project, day: DAY }]);
  });
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const open = () => openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });

async function sealAndRetire(): Promise<void> {
  await storage.columns.store(await storage.columns.encode(project, [DAY]));
  while (await storage.columns.retire(project, OPTIONS.clock()));
}

async function numbersOfVisitors(): Promise<number[]> {
  const views = await storage.exports.page('pageviews', project, { from: DAY, to: DAY }, null, 10);
  return views.map(({ visitor }) => visitor);
}

/** Whether the database's file or its log holds these bytes. */
async function filesHold(bytes: Buffer): Promise<boolean> {
  const files = await Promise.all(['test.db', 'test.db-wal'].map((name) => readFile(join(folder, name))));
  return files.some((file) => file.includes(bytes));
}

it('nothing of a visitor is left in the files of the database', async () => {
  expect(await filesHold(Buffer.from(HASH, 'hex'))).toBe(true);
  expect(await filesHold(Buffer.from(URL))).toBe(true);
  const erasure = await eraseVisitor(storage, project, HASH, OPTIONS);
  expect(erasure).toEqual({ found: true, errors: 0, deadLetters: 0, sealedDays: 0, wiped: true });
  expect(await filesHold(Buffer.from(HASH, 'hex'))).toBe(false);
  expect(await filesHold(Buffer.from(URL))).toBe(false);
  expect(await numbersOfVisitors()).toEqual([2]);
});

it('days that hold the visitor are sealed again', async () => {
  await sealAndRetire();
  const erasure = await eraseVisitor(storage, project, HASH, OPTIONS);
  expect(erasure).toEqual({ found: true, errors: 0, deadLetters: 0, sealedDays: 1, wiped: true });
  expect(await storage.columns.due(OPTIONS.clock(), null)).toEqual([]);
  expect(await numbersOfVisitors()).toEqual([2]);
  expect(await eraseVisitor(storage, project, HASH, OPTIONS)).toMatchObject({
    found: false,
    sealedDays: 0,
    wiped: true,
  });
});

it('the columns of a month that lie side by side are made anew too', async () => {
  await sealAndRetire();
  const joinMonths = async () => {
    const months = await storage.columns.dueMonths(OPTIONS.clock(), null);
    for (const { month } of months) expect(await storage.columns.joinMonth(project, month)).toBe(true);
    return months.length;
  };
  expect(await joinMonths()).toBe(1);
  const segments = () => {
    const database = new Database(join(folder, 'test.db'), { readonly: true });
    const rows = database.prepare('SELECT data FROM month_segments ORDER BY column_id').all() as { data: Buffer }[];
    database.close();
    return rows.map(({ data }) => data.toString('hex'));
  };
  const before = segments();
  expect(await eraseVisitor(storage, project, HASH, OPTIONS)).toMatchObject({ sealedDays: 1, wiped: true });
  expect(segments()).not.toEqual(before);
  expect(await joinMonths()).toBe(0);
  expect(await numbersOfVisitors()).toEqual([2]);
});

it('what an earlier run has left is done by the next', async () => {
  await sealAndRetire();
  // As by a kill after the visitor was erased.
  await storage.erasure.erase(project, HASH, NOON, anAct());
  expect(await numbersOfVisitors()).toEqual([2]);
  await storage.close();
  storage = await open();
  expect(await numbersOfVisitors()).toEqual([2]);
  expect(await eraseVisitor(storage, project, HASH, OPTIONS)).toMatchObject({
    found: false,
    sealedDays: 1,
    wiped: true,
  });
  expect(await storage.columns.due(OPTIONS.clock(), null)).toEqual([]);
});

it('a reader who keeps the files from being wiped is told of', async () => {
  const reader = new Database(join(folder, 'test.db'), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT COUNT(*) FROM visitors').get();
  expect(await eraseVisitor(storage, project, HASH, OPTIONS)).toMatchObject({ found: true, wiped: false });
  reader.close();
  expect(await eraseVisitor(storage, project, HASH, OPTIONS)).toMatchObject({ found: false, wiped: true });
  expect(await filesHold(Buffer.from(HASH, 'hex'))).toBe(false);
});

it('dead letters that name the visitor are dropped, by id and by hash', async () => {
  const base = { project, receivedAt: NOON, id: 'x', idGiven: true };
  const events = [
    { ...base, kind: 'pageview', body: { url: '/', visitor_id: 'visitor-1' } },
    { ...base, kind: 'pageview', visitorHashes: ['aa', HASH], body: { url: '/' } },
    { ...base, kind: 'error', body: { visitor_id: 'visitor-1' } },
    { ...base, kind: 'error', body: { visitor_id: '' } },
    { ...base, kind: 'pageview', body: { url: '/', visitor_id: 'visitor-2' } },
    { ...base, kind: 'click', link: 1 },
  ];
  await storage.ingest.transact((t) =>
    t.addDeadLetters(
      events.map((event) => ({
        project,
        kind: event.kind,
        receivedAt: NOON,
        reason: 'a test',
        event: JSON.stringify(event),
      })),
    ),
  );
  expect(await eraseVisitor(storage, project, HASH, OPTIONS)).toMatchObject({ deadLetters: 3 });
  expect((await storage.ledger('any')).projects.get(project)).toMatchObject({ deadLetters: 3 });
});
