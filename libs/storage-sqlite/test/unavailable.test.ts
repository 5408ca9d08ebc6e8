import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '@micrologs/domain';
import { StorageUnavailableError, type WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { SqlStorage } from '@micrologs/storage/sql';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SqliteConnection } from '../src/connection.ts';
import { openSqlite, openSqliteInThread } from '../src/index.ts';
import { migrations } from '../src/migrations.ts';
import { temporaryDatabase } from './temporary-database.ts';

let database: ReturnType<typeof temporaryDatabase>;
beforeEach(() => {
  database = temporaryDatabase();
});
afterEach(() => database.remove());

const project = {
  name: 'A project',
  publicKey: 'public',
  secretHash: 'secret',
  allowedDomains: [],
  timeZone: 'UTC',
  settings: DEFAULT_SETTINGS,
  createdAt: 1,
};

/** Every call says what is wrong; after `repair` the same store works. */
async function expectOutage(storage: Pick<WritableStorage, 'projects' | 'status'>, says: RegExp, repair: () => void) {
  await expect(storage.projects.create(project, anAct())).rejects.toThrow(StorageUnavailableError);
  await expect(storage.projects.create(project, anAct())).rejects.toThrow(says);
  expect(await storage.status()).toMatchObject({ ok: false, message: expect.stringMatching(says) });
  repair();
  expect(await storage.status()).toMatchObject({ ok: true, message: '' });
  const created = await storage.projects.create(project, anAct());
  expect(await storage.projects.all()).toEqual([created]);
}

it('waits for a missing folder', async () => {
  const folder = join(database.folder, 'missing');
  const storage = await openSqliteInThread({ file: join(folder, 'micrologs.db'), mode: 'writer' });
  await expectOutage(storage, /folder .*missing.* does not exist. Create it/, () => mkdirSync(folder));
  await storage.close();
});

it('waits for a missing folder behind threads too', async () => {
  const folder = join(database.folder, 'missing');
  const storage = await openSqlite({ file: join(folder, 'micrologs.db') });
  await expectOutage(storage, /folder .*missing.* does not exist/, () => mkdirSync(folder));
  await storage.close();
});

it('says that a file is no database, and takes the one that replaces it', async () => {
  writeFileSync(database.file, 'This is no database at all. '.repeat(500));
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer' });
  await expectOutage(storage, /restore it from a backup/, () => rmSync(database.file));
  await storage.close();
});

it('says that something else lies where the file should be', async () => {
  mkdirSync(database.file);
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer' });
  await expectOutage(storage, /cannot be opened/, () => rmSync(database.file, { recursive: true }));
  await storage.close();
});

it('says that another process keeps the database locked', async () => {
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer', busyTimeoutMs: 50 });
  const other = new Database(database.file);
  other.exec('BEGIN IMMEDIATE');
  await expectOutage(storage, /is locked: another process/, () => other.exec('ROLLBACK'));
  other.close();
  await storage.close();
});

it('says that the disk is full, stores nothing half, and goes on when there is room', async () => {
  const connection = new SqliteConnection({ file: database.file, mode: 'writer' });
  const storage = new SqlStorage(connection, { mode: 'writer', migrations });
  await storage.projects.changeNumber();
  const limit = (pages: number) => connection.all(`PRAGMA max_page_count = ${pages}`);
  const [{ page_count: pages }] = (await connection.all<{ page_count: number }>('PRAGMA page_count')) as [
    { page_count: number },
  ];
  await limit(pages);
  const letters = Array.from({ length: 50 }, () => ({
    project: 1,
    kind: 'pageview',
    receivedAt: 1,
    reason: 'x'.repeat(2000),
    event: '{}',
  }));
  const store = () =>
    storage.ingest.transact(async (t) => {
      await t.count([{ project: 1, outcome: 'stored', count: 50 }]);
      await t.addDeadLetters(letters);
    });
  await expect(store()).rejects.toThrow(StorageUnavailableError);
  await expect(store()).rejects.toThrow(/disk is full/);
  expect((await storage.ledger('any')).projects.size).toBe(0);
  // A commit would still fail, and the status must not say otherwise.
  expect(await storage.status()).toMatchObject({ ok: false, message: expect.stringMatching(/disk is full/) });
  await limit(pages + 1000);
  expect(await storage.status()).toMatchObject({ ok: true });
  await store();
  expect((await storage.ledger('any')).projects.get(1)).toEqual({
    stored: 50,
    dropped: {},
    deadLetters: 50,
    receivedElsewhere: 0,
  });
  await storage.close();
});

it('does not take a faulty statement or value for an outage', async () => {
  const connection = new SqliteConnection({ file: database.file, mode: 'writer' });
  await expect(connection.all('SELECT nonsense')).rejects.not.toThrow(StorageUnavailableError);
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer' });
  const faulty = storage.ingest.transact((t) =>
    t.addVisitors([
      { project: 1, number: 1, hash: 'no hex', fingerprintHash: '', firstSeen: 1, firstDay: 1, lastSeen: 1 },
    ]),
  );
  await expect(faulty).rejects.toThrow(TypeError);
  await storage.close();
  await connection.close();
});

it('leaves no copy of destroyed salts in any file', async () => {
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer' });
  const reader = await openSqliteInThread({ file: database.file, mode: 'reader' });
  const salts = await Promise.all([1, 2, 3].map((id) => storage.salts.getOrCreate(id, 20_000, 1000)));
  const kept = await storage.salts.getOrCreate(4, 20_000, 2000);
  const files = () => readdirSync(database.folder).map((name) => readFileSync(join(database.folder, name)));
  const copies = (salt: Uint8Array) => files().filter((file) => file.includes(Buffer.from(salt))).length;
  for (const salt of salts) expect(copies(salt)).toBeGreaterThan(0);
  expect(await storage.ingest.destroySalts(2000)).toBe(3);
  for (const salt of salts) expect(copies(salt)).toBe(0);
  expect(copies(kept)).toBeGreaterThan(0);
  expect(await reader.salts.get(4, 20_000)).toEqual(kept);
  await reader.close();
  await storage.close();
});

it('wipes destroyed salts later when a long question keeps it from doing so at once', async () => {
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer', busyTimeoutMs: 50 });
  const salt = Buffer.from(await storage.salts.getOrCreate(1, 20_000, 1000));
  const copies = () =>
    readdirSync(database.folder).filter((name) => readFileSync(join(database.folder, name)).includes(salt)).length;
  const question = new Database(database.file);
  question.exec('BEGIN');
  question.prepare('SELECT COUNT(*) FROM projects').get();
  expect(await storage.ingest.destroySalts(2000)).toBe(1);
  expect(await storage.salts.get(1, 20_000)).toBeNull();
  expect(copies()).toBeGreaterThan(0);
  question.close();
  expect(await storage.ingest.destroySalts(2000)).toBe(0);
  expect(copies()).toBe(0);
  await storage.close();
});

it('says that its file was taken away, until it is back', async () => {
  const storage = await openSqliteInThread({ file: database.file, mode: 'writer' });
  expect(await storage.status()).toMatchObject({ ok: true });
  renameSync(database.file, `${database.file}.moved`);
  expect(await storage.status()).toMatchObject({ ok: false, message: expect.stringContaining('put it back') });
  renameSync(`${database.file}.moved`, database.file);
  expect(await storage.status()).toMatchObject({ ok: true });
  await storage.close();
});
