import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { verifyStoredChain } from '@micrologs/audit';
import { DAY_MS, localDay, type Project } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  clocksOf,
  DamagedExportError,
  exportProjects,
  type FileImport,
  importFile,
  importPhpEngine,
  PhpEngineDatabase,
} from '../src/index.ts';
import { answersOf } from './answers.ts';
import { PhpEngine, sha256 } from './php-engine.ts';
import { addProject, addTraffic } from './traffic.ts';

const NOW = Date.UTC(2026, 2, 20);
const ZONE = 'Europe/Oslo';

let mariadb: MariaDb;
let folder: string;
let opened: WritableStorage[];

beforeAll(async () => {
  mariadb = await startMariaDb();
});
afterAll(() => mariadb?.stop());

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-round-trip-'));
  opened = [];
});
afterEach(async () => {
  for (const storage of opened) await storage.close();
  await rm(folder, { recursive: true });
});

async function sqlite(): Promise<WritableStorage> {
  const file = path.join(folder, `${opened.length}.db`);
  const storage = await openSqliteInThread({ file, mode: 'writer' });
  opened.push(storage);
  return storage;
}

async function mysql(): Promise<WritableStorage> {
  const address = parseMysqlUrl(await mariadb.createDatabase());
  const storage = await openMysqlInThread({ address, mode: 'writer' });
  opened.push(storage);
  return storage;
}

/** Two projects with some weeks of everything, of which the first days are columns, and the very first have no rows any more. */
async function filled(visits = 300): Promise<WritableStorage> {
  const storage = await sqlite();
  const url = await mariadb.createDatabase();
  const engine = await PhpEngine.create(url);
  const database = await PhpEngineDatabase.open({ url, sqlOffset: null });
  try {
    for (const id of [4, 9]) {
      await addProject(engine, id);
      await addTraffic(engine, { project: id, visits, seed: id, firstId: id * 10_000 });
    }
    const clocks = clocksOf(ZONE, null);
    const run = { database, storage, timeZone: ZONE, clocks, projects: null, now: NOW, onProgress: () => {} };
    await importPhpEngine(run);
  } finally {
    await database.close();
    await engine.close();
    await mariadb.dropDatabase(url);
  }
  for (const { id } of await storage.projects.all()) {
    const days = (await storage.columns.due(NOW - 19 * DAY_MS, null)).filter(({ project }) => project === id);
    for (const { day } of days) await storage.columns.store(await storage.columns.encode(id, [day]));
    while (await storage.columns.retire(id, NOW - 20 * DAY_MS));
    await storage.ingest.transact((t) =>
      t.count([
        { project: id, outcome: 'stored', count: 10 },
        { project: id, outcome: 'repeated_view', count: 2 },
      ]),
    );
  }
  return storage;
}

async function exported(storage: WritableStorage, name: string, projects: number[] | null = null): Promise<string> {
  const file = path.join(folder, name);
  const out = createWriteStream(file);
  await exportProjects(storage, { projects, out, now: NOW });
  out.end();
  await finished(out);
  return file;
}

function imported(storage: WritableStorage, file: string, more: Partial<FileImport> = {}) {
  const run = { file, storage, projects: null, overwrite: [], now: NOW, leaseWaitMs: 0, onProgress: () => {} };
  return importFile({ ...run, ...more });
}

/** Lines of an export without what tells one from the next. */
async function content(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trim().split('\n').slice(1, -1);
}

async function everythingOf(storage: WritableStorage, project: Project) {
  const days = { from: localDay(NOW, ZONE) - 60, to: localDay(NOW, ZONE) + 1 };
  return {
    reports: await answersOf(storage, project, '2026-02-01', '2026-03-31'),
    views: await storage.exports.page('pageviews', project.id, days, null, 100_000),
    clicks: (await storage.exports.page('clicks', project.id, days, null, 100_000)).map(
      ({ link: _, ...click }) => click,
    ),
    chain: await verifyStoredChain(storage, project.id),
  };
}

