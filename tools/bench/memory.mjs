import { setTimeout as sleep } from 'node:timers/promises';
import { hammer, hammerErrors } from './load.mjs';
import { residentMb, startMicrologs } from './processes.mjs';
import { row } from './table.mjs';

const SECONDS = 15;

/** What the server holds while nothing happens, and at most while it takes and stores events at full speed. */
export async function benchMemory() {
  console.log('\nResident memory, no GeoIP file');
  await measure('Pageviews', hammer);
  await measure('Errors of 3 KB', hammerErrors);
}

async function measure(title, load) {
  const server = await startMicrologs();
  try {
    await sleep(10_000);
    const idle = residentMb(server.pid);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(server.pid));
    }, 200);
    await load({ ...server, connections: 64, seconds: SECONDS });
    await server.untilDrained();
    clearInterval(watch);
    row(title, { 'idle MB': [idle, 120, 'most'], 'under load MB': [peak, 250, 'most'] });
  } finally {
    await server.stop();
  }
}
