import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hammer } from './load.mjs';
import { residentMb, startMicrologs } from './processes.mjs';
import { row } from './table.mjs';

/** How fast a filled spool becomes queryable, start of the server not counted. */
export async function benchDrain() {
  console.log('\nPipeline: from the spool to queryable');
  const dataDir = mkdtempSync(join(tmpdir(), 'micrologs-drain-'));
  try {
    const filling = await startMicrologs({ dataDir, env: { PAUSE_PIPELINE: 'true' } });
    await hammer({ ...filling, connections: 64, seconds: 10 });
    await filling.stop();
    const draining = await startMicrologs({ dataDir });
    const first = { at: performance.now(), ...(await draining.ledger()) };
    await draining.untilDrained();
    const seconds = (performance.now() - first.at) / 1000;
    const events = first.pending;
    row(`${events} events, SQLite`, {
      'events/s': [events / seconds, 20_000, 'least'],
      'resident MB while draining': [residentMb(draining.pid), 250, 'most'],
    });
    await draining.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