it('projects go from SQLite to MySQL and back, and every report, export and audit log is the same', async () => {
  const first = await filled();
  const one = await exported(first, 'one');
  const second = await mysql();
  const rows = (await content(one)).filter((line) => line.includes('"row"')).length;
  const reports = await imported(second, one);
  expect(reports.map(({ name }) => name)).toEqual(['Shop 4', 'Shop 9']);
  expect(reports.reduce((sum, { stored }) => sum + stored, 0)).toBe(rows);
  const two = await exported(second, 'two');
  const third = await sqlite();
  await imported(third, two);
  const three = await exported(third, 'three');

  expect(await content(three)).toEqual(await content(two));
  expect(await content(two)).toEqual(await content(one));
  const tables = new Set((await content(one)).map((line) => JSON.parse(line).table));
  for (const table of ['pageviews', 'day_segments', 'error_events', 'clicks', 'audit_entries'])
    expect(tables).toContain(table);
  expect(await content(one)).toContainEqual(expect.stringContaining('"retired":1'));
  const projects = await first.projects.all();
  expect(await third.projects.all()).toEqual(projects);
  for (const project of projects) {
    const before = await everythingOf(first, project);
    expect(before.views.length).toBeGreaterThan(500);
    expect(before.chain!.fault).toBeNull();
    expect(await everythingOf(second, project)).toEqual(before);
    expect(await everythingOf(third, project)).toEqual(before);
    expect((await third.ledger('none')).projects.get(project.id)).toEqual({
      stored: 10,
      dropped: { repeated_view: 2 },
      deadLetters: 0,
      receivedElsewhere: 12,
    });
  }
});

it('an import that was cut off is gone on with, and one that has ended does nothing', async () => {
  const first = await filled(700);
  const file = await exported(first, 'one');
  const second = await sqlite();
  for (const line of [1000, 4000]) {
    const cut = imported(second, file, {
      onProgress: (lines) => {
        if (lines > line) throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
  }
  const rest = await imported(second, file);
  expect(rest[0]!.before).toBeGreaterThan(3000);
  expect(await content(await exported(second, 'two'))).toEqual(await content(file));
  expect((await imported(second, file)).map(({ stored }) => stored)).toEqual([0, 0]);
});

it('nothing of a damaged file is stored', async () => {
  const first = await filled(20);
  const file = await exported(first, 'one');
  const text = await readFile(file, 'utf8');
  const lines = text.split('\n');
  const second = await sqlite();
  const damaged = async (broken: string, message: string) => {
    await writeFile(file, broken);
    await expect(imported(second, file)).rejects.toThrow(DamagedExportError);
    await expect(imported(second, file)).rejects.toThrow(message);
  };
  await damaged(text.slice(0, text.length / 2), 'cut off');
  await damaged(lines.slice(0, -2).join('\n'), 'cut off');
  await damaged(text.replace('https://shop.test', 'https://evil.test'), 'not as it was written');
  await damaged([...lines.slice(0, 5), ...lines.slice(6)].join('\n'), 'not as it was written');
  await damaged(`${text}{"codes":[]}\n`, 'goes on behind its end');
  await damaged(text.replace('"micrologs_export":1', '"micrologs_export":2'), 'has format 2');
  await damaged('{"url":"https://shop.test/"}\n', 'is no export of Micrologs');
  await damaged('', 'cut off');
  expect(await second.projects.all()).toEqual([]);
});

it('a project that is there is overwritten when that is asked for, and then alone', async () => {
  const first = await filled(20);
  const file = await exported(first, 'one');
  await expect(imported(first, file)).rejects.toThrow('There is a project 1 here already, "Shop 4"');
  await first.projects.update(1, { name: 'Renamed' }, NOW, anAct());
  await first.projects.update(2, { name: 'Stays' }, NOW, anAct());
  await imported(first, file, { projects: [1], overwrite: [1] });
  expect((await first.projects.all()).map(({ name }) => name)).toEqual(['Shop 4', 'Stays']);
  const [entry] = await first.audit.read(0, 0, 10);
  expect(entry).toMatchObject({ action: 'project.overwritten' });
  expect((await verifyStoredChain(first, 1))!.fault).toBeNull();
});

it('one whose key another project has is refused', async () => {
  const first = await filled(20);
  const file = await exported(first, 'one', [2]);
  const second = await sqlite();
  await imported(second, file);
  // The same project under another number.
  const text = (await readFile(file, 'utf8')).replaceAll('"project":2', '"project":3').replace('{"id":2,', '{"id":3,');
  const lines = text.trim().split('\n').slice(0, -1);
  const end = { end: true, lines: lines.length, sha256: sha256(`${lines.join('\n')}\n`) };
  await writeFile(file, `${lines.join('\n')}\n${JSON.stringify(end)}\n`);
  const third = await sqlite();
  await third.projects.create({ ...(await second.projects.all())[0]!, name: 'Rival' }, anAct());
  await expect(imported(third, file)).rejects.toThrow('"Rival", has a key of an imported one');
});
