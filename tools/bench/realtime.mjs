import { benchDrain, benchIdle, benchStalled } from './realtime/connections.mjs';
import { benchFanOut } from './realtime/fan-out.mjs';
import { benchLatency } from './realtime/latency.mjs';
import { benchNodes } from './realtime/nodes.mjs';

/** Those who listen: how soon they know, what each of them costs, and how they leave. Clients are processes on the same cores. */
export async function benchRealtime() {
  await benchLatency();
  await benchNodes();
  await benchFanOut();
  await benchIdle();
  await benchStalled();
  await benchDrain();
}
