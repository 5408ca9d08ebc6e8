import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyStoredChain } from '@micrologs/audit';
import { DEFAULT_SETTINGS } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  addsUp,
  clocksOf,
  importPhpEngine,
  PhpEngineDatabase,
  StoreInUseError,
  type TableReport,
} from '../src/index.ts';
import { answersOf } from './answers.ts';
import { PhpEngine, type Row, sha256 } from './php-engine.ts';
import { recount } from './recount.ts';
import { addProject, addTraffic } from './traffic.ts';

const ZONE = 'Europe/Oslo';
const NOW = Date.UTC(2026, 2, 10);
const [FROM, TO] = ['2026-02-27', '2026-02-28'];

let server: MariaDb;
let folder: string;
let url: string;
let engine: PhpEngine;
let storage: WritableStorage;

beforeAll(async () => {
  server = await startMariaDb();
});
afterAll(() => server?.stop());

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-import-'));
  url = await server.createDatabase();
  engine = await PhpEngine.create(url);
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
});
afterEach(async () => {
  await storage.close();
  await engine.close();
  await server.dropDatabase(url);
  await rm(folder, { recursive: true });
});

interface Run {
  projects?: number[];
  sqlOffset?: string;
  /** Called after each step. */
  onStep?: (part: string, rows: number) => void;
}

async function run({ projects, sqlOffset, onStep }: Run = {}): Promise<Map<string, TableReport>> {
  const database = await PhpEngineDatabase.open({ url, sqlOffset: sqlOffset ?? null });
  try {
    const reports = await importPhpEngine({
      database,
      storage,
      timeZone: ZONE,
      clocks: clocksOf(ZONE, null),
      projects: projects ?? null,
      now: NOW,
      leaseWaitMs: 0,
      onProgress: ({ part, rows }) => onStep?.(part, rows),
    });
    expect(reports.filter((report) => !addsUp(report))).toEqual([]);
    return new Map(reports.map((report) => [report.table, report]));
  } finally {
    await database.close();
  }
}

function told(reports: Map<string, TableReport>, table: string) {
  const { read, stored, refused, adjusted } = reports.get(table)!.tally;
  return { read, stored, refused: Object.fromEntries(refused), adjusted: Object.fromEntries(adjusted) };
}

/** The project of this public key. */
async function projectOf(id: number) {
  const all = await storage.projects.all();
  return all.find(({ publicKey }) => publicKey === sha256(`public ${id}`).slice(0, 32))!;
}

async function expectSameReports(...ids: number[]): Promise<void> {
  for (const id of ids) {
    const project = await projectOf(id);
    expect(await answersOf(storage, project, FROM, TO)).toEqual(recount(engine, id, FROM, TO));
    expect(await answersOf(storage, project, '2026-02-01', '2026-03-31')).toEqual(
      recount(engine, id, '2026-02-01', '2026-03-31'),
    );
    expect((await verifyStoredChain(storage, project.id))!.fault).toBeNull();
  }
}

it('projects come with their keys, and their reports say what the old rows say', async () => {
  await addProject(engine, 4);
  await addProject(engine, 9, { is_active: 0, allowed_domains: 'HTTPS://www.Other.test/,*.wild.test,' });
  await addTraffic(engine, { project: 4, visits: 180, seed: 1, firstId: 1000 });
  await addTraffic(engine, { project: 9, visits: 150, seed: 2, firstId: 5000 });
  const reports = await run();
  await expectSameReports(4, 9);
  expect(await projectOf(4)).toMatchObject({
    name: 'Shop 4',
    secretHash: sha256(sha256('secret 4')),
    allowedDomains: ['shop.test'],
    isActive: true,
    timeZone: ZONE,
    // 9 o'clock in Oslo.
    createdAt: Date.UTC(2026, 1, 1, 8),
  });
  expect(await projectOf(9)).toMatchObject({ isActive: false, allowedDomains: ['other.test'] });
  expect(told(reports, 'projects')).toEqual({ read: 2, stored: 2, refused: {}, adjusted: { 'domain left out': 1 } });
  for (const table of [
    'pageviews',
    'visitors',
    'sessions',
    'error_groups',
    'error_events',
    'audit_logs',
    'link_clicks',
  ]) {
    const rows = engine.rows.get(table)!.length;
    expect(told(reports, table)).toEqual({ read: rows, stored: rows, refused: {}, adjusted: {} });
  }
  const link = engine.rows.get('tracked_links')!.find(({ project_id }) => project_id === 4)!;
  expect(await storage.links.resolve(String(link.code))).toMatchObject({
    id: link.id,
    destinationUrl: link.destination_url,
    isActive: false,
    totalClicks: 10,
  });
  // The ledger is of events that this engine accepted.
  expect((await storage.ledger('none')).projects).toEqual(new Map());
});

