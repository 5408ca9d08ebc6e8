import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnMicrologs, startMicrologs, untilAnswers } from '../processes.mjs';
import { startMariaDb, startValkey } from '../start-servers.mjs';
import { row } from '../table.mjs';
import { Clients } from './clients.mjs';
import { ENV, sendViews, targetOf } from './server.mjs';

const SECONDS = 20;
const PER_SECOND = 100;
const SETTLE_MS = 3_000;

/** How much later clients of one node know than those of the other, one of which has stored the events. */
export async function benchNodes() {
  console.log(`\nRealtime: two nodes on MariaDB and Valkey, ${PER_SECOND} events/s, a client at each`);
  const database = await startMariaDb();
  const valkey = await startValkey();
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-nodes-'));
  const env = {
    ...ENV,
    DATABASE_URL: await database.createDatabase(),
    VALKEY_URL: valkey.url,
    ADMIN_KEY: 'the-admin-key-of-both',
    IP_HASH_SALT: 'the salt of both',
  };
  const first = await startMicrologs({ env });
  const second = await spawnMicrologs({ dataDir: folder, env });
  const clients = [new Clients(), new Clients()];
  try {
    await untilAnswers(`${second.url}/api/health`, second.child, second.log);
    const project = { id: 1, secretKey: first.secretKey };
    await clients[0].open(1, [targetOf(first, project)]);
    await clients[1].open(1, [targetOf(second, project)]);
    await sendViews(first, [project], { perSecond: PER_SECOND, seconds: 3 });
    await sleep(SETTLE_MS);
    for (const each of clients) await each.begin();
    await sendViews(first, [project], { perSecond: PER_SECOND, seconds: SECONDS });
    await sleep(SETTLE_MS);
    const [here, there] = await Promise.all(clients.map(async (each) => byOffset((await each.end()).told)));
    const lags = [...here].map(([offset, at]) => Math.abs(there.get(offset) - at)).sort((a, b) => a - b);
    const at = (share) => lags[Math.ceil(share * lags.length) - 1];
    row('Later at one node than at the other', {
      'p50 ms': at(0.5).toFixed(0),
      'p99 ms': [at(0.99), 250, 'most'],
      'longest ms': at(1).toFixed(0),
      events: lags.length,
    });
  } finally {
    for (const each of clients) await each.stop();
    await second.stop();
    await first.stop();
    await valkey.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When each event was there. */
function byOffset(told) {
  const times = new Map();
  for (const [, first, last, at] of told) for (let offset = first; offset <= last; offset++) times.set(offset, at);
  return times;
}
