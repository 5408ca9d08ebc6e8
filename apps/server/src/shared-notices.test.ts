import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SharedNotices } from './shared-notices.ts';

let server: ValkeyServer;
let ends: (() => void)[] = [];
beforeAll(async () => {
  server = await startValkey();
});
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});
afterAll(() => server?.stop());

const WAIT = { timeout: 60_000, interval: 5 };

/** As another process has them, with what it was told. */
function aProcess({ port = server.port, lookMs = 50 } = {}) {
  const valkey = new Valkey({ address: { ...parseValkeyUrl(server.url), port }, name: 'test' });
  const notices = new SharedNotices({ valkey, prefix: 'micrologs:test:', lookMs });
  const process = { notices, heard: [] as number[], others: [] as number[], telling: [] as boolean[] };
  notices.start({
    onNotice: (project) => process.heard.push(project),
    onOthers: (projects) => {
      process.others = [...projects].sort();
    },
    onTelling: (isTelling) => process.telling.push(isTelling),
  });
  ends.push(
    () => notices.close(),
    () => valkey.close(),
  );
  return process;
}

type Process = ReturnType<typeof aProcess>;
const untilTelling = ({ notices }: Process, isTelling = true) =>
  expect.poll(() => notices.isTelling, WAIT).toBe(isTelling);

it('tells of a project where others listen, and nowhere else', async () => {
  const [a, b, c] = [aProcess(), aProcess(), aProcess()];
  for (const each of [a, b, c]) await untilTelling(each);
  a.notices.listenTo(new Set([1, 2]));
  for (const each of [b, c]) await expect.poll(() => each.others, WAIT).toEqual([1, 2]);
  // Nobody but this process itself listens.
  a.notices.tell([1, 2, 3]);
  expect(a.notices.published).toBe(0);
  b.notices.listenTo(new Set([2]));
  await expect.poll(() => a.others, WAIT).toEqual([2]);
  a.notices.tell([1, 2, 3]);
  expect(a.notices.published).toBe(1);
  c.notices.tell([1, 3]);
  await expect.poll(() => b.heard, WAIT).toEqual([2]);
  await expect.poll(() => a.heard, WAIT).toEqual([1]);
  expect(c.heard).toEqual([]);
});

it('forgets those who listen no more, or have ended', async () => {
  const [a, b, c] = [aProcess(), aProcess(), aProcess()];
  for (const each of [a, b, c]) await untilTelling(each);
  b.notices.listenTo(new Set([1, 2]));
  c.notices.listenTo(new Set([3]));
  await expect.poll(() => a.others, WAIT).toEqual([1, 2, 3]);
  b.notices.listenTo(new Set([2]));
  await expect.poll(() => a.others, WAIT).toEqual([2, 3]);
  c.notices.close();
  await expect.poll(() => a.others, WAIT).toEqual([2]);
});

it('learns at once of somebody who begins to listen, without looking', async () => {
  const [a, b] = [aProcess({ lookMs: 3_600_000 }), aProcess({ lookMs: 3_600_000 })];
  for (const each of [a, b]) await untilTelling(each);
  b.notices.listenTo(new Set([7]));
  await expect.poll(() => a.others, WAIT).toEqual([7]);
});

it('says when Valkey is away, and goes on when it is back', async () => {
  const [a, b] = [aProcess(), aProcess()];
  for (const each of [a, b]) await untilTelling(each);
  b.notices.listenTo(new Set([1]));
  await server.kill();
  await untilTelling(b, false);
  // Listened to while it is away.
  b.notices.listenTo(new Set([1, 2]));
  a.notices.tell([1]);
  await server.start();
  for (const each of [a, b]) await untilTelling(each);
  await expect.poll(() => a.others, WAIT).toEqual([1, 2]);
  b.heard.length = 0;
  a.notices.tell([2, 1]);
  await expect.poll(() => b.heard, WAIT).toEqual([2, 1]);
  expect(b.telling).toEqual([false, true, false, true]);
});

it('notices that nothing comes any more on the connection that listens', async () => {
  const listening: Socket[] = [];
  const network = createServer((client) => {
    const behind = connect(server.port, '127.0.0.1');
    for (const socket of [client, behind]) socket.on('error', () => undefined);
    client.on('data', (data) => {
      if (/\nsubscribe\r/i.test(data.toString('latin1'))) listening.push(client, behind);
    });
    client.pipe(behind);
    behind.pipe(client);
    client.on('close', () => behind.destroy());
  });
  await once(network.listen(0, '127.0.0.1'), 'listening');
  const a = aProcess({ port: (network.address() as AddressInfo).port });
  await untilTelling(a);
  expect(listening.length).toBe(2);
  for (const socket of listening) socket.unpipe().pause();
  await untilTelling(a, false);
  network.close();
});
