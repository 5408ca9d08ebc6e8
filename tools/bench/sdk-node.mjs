import { measureLatency } from '../../sdks/node/bench/latency.mjs';
import { row } from './table.mjs';

/** What capturing costs a Node.js host, while its server is up, slow or away. */
export async function benchSdkNode() {
  console.log('\nNode SDK: a host that captures something every 2 ms');
  const figures = await measureLatency(30);
  for (const { server, kind, callP50, callP99, lateP99, heapMb, queued } of figures) {
    if (kind === 'nothing') continue;
    const idle = figures.find((other) => other.server === server && other.kind === 'nothing');
    row(`${kind}, server ${server}`, {
      'p99 ms of the call': [callP99 / 1000, 1, 'most'],
      'p99 ms added to the thread': [Math.max(0, lateP99 - idle.lateP99) / 1000, 1, 'most'],
      'p50 µs': callP50.toFixed(0),
      'heap MB': heapMb.toFixed(0),
      'events waiting': queued,
    });
  }
}
