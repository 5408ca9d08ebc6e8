import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueConformance } from '@micrologs/storage/conformance';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalSpool } from './local-spool.ts';
import { SpoolSource } from './spool-source.ts';

let folder: string;
let path: string;
const opened: { close(): Promise<void> }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'micrologs-spool-'));
  path = join(folder, 'spool.db');
});

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  rmSync(folder, { recursive: true });
});

async function open() {
  const spool = await LocalSpool.open({ path });
  opened.push(spool);
  return spool;
}

queueConformance('local spool', {
  async create() {
    const own = mkdtempSync(join(tmpdir(), 'micrologs-spool-'));
    return {
      open: ({ small = false } = {}) =>
        LocalSpool.open({ path: join(own, 'spool.db'), ...(small && { maxPendingBytes: 100 }) }),
      consume: async (queue) => new SpoolSource((queue as LocalSpool).sourceHandle()),
      destroy: async () => rmSync(own, { recursive: true }),
    };
  },
});

it('keeps a group of several partitions until each of them has consumed it', async () => {
  const spool = await open();
  const source = new SpoolSource(spool.sourceHandle());
  opened.push(source);
  await Promise.all([spool.append(1, '{"n":1}', 1), spool.append(2, '{"n":2}', 1)]);
  await source.trim(new Map([[1, 1]]));
  expect(await source.read(new Map([[2, 0]]), 1)).toMatchObject([
    { seq: 1, projects: [1, 2], events: '[{"n":1},{"n":2}]' },
  ]);
  await source.trim(new Map([[2, 1]]));
  await expect.poll(async () => (await spool.status()).groups).toBe(0);
});

it('counts what was moved to another queue there, from the moment on that is said', async () => {
  const spool = await open();
  const source = new SpoolSource(spool.sourceHandle());
  opened.push(source);
  await spool.append(1, '{"n":1}', 1);
  await spool.append(1, '{"n":2}', 1);
  await spool.append(1, '{"n":3},{"n":4}', 2);
  // The first was consumed before anything was moved.
  const consumed = new Map([[1, 1]]);
  const counts = async (movedUpTo: number) => (await spool.counts(consumed, movedUpTo)).get(1);
  const before = [await counts(1), await counts(2), await counts(3)];
  expect(before).toEqual([
    { received: 4, pending: 3 },
    { received: 3, pending: 2 },
    { received: 1, pending: 0 },
  ]);
  await source.trim(consumed);
  source.moved(3);
  await expect.poll(async () => (await spool.status()).groups).toBe(0);
  expect([await counts(1), await counts(2), await counts(3)]).toEqual(before);
  await source.close();
  await spool.close();
  expect((await (await open()).counts(consumed)).get(1)).toEqual({ received: 1, pending: 0 });
});

it('keeps a whole group apart, with the name that it has elsewhere', async () => {
  const spool = await open();
  await Promise.all([
    spool.append(1, '{"n":1}', 1),
    spool.appendGroup(
      '{"n":2},{"n":3}',
      [
        [1, 1],
        [2, 1],
      ],
      'there-7',
    ),
    spool.append(1, '{"n":4}', 1),
  ]);
  await spool.close();
  const source = new SpoolSource((await open()).sourceHandle());
  opened.push(source);
  const groups = await source.read(
    new Map([
      [1, 0],
      [2, 0],
    ]),
    1_000_000,
  );
  expect(groups.filter(({ origin }) => origin !== null)).toMatchObject([
    { projects: [1, 2], events: '[{"n":2},{"n":3}]', origin: 'there-7' },
  ]);
  expect(
    groups
      .flatMap(({ events }) => JSON.parse(events))
      .map(({ n }) => n)
      .sort(),
  ).toEqual([1, 2, 3, 4]);
});

it('says which file is broken', async () => {
  writeFileSync(path, 'this is no database, and it is long enough to have a header'.repeat(50));
  await expect(LocalSpool.open({ path })).rejects.toThrow(/spool\.db cannot be opened: file is not a database/);
});

it('says that it cannot write, and that it can again, without waiting for an event', async () => {
  const spool = await open();
  const other = new Database(path);
  opened.push({ close: async () => void other.close() });
  for (const table of ['groups', 'spool']) {
    other.exec(`CREATE TRIGGER no_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  }
  expect((await spool.status()).ok).toBe(true);
  await expect(spool.append(1, '{}', 1)).rejects.toThrow(/no room/);
  expect(await spool.status()).toMatchObject({ ok: false, message: 'no room' });
  for (const table of ['groups', 'spool']) other.exec(`DROP TRIGGER no_${table}`);
  expect(await spool.status()).toMatchObject({ ok: true, message: 'Local spool' });
  await spool.append(1, '{}', 1);
});

it('says that its file was taken away, until it is back', async () => {
  const spool = await open();
  renameSync(path, `${path}.moved`);
  expect(await spool.status()).toMatchObject({ ok: false, message: expect.stringContaining('put it back') });
  renameSync(`${path}.moved`, path);
  expect((await spool.status()).ok).toBe(true);
});
