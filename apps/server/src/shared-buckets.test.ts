import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SharedBuckets } from './shared-buckets.ts';

let server: ValkeyServer;
const ends: (() => void)[] = [];
beforeAll(async () => {
  server = await startValkey();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => server?.stop());

/** As another process has them. */
async function buckets(): Promise<SharedBuckets> {
  const valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test' });
  const shared = new SharedBuckets({ valkey, prefix: 'micrologs:test:', salt: 'salt', syncMs: 1 });
  ends.push(
    () => shared.stop(),
    () => valkey.close(),
  );
  expect(await valkey.untilUp(10_000)).toBe(true);
  return shared;
}

/** A small budget: one of it comes back in 12 s, longer than any of this takes. */
const FEW = 5;

/** What a process knows, once others have told it; asking for nothing, it is not told, so it spends next to nothing. */
const known = (shared: SharedBuckets, key: string) => {
  shared.take(key, FEW, 1e-9);
  return shared.peek(key, FEW, 0).remaining;
};

it('shares one budget among processes', async () => {
  const [a, b] = [await buckets(), await buckets()];
  for (let i = 0; i < 2; i++) expect(a.take('one', FEW).allowed).toBe(true);
  await expect.poll(() => known(b, 'one')).toBe(3);
  expect(b.take('one', FEW, 4).allowed).toBe(false);
  expect(b.take('one', FEW, 2).allowed).toBe(true);
  await expect.poll(() => known(a, 'one')).toBe(1);
  expect(a.take('one', FEW, 2).allowed).toBe(false);
  expect(a.take('another', FEW, 2).allowed).toBe(true);
});

it('lets what was let through twice at once be paid by what comes later', async () => {
  const [a, b] = [await buckets(), await buckets()];
  for (const shared of [a, b]) expect(shared.take('both', 10, 10).allowed).toBe(true);
  // Two windows, where what fits takes one to be refilled: whoever told the other one last knows.
  const longest = () => Math.max(...[a, b].map((shared) => shared.peek('both', 10, 0).resetSeconds));
  await expect.poll(longest).toBeGreaterThan(90);
});

it('gives back what was spent', async () => {
  const [a, b] = [await buckets(), await buckets()];
  a.take('back', FEW, 4);
  a.take('back', FEW, -4);
  a.take('back', FEW, 1);
  await expect.poll(() => known(b, 'back')).toBe(4);
});

it('tells no address to Valkey, and leaves nothing there for longer than a bucket needs to be full again', async () => {
  const a = await buckets();
  a.take('public-ingest 1 203.0.113.9', 10);
  await expect.poll(async () => (await server.administer('KEYS', 'micrologs:test:limit:*')).length).toBeGreaterThan(0);
  const keys = (await server.administer('KEYS', '*')).trim().split('\n');
  for (const key of keys) {
    expect(key).toMatch(/^micrologs:test:limit:[\w-]{22}$/);
    expect(Number(await server.administer('PTTL', key))).toBeGreaterThan(0);
  }
});

it('goes on by itself without Valkey, says so, and shares again when it is back', async () => {
  const [a, b] = [await buckets(), await buckets()];
  expect(a.isShared).toBe(true);
  await server.kill();
  await expect.poll(() => a.isShared).toBe(false);
  for (let i = 0; i < FEW; i++) expect(a.take('away', FEW).allowed).toBe(true);
  expect(a.take('away', FEW).allowed).toBe(false);
  expect(b.take('away', FEW).allowed).toBe(true);
  await server.start();
  await expect.poll(() => a.isShared && b.isShared).toBe(true);
  b.take('after', FEW, 3);
  await expect.poll(() => known(a, 'after')).toBe(2);
});
