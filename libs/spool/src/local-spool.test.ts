import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueUnavailableError } from '@micrologs/storage';
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

async function open(options: { maxPendingBytes?: number } = {}) {
  const spool = await LocalSpool.open({ path, ...options });
  opened.push(spool);
  return spool;
}

function consume(spool: LocalSpool) {
  const source = new SpoolSource(spool.sourceHandle());
  opened.push(source);
  return source;
}

const at = (position: number) => new Map(Array.from({ length: 64 }, (_, partition) => [partition, position]));

it('hands events over in the order of their groups, whole', async () => {
  const spool = await open();
  const source = consume(spool);
  await Promise.all([spool.append(1, '{"n":1}', 1), spool.append(2, '{"n":2},{"n":3}', 2)]);
  await spool.append(1, '{"n":4}', 1);
  const groups = await source.read(0, 1_000_000);
  expect(groups.map((group) => group.seq)).toEqual(groups.map((_, index) => index + 1));
  expect(groups.flatMap((group) => JSON.parse(group.events))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  expect(await source.read(groups.at(-1)!.seq, 1_000_000)).toEqual([]);
});

it('hands texts over as they came, whatever their script', async () => {
  const spool = await open();
  const text = 'blåbær 🫐 漢字 \u0000 \ud800';
  await spool.append(1, JSON.stringify({ text }), 1);
  const [group] = await consume(spool).read(0, 1);
  expect(JSON.parse(group!.events)).toEqual([{ text }]);
});

it('commits requests that wait at the same time as one group', async () => {
  const spool = await open();
  await Promise.all(Array.from({ length: 100 }, (_, n) => spool.append(1, `{"n":${n}}`, 1)));
  const { groups } = await spool.status();
  expect(groups).toBeLessThanOrEqual(2);
  expect((await spool.counts(at(0))).get(1)).toEqual({ received: 100, pending: 100 });
});

it('keeps events, counts and its identity over a restart', async () => {
  const first = await open();
  await first.append(7, '{"n":1}', 1);
  await first.close();
  const second = await open();
  expect(second.source).toBe(first.source);
  expect((await second.counts(at(0))).get(7)).toEqual({ received: 1, pending: 1 });
  expect(await consume(second).read(0, 1)).toEqual([{ seq: 1, projects: [7], events: '[{"n":1}]' }]);
});

it('forgets trimmed groups, keeps received counts, and never reuses a number', async () => {
  const first = await open();
  const source = consume(first);
  await first.append(7, '{"n":1}', 1);
  await first.append(7, '{"n":2}', 1);
  await source.trim(2);
  await expect.poll(async () => (await first.status()).groups, { timeout: 5000 }).toBe(0);
  expect((await first.counts(at(2))).get(7)).toEqual({ received: 2, pending: 0 });
  // Somebody who read the position just before the trimming still gets a ledger that adds up.
  expect((await first.counts(at(1))).get(7)).toEqual({ received: 2, pending: 1 });
  await source.close();
  await first.close();

  const second = await open();
  await second.append(7, '{"n":3}', 1);
  expect(await consume(second).read(0, 1)).toEqual([{ seq: 3, projects: [7], events: '[{"n":3}]' }]);
  expect((await second.counts(at(2))).get(7)).toEqual({ received: 3, pending: 1 });
});

it('wakes a consumer that waits', async () => {
  const spool = await open();
  const source = consume(spool);
  const waiting = source.waitBeyond(0, 60_000);
  await spool.append(1, '{}', 1);
  await waiting;
  expect(await source.read(0, 1)).toHaveLength(1);
});

it('lets a consumer wait that starts after everything was trimmed', async () => {
  const first = await open();
  const before = consume(first);
  await first.append(1, '{}', 1);
  await before.trim(1);
  await expect.poll(async () => (await first.status()).groups, { timeout: 5000 }).toBe(0);
  await before.close();
  await first.close();

  const second = await open();
  const source = consume(second);
  await source.waitBeyond(0, 1000);
  expect(await source.read(0, 1)).toEqual([]);
  let woken = false;
  const waiting = source.waitBeyond(0, 60_000).then(() => {
    woken = true;
  });
  await second.status();
  expect(woken).toBe(false);
  await second.append(1, '{}', 1);
  await waiting;
  expect(await source.read(0, 1)).toHaveLength(1);
});

it('refuses events when its bound is reached, and accepts them again after trimming', async () => {
  const spool = await open({ maxPendingBytes: 100 });
  const source = consume(spool);
  const big = JSON.stringify({ text: 'x'.repeat(80) });
  await spool.append(1, big, 1);
  await expect(spool.append(1, big, 1)).rejects.toThrow(QueueUnavailableError);
  await source.trim(1);
  await expect.poll(async () => (await spool.status()).groups, { timeout: 5000 }).toBe(0);
  await spool.append(1, big, 1);
  expect((await spool.counts(at(0))).get(1)!.received).toBe(2);
});

it('makes everything durable that was accepted before closing, and refuses what comes later', async () => {
  const spool = await open();
  const accepted = Array.from({ length: 50 }, (_, n) => spool.append(3, `{"n":${n}}`, 1));
  const closing = spool.close();
  await expect(spool.append(3, '{}', 1)).rejects.toThrow('shutting down');
  await closing;
  await Promise.all(accepted);
  const again = await open();
  expect((await again.counts(at(0))).get(3)).toEqual({ received: 50, pending: 50 });
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
