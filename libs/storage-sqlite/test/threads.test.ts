import type { Worker } from 'node:worker_threads';
import { DEFAULT_SETTINGS } from '@micrologs/domain';
import { StorageUnavailableError } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSqlite, openSqliteInThread } from '../src/index.ts';
import { temporaryDatabase } from './temporary-database.ts';

let database: ReturnType<typeof temporaryDatabase>;
beforeEach(() => {
  database = temporaryDatabase();
});
afterEach(() => {
  vi.useRealTimers();
  database.remove();
});

const newProject = (name: string) => ({
  name,
  publicKey: `public ${name}`,
  secretHash: `secret ${name}`,
  allowedDomains: [],
  timeZone: 'UTC',
  settings: DEFAULT_SETTINGS,
  createdAt: 1,
});

const moduleOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

it('starts a thread that died again, and rejects what was under way in it', async () => {
  const workers: Worker[] = [];
  const deaths: string[] = [];
  const storage = await openSqlite({
    file: database.file,
    writerThread: new URL('../dist/test/threads/mortal-writer.mjs', import.meta.url),
    onWriterStart: (worker) => workers.push(worker),
    onThreadDeath: (mode, error) => deaths.push(`${mode}: ${error.message}`),
  });
  const kept = await storage.projects.create(newProject('kept'), anAct());
  // Somebody else writes, so that the next call is under way for as long as we like.
  const other = new Database(database.file);
  other.exec('BEGIN IMMEDIATE');
  const underWay = storage.projects.create(newProject('under way'), anAct());
  const rejected = expect(underWay).rejects.toThrow(StorageUnavailableError);
  workers[0]!.postMessage('die');
  await rejected;
  other.exec('ROLLBACK');
  other.close();
  expect(deaths).toEqual([expect.stringMatching(/^writer: /)]);
  // Readers have not noticed.
  expect(await storage.projects.all()).toEqual([kept]);
  await expect.poll(() => workers.length).toBe(2);
  const after = await storage.projects.create(newProject('after'), anAct());
  expect(await storage.projects.all()).toEqual([kept, after]);
  expect(await storage.status()).toMatchObject({ ok: true });
  await storage.close();
});

it('says while a thread is down that it is being started again', async () => {
  const workers: Worker[] = [];
  const storage = await openSqlite({ file: database.file, onWriterStart: (worker) => workers.push(worker) });
  // It stays down.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await workers[0]!.terminate();
  await expect(storage.projects.create(newProject('too early'), anAct())).rejects.toThrow(/being started again/);
  expect(await storage.status()).toMatchObject({ ok: false, message: expect.stringMatching(/being started again/) });
  await storage.close();
});

it('keeps answering with the readers that live', async () => {
  // The first call kills its thread, whichever reader it is.
  const fragile = moduleOf(`
    import { workerData } from 'node:worker_threads';
    import { existsSync, rmSync } from 'node:fs';
    workerData.port.on('message', ({ id, name }) => {
      if (existsSync(workerData.database.file)) { rmSync(workerData.database.file); process.exit(7); }
      workerData.port.postMessage({ type: 'result', id, value: 'alive' });
      if (name === 'close') workerData.port.close();
    });
    workerData.port.postMessage({ type: 'ready' });
  `);
  const storage = await openSqlite({
    file: database.file,
    readerThread: fragile,
    writerThread: moduleOf(`
      import { workerData } from 'node:worker_threads';
      import { writeFileSync } from 'node:fs';
      writeFileSync(workerData.database.file, '');
      workerData.port.on('message', ({ id, name }) => {
        workerData.port.postMessage({ type: 'result', id, value: workerData.data });
        if (name === 'close') workerData.port.close();
      });
      workerData.port.postMessage({ type: 'ready' });
    `),
    writerData: { given: ['to', 'the', 'writer'] },
  });
  await expect(storage.installation.get('x')).rejects.toThrow(/ended with code 7/);
  for (let i = 0; i < 5; i++) expect(await storage.installation.get('x')).toBe('alive');
  expect(await storage.installation.setOnce('x', 'y')).toEqual({ given: ['to', 'the', 'writer'] });
  await storage.close();
});

it('does not open when a thread cannot start at all', async () => {
  const { file } = database;
  const missing = new URL('./no-such.thread.mjs', import.meta.url);
  await expect(openSqlite({ file, writerThread: missing })).rejects.toThrow(/Cannot find module/);
  await expect(openSqlite({ file, readerThread: moduleOf('process.exit(3)') })).rejects.toThrow(/code 3/);
});

it('spreads questions over the readers while one is busy', async () => {
  const storage = await openSqlite({ file: database.file });
  const answers = await Promise.all(Array.from({ length: 50 }, () => storage.projects.changeNumber()));
  expect(new Set(answers)).toEqual(new Set([0]));
  await storage.close();
});

it('shows each commit to every reader as soon as the writer has answered', async () => {
  const storage = await openSqlite({ file: database.file, readers: 3 });
  for (let count = 1; count <= 30; count++) {
    await storage.projects.create(newProject(String(count)), anAct());
    const lists = await Promise.all([storage.projects.all(), storage.projects.all(), storage.projects.all()]);
    expect(lists.map((list) => list.length)).toEqual([count, count, count]);
  }
  await storage.close();
});

it('refuses to write in a reader', async () => {
  await (await openSqliteInThread({ file: database.file, mode: 'writer' })).close();
  const reader = await openSqliteInThread({ file: database.file, mode: 'reader' });
  await expect(reader.projects.create(newProject('no'), anAct())).rejects.toThrow(
    /readonly|read-only|cannot be written/,
  );
  await reader.close();
});

it('ends calls with an error after it was closed', async () => {
  const storage = await openSqlite({ file: database.file });
  await storage.close();
  await expect(storage.projects.all()).rejects.toThrow();
  await expect(storage.projects.create(newProject('late'), anAct())).rejects.toThrow();
});
