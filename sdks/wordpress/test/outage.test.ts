import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FaultyServer } from '../../conformance/src/faulty-server.ts';
import { installWordPress, type WordPress } from './bed/wordpress.ts';

let mariadb: MariaDb;
let server: FaultyServer;
let site: WordPress;

beforeAll(async () => {
  [mariadb, server] = await Promise.all([startMariaDb(), FaultyServer.start()]);
  site = await installWordPress(mariadb);
  await site.connect({ url: server.url, publicKey: 'a'.repeat(32), secretKey: 'b'.repeat(64) });
  await site.serve();
});

afterAll(async () => {
  await site?.stop();
  await server?.down();
  await mariadb?.stop();
});

/** Pages that capture one event each, one after the other. */
async function visit(from: number, to: number) {
  for (let number = from; number < to; number += 1) {
    const page = await fetch(`${site.url}/?capture=${number}`);
    expect(page.status).toBe(200);
    // It ends with the request, and so after what that captured was sent or put aside.
    await page.text();
  }
}

const visits = () => server.stored.map(({ action }) => action).filter((action) => String(action).startsWith('visit.'));
const waiting = async () => Number(await site.php('echo Micrologs\\WordPress\\Outbox::count();'));

it('keeps what is captured while the server is away, and sends it once and in order when it is back', async () => {
  await visit(0, 5);
  await server.down();
  await visit(5, 17);
  expect(await waiting()).toBe(12);
  await server.up();
  await visit(17, 19);
  // However long the pause is that a slow machine has come to.
  await site.php(`delete_option('micrologs_pause'); do_action('micrologs_send_outbox');`);
  expect(visits()).toEqual(Array.from({ length: 19 }, (_, number) => `visit.${number}`));
  expect(await waiting()).toBe(0);
});

it('leaves a server that is away alone for a while, so that pages do not pay for it', async () => {
  await server.down();
  await visit(19, 20);
  await server.up();
  const before = server.requests.length;
  const [failures] = JSON.parse(await site.php(`echo json_encode(get_option('micrologs_pause'));`));
  expect(failures).toBe(1);
  await site.php(`update_option('micrologs_pause', [5, time() + 60], false);`);
  await visit(20, 32);
  expect(server.requests).toHaveLength(before);
  expect(await waiting()).toBe(13);
});

it('had nothing to say', async () => {
  expect(await site.complaints()).toEqual([]);
});