it('a run that was cut off is gone on with, and a later one adds what is new and changes nothing else', async () => {
  await addProject(engine, 4);
  await addTraffic(engine, { project: 4, visits: 1200, seed: 3, firstId: 1000 });
  for (const [table, rows] of [
    ['tracked_links', 100],
    ['audit_logs', 1000],
    ['pageviews', 2000],
  ] as const) {
    const cut = run({
      onStep: (part, done) => {
        if (part === table && done >= rows) throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
  }
  const first = await run();
  const rows = engine.rows.get('pageviews')!.length;
  expect(told(first, 'pageviews')).toEqual({ read: rows, stored: rows, refused: {}, adjusted: {} });
  await expectSameReports(4);

  const project = await projectOf(4);
  const group = Number(engine.rows.get('error_groups')![0]!.id);
  await storage.projects.update(project.id, { name: 'Renamed here' }, NOW, anAct());
  await storage.errors.setStatus({ project: project.id, groups: [group], status: 'ignored', note: '', act: anAct() });
  const before = await answersOf(storage, project, '2026-02-01', '2026-03-31');
  await run();
  expect(await answersOf(storage, project, '2026-02-01', '2026-03-31')).toEqual(before);
  expect(await projectOf(4)).toMatchObject({ name: 'Renamed here' });
  await storage.errors.setStatus({ project: project.id, groups: [group], status: 'open', note: '', act: anAct() });

  // A visit of before goes on, and there are new ones.
  const [session] = engine.rows.get('sessions')!;
  const template = engine.rows.get('pageviews')!.find(({ session_id }) => session_id === session!.id)!;
  await engine.insert('pageviews', [
    { ...template, id: 60_000, url: 'https://shop.test/later', created_at: '2026-02-27 07:30:00' },
  ]);
  await addTraffic(engine, { project: 4, visits: 90, seed: 5, firstId: 70_000, afterHours: 2 });
  await run();
  await expectSameReports(4);
});

it('rows that cannot be kept are refused with the reason, and everything adds up', async () => {
  await addProject(engine, 4);
  await addProject(engine, 5, { secret_key: '' });
  await addTraffic(engine, { project: 4, visits: 60, seed: 7, firstId: 1000 });
  const clean = recount(engine, 4, FROM, TO);
  const some = (table: string) => engine.rows.get(table)![0]!;
  const dirty = async (table: string, rows: Row[]) => {
    const known = engine.rows.get(table)!;
    await engine.insert(
      table,
      rows.map((row, index) => ({ ...some(table), id: 9000 + index, ...row })),
    );
    engine.rows.set(table, known);
  };
  await dirty('pageviews', [
    { created_at: '0000-00-00 00:00:00' },
    { created_at: null },
    { url: '' },
    { visitor_id: 77_777 },
    { session_id: 77_777 },
    { project_id: 5 },
    { project_id: 66 },
  ]);
  await dirty('visitors', [{ visitor_hash: 'not a hash' }, { visitor_hash: sha256('never seen') }]);
  await dirty('sessions', [{ session_token: 'repeated views only' }, { session_token: '', visitor_id: 77_777 }]);
  await dirty('error_groups', [
    { fingerprint: 'a', first_seen: null, last_seen: '0000-00-00 00:00:00' },
    // Same columns under another fingerprint.
    { fingerprint: 'b' },
    { fingerprint: 'c', message: 'Empty status', status: '', severity: 'fatal', last_seen: '2026-01-01 00:00:00' },
  ]);
  await dirty('error_events', [{ group_id: 77_777 }, { created_at: null }, { group_id: 9000 }]);
  await dirty('audit_logs', [{ action: '' }, { created_at: '0000-00-00 00:00:00' }]);
  await dirty('tracked_links', [
    { code: 'mailme', destination_url: 'mailto:kim@shop.test' },
    { code: 'ftp', destination_url: 'ftp://shop.test/' },
  ]);
  await dirty('link_clicks', [{ link_id: 77_777 }, { link_id: 9000 }, { created_at: null }]);
  const reports = await run();

  const refusals = Object.fromEntries([...reports.keys()].map((table) => [table, told(reports, table).refused]));
  expect(refusals).toEqual({
    projects: { 'no keys': 1 },
    pageviews: { 'no time': 2, 'no url': 1, 'no visitor': 1, 'no session': 1, 'no keys': 1, 'no project': 1 },
    visitors: { 'no visitor': 1, 'no pageviews': 1 },
    sessions: { 'no pageviews': 1, 'no visitor': 1 },
    error_groups: { 'no time': 1, 'same as another group': 1 },
    error_events: { 'no group': 1, 'no time': 1 },
    audit_logs: { 'no action': 1, 'no time': 1 },
    tracked_links: { 'destination not allowed': 2 },
    link_clicks: { 'no link': 2, 'no time': 1 },
  });
  const project = await projectOf(4);
  const { errors, occurrences, ...rest } = await answersOf(storage, project, FROM, TO);
  const { errors: groups, occurrences: all, ...others } = clean;
  expect(rest).toEqual(others);
  // The event of the group without a time names the same columns as the first one.
  expect(occurrences).toBe(all + 1);
  expect(errors.filter(([, message]) => message !== 'Empty status').length).toBe(groups.length);
  const empty = errors.find(([, message]) => message === 'Empty status');
  expect(empty?.slice(0, 4)).toEqual([9002, 'Empty status', 'open', 0]);
});

it('only the projects that are named come, and the others later', async () => {
  for (const id of [4, 9]) {
    await addProject(engine, id);
    await addTraffic(engine, { project: id, visits: 40, seed: id, firstId: id * 1000 });
  }
  await run({ projects: [9] });
  expect((await storage.projects.all()).map(({ name }) => name)).toEqual(['Shop 9']);
  await run();
  expect((await storage.projects.all()).map(({ name }) => name)).toEqual(['Shop 9', 'Shop 4']);
  await expectSameReports(4, 9);
});

it('what was deleted here is not brought back, and keys that are taken are told', async () => {
  for (const id of [4, 9]) {
    await addProject(engine, id);
    await addTraffic(engine, { project: id, visits: 10, seed: id, firstId: id * 1000 });
  }
  const secretHash = sha256(sha256('secret 9'));
  const mine = { name: 'Mine', publicKey: 'my-own', secretHash, allowedDomains: [], timeZone: 'UTC', createdAt: NOW };
  await storage.projects.create({ ...mine, settings: DEFAULT_SETTINGS }, anAct());
  await run();
  await storage.projects.delete((await projectOf(4)).id, anAct());
  const reports = await run();
  expect(told(reports, 'projects').refused).toEqual({ 'project deleted here': 1, 'key in use': 1 });
  expect((await storage.projects.all()).map(({ name }) => name)).toEqual(['Mine']);
});

it('nothing is stored beside a server that stores events', async () => {
  await addProject(engine, 4);
  await storage.ingest.acquireLease('local', 3_600_000);
  await expect(run()).rejects.toThrow(StoreInUseError);
  expect(await storage.projects.all()).toEqual([]);
});

it('a database of another kind is refused, and one whose TIMESTAMPs nobody can tell', async () => {
  await engine.run('ALTER TABLE link_clicks MODIFY created_at TIMESTAMP NULL');
  await expect(run()).rejects.toThrow('--sql-offset');
  await engine.run('ALTER TABLE link_clicks DROP COLUMN ip_hash');
  await expect(run({ sqlOffset: '+01:00' })).rejects.toThrow('it lacks link_clicks.ip_hash');
});
