import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULTS, hammerErrors } from './load.mjs';
import { residentMb, startMicrologs } from './processes.mjs';
import { row } from './table.mjs';

/** How fast errors that wait in the spool stand in the list of groups, start of the server not counted. */
export async function benchErrors() {
  console.log('\nErrors of 3 KB: from the spool to their groups');
  const dataDir = mkdtempSync(join(tmpdir(), 'micrologs-errors-'));
  try {
    const filling = await startMicrologs({ dataDir, env: { PAUSE_PIPELINE: 'true' } });
    await hammerErrors({ ...filling, connections: 64, seconds: 8 });
    await filling.stop();
    const draining = await startMicrologs({ dataDir });
    const first = { at: performance.now(), ...(await draining.ledger()) };
    await draining.untilDrained();
    const seconds = (performance.now() - first.at) / 1000;
    const { summary } = await draining.read('/api/analytics/errors?limit=1');
    if (summary.total !== FAULTS) throw new Error(`${summary.total} groups of ${FAULTS} faults`);
    row(`${first.pending} errors of ${FAULTS} faults, SQLite`, {
      'errors/s': [first.pending / seconds, 2500, 'least'],
      'resident MB while draining': residentMb(draining.pid).toFixed(0),
    });
    await draining.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
