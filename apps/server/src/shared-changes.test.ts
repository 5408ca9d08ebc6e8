import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import type { Duplex } from 'node:stream';
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
function changes(port = server.port) {
  const told: Change[] = [];
  const valkey = new Valkey({ address: { ...parseValkeyUrl(server.url), port }, name: 'test' });
  const shared = new SharedChanges(valkey, 'micrologs:test:');
  shared.listen((change) => told.push(change));
  ends.push(
    () => shared.close(),
    () => valkey.close(),
  );
  return { told, announce: (change: Change) => shared.announce(change) };
}

type Process = ReturnType<typeof changes>;

async function reaches(from: Process, to: Process, change: Change): Promise<void> {
  to.told.length = 0;
  const tell = () => {
    from.announce(change);
    return to.told.at(-1);
  };
  await expect.poll(tell).toBe(change);
}

it('tells every process of an edit, also after Valkey was away', async () => {
  const [a, b] = [changes(), changes()];
  await reaches(a, b, 'projects');
  await reaches(a, b, 'links');
  await server.kill();
  a.announce('projects');
  await server.start();
  await reaches(a, b, 'projects');
});

it('begins to listen again, when nothing comes any more on a connection that stays open', async () => {
  const listening: Duplex[] = [];
  const network = createServer((client) => {
    const behind = connect(server.port, '127.0.0.1');
    for (const socket of [client, behind]) socket.on('error', () => undefined);
    client.pipe(behind).pipe(client);
    client.on('data', (data) => {
      if (/subscribe/i.test(data.toString('latin1'))) listening.push(behind);
    });
    client.on('close', () => behind.destroy());
  });
  await once(network.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => network.close());
  const [a, b] = [changes(), changes((network.address() as AddressInfo).port)];
  await reaches(a, b, 'links');
  for (const behind of listening) behind.unpipe().pause();
  await reaches(a, b, 'projects');
  expect(listening.length).toBeGreaterThan(1);
});

it('begins to listen again, however often a connection breaks that has just been made', async () => {
  let isCutting = true;
  let cuts = 0;
  const network = createServer((client) => {
    const behind = connect(server.port, '127.0.0.1');
    for (const socket of [client, behind]) socket.on('error', () => undefined);
    behind.pipe(client);
    client.on('data', (data) => {
      if (isCutting && /subscribe/i.test(data.toString('latin1'))) {
        cuts += 1;
        client.destroy();
      } else {
        behind.write(data);
      }
    });
    client.on('close', () => behind.destroy());
  });
  await once(network.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => network.close());
  const [a, b] = [changes(), changes((network.address() as AddressInfo).port)];
  // Once a first one was whole, the client asks for what it listened to by itself.
  isCutting = false;
  await reaches(a, b, 'links');
  isCutting = true;
  await server.kill();
  await server.start();
  await expect.poll(() => cuts).toBeGreaterThan(2);
  isCutting = false;
  await reaches(a, b, 'projects');
});

it('takes nothing that it does not know', async () => {
  const a = changes();
  await expect
    .poll(async () => {
      await server.administer('PUBLISH', 'micrologs:test:changes', 'something else');
      await server.administer('PUBLISH', 'micrologs:test:changes', 'links');
      return a.told.length;
    })
    .toBeGreaterThan(0);
  expect(new Set(a.told)).toEqual(new Set(['links']));
});
