import { setTimeout as sleep } from 'node:timers/promises';
import { hammer } from './load.mjs';
import { residentMb, startMicrologs } from './processes.mjs';
import { row } from './table.mjs';

export async function benchMemory() {
  console.log('\nResident memory, no GeoIP file');
  const server = await startMicrologs();
  try {
    await sleep(10_000);
    const idle = residentMb(server.pid);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(server.pid));
    }, 200);
    await hammer({ ...server, connections: 64, seconds: 15 });
    clearInterval(watch);
    row('Server', { 'idle MB': [idle, 120, 'most'], 'under load MB': [peak, 250, 'most'] });
  } finally {
    await server.stop();
  }
}
