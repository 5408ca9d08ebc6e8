import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hammer } from './load.mjs';
import { cpuSeconds, residentMb, startMicrologs } from './processes.mjs';
import { startMariaDb } from './start-servers.mjs';
import { row } from './table.mjs';

const FILLING_SECONDS = 10;
/** The disk is waited for, as it is by default outside of tests. */
const REAL_SYNCS = ['--innodb-flush-method=fsync', '--skip-debug-no-sync'];

/** How fast a filled spool becomes queryable on each engine, start of the server not counted. */
export async function benchDrain() {
  console.log('\nPipeline: from the spool to queryable');
  await drain('SQLite', { perSecond: 20_000 });
  const database = await startMariaDb({ settings: REAL_SYNCS });
  try {
    await drain('MariaDB', { perSecond: 5_000, env: { DATABASE_URL: await database.createDatabase() }, database });
  } finally {
    await database.stop();
  }
}

/** @param database the process of the engine, where it has one of its own */
async function drain(engine, { perSecond, env = {}, database }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'micrologs-drain-'));
  try {
    const filling = await startMicrologs({ dataDir, env: { ...env, PAUSE_PIPELINE: 'true' } });
    await hammer({ ...filling, connections: 64, seconds: FILLING_SECONDS });
    await filling.stop();
    const draining = await startMicrologs({ dataDir, env });
    const processes = database ? { server: draining.pid, database: database.pid() } : { server: draining.pid };
    const cpu = () => Object.values(processes).map((pid) => cpuSeconds(pid).total);
    const first = { at: performance.now(), cpu: cpu(), ...(await draining.ledger()) };
    await draining.untilDrained();
    if (first.pending === 0) throw new Error('Everything was stored before the first look at it');
    const seconds = (performance.now() - first.at) / 1000;
    const events = first.pending;
    const microseconds = cpu().map((used, i) => (((used - first.cpu[i]) * 1e6) / events).toFixed(0));
    row(`${events} events, ${engine}`, {
      'events/s': [events / seconds, perSecond, 'least'],
      [`CPU µs an event, ${Object.keys(processes).join(' + ')}`]: microseconds.join(' + '),
      'resident MB while draining': [residentMb(draining.pid), 250, 'most'],
    });
    await draining.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
