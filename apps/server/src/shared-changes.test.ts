import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Change, SharedChanges } from './shared-changes.ts';

let server: ValkeyServer;
const ends: (() => void)[] = [];
beforeAll(async () => {
  server = await startValkey();
});
afterAll(async () => {
  for (const end of ends) end();
  await server?.stop();
});

/** As another process has them. @returns what it was told, and how it tells */
function changes() {
  const told: Change[] = [];
  const valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test' });
  const shared = new SharedChanges(valkey);
  shared.listen((change) => told.push(change));
  ends.push(
    () => shared.close(),
    () => valkey.close(),
  );
  return { told, announce: (change: Change) => shared.announce(change) };
}

it('tells every process of an edit, also after Valkey was away', async () => {
  const [a, b] = [changes(), changes()];
  const reaches = async (change: Change) => {
    b.told.length = 0;
    await expect
      .poll(
        () => {
          a.announce(change);
          return b.told.at(-1);
        },
        { timeout: 10_000 },
      )
      .toBe(change);
  };
  await reaches('projects');
  await reaches('links');
  await server.kill();
  a.announce('projects');
  await server.start();
  await reaches('projects');
});

it('takes nothing that it does not know', async () => {
  const a = changes();
  await expect
    .poll(
      async () => {
        await server.administer('PUBLISH', 'micrologs:changes', 'something else');
        await server.administer('PUBLISH', 'micrologs:changes', 'links');
        return a.told.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
  expect(new Set(a.told)).toEqual(new Set(['links']));
});
