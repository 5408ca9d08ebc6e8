import { setTimeout } from 'node:timers/promises';
import { DEFAULT_SETTINGS, type ProjectId } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite, openSqliteInThread } from '../src/index.ts';
import { EndlessWriter } from './processes/run.ts';
import { temporaryDatabase } from './temporary-database.ts';

const VIEWS_PER_BATCH = 20;
const DAYS = { from: 0, to: 0 };
const viewsOf = (project: ProjectId) =>
  pageviewQuery({ project, days: DAYS, by: [], measures: ['pageviews', 'visitors', 'newOnDay'] });

let database: ReturnType<typeof temporaryDatabase>;
beforeEach(() => {
  database = temporaryDatabase();
});
afterEach(() => database.remove());

const newProject = (name: string) => ({
  name,
  publicKey: `public ${name}`,
  secretHash: `secret ${name}`,
  allowedDomains: [],
  timeZone: 'UTC',
  settings: DEFAULT_SETTINGS,
  createdAt: 1,
});

it('keeps all of what was acknowledged and nothing half when a process is killed at any moment', async () => {
  const { file } = database;
  const maker = await openSqliteInThread({ file, mode: 'writer' });
  const { id: project } = await maker.projects.create(newProject('one'), anAct());
  await maker.close();
  for (let round = 0; round < 8; round++) {
    const writer = new EndlessWriter(file, project, 'one owner');
    await writer.storing();
    await setTimeout(Math.random() * 60);
    await writer.kill();

    const storage = await openSqliteInThread({ file, mode: 'writer' });
    const batches = (await storage.ingest.positions('queue')).get(project % 64)!;
    expect(batches).toBeGreaterThanOrEqual(writer.acknowledged);
    const views = batches * VIEWS_PER_BATCH;
    expect(await storage.facts.read({ views: viewsOf(project) })).toEqual({
      views: [{ pageviews: views, visitors: views, newOnDay: views }],
    });
    expect((await storage.ledger('queue')).projects.get(project)!.stored).toBe(views);
    await storage.ingest.transact(async (t) => {
      expect((await t.counters([project])).get(project)).toMatchObject({ visitor: views, pageview: views });
    });
    await storage.close();
  }
});

it('serves one file to several processes that write and read at the same time', async () => {
  const storage = await openSqlite({ file: database.file });
  const { id: project } = await storage.projects.create(newProject('one'), anAct());
  const writer = new EndlessWriter(database.file, project, 'another process');
  await writer.storing();
  let last = 0;
  for (let i = 0; i < 25; i++) {
    await storage.projects.create(newProject(`beside ${i}`), anAct());
    const {
      views: [row],
      series,
    } = await storage.facts.read({
      views: viewsOf(project),
      series: pageviewQuery({ project, days: DAYS, by: ['day'], measures: ['pageviews'] }),
    });
    expect(row.pageviews % VIEWS_PER_BATCH).toBe(0);
    expect(row.pageviews).toBeGreaterThanOrEqual(last);
    expect(row).toEqual({ pageviews: row.pageviews, visitors: row.pageviews, newOnDay: row.pageviews });
    expect(series).toEqual([{ day: 0, pageviews: row.pageviews }]);
    last = row.pageviews;
  }
  await writer.kill();
  expect(await storage.projects.all()).toHaveLength(26);
  await storage.close();
});
