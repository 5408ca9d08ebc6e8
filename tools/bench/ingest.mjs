import { hammer, steady } from './load.mjs';
import { cpuSeconds, startBareKoa, startMicrologs } from './processes.mjs';
import { startValkey } from './start-servers.mjs';
import { median, row } from './table.mjs';

const PAIRS = Number(process.env.BENCH_PAIRS ?? 7);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);

/** One run at full speed, with the CPU that the server used for it. */
async function measure(server, connections) {
  const before = cpuSeconds(server.pid);
  const result = await hammer({ ...server, publicKey: server.publicKey ?? 'none', connections, seconds: SECONDS });
  const after = cpuSeconds(server.pid);
  const perRequest = (seconds) => (seconds * 1e6) / result.requests;
  const threads = [...after.threads].map(([tid, { name, seconds }]) => ({
    tid,
    name,
    us: perRequest(seconds - (before.threads.get(tid)?.seconds ?? 0)),
  }));
  return { ...result, cpuUs: perRequest(after.total - before.total), threads };
}

/** Adjacent runs of bare Koa and Micrologs, and the medians of their ratios. */
async function compare(title, { connections, draining, target, env = {} }) {
  const bare = await startBareKoa();
  const micrologs = await startMicrologs({ env: draining ? env : { ...env, PAUSE_PIPELINE: 'true' } });
  try {
    await hammer({ ...bare, publicKey: 'none', connections, seconds: 1 });
    await hammer({ ...micrologs, connections, seconds: 2 });
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const anchor = await measure(bare, connections);
      const ours = await measure(micrologs, connections);
      if (draining) await micrologs.untilDrained();
      pairs.push({ anchor, ours });
    }
    const of = (pick) => median(pairs.map(pick));
    row(title, {
      'bare Koa req/s': of(({ anchor }) => anchor.perSecond).toFixed(0),
      'req/s': of(({ ours }) => ours.perSecond).toFixed(0),
      ratio: [of(({ anchor, ours }) => ours.perSecond / anchor.perSecond), target.ratio, 'least'],
      'CPU ratio': [of(({ anchor, ours }) => ours.cpuUs / anchor.cpuUs), target.cpu, 'most'],
      'CPU µs': of(({ ours }) => ours.cpuUs).toFixed(1),
      'p99 ms': of(({ ours }) => ours.p99Ms).toFixed(1),
    });
    const stages = pairs
      .at(-1)
      .ours.threads.filter(({ us }) => us >= 0.5)
      .sort((a, b) => a.tid - b.tid)
      .map(({ name, us }) => `${name} ${us.toFixed(1)}`);
    console.log(`    CPU µs per request by thread: ${stages.join(', ')}`);
  } finally {
    await bare.stop();
    await micrologs.stop();
  }
}

async function latencyAtSteadyRate() {
  const micrologs = await startMicrologs();
  try {
    await hammer({ ...micrologs, connections: 32, seconds: 2 });
    await micrologs.untilDrained();
    const result = await steady({ ...micrologs, connections: 32, perSecond: 5000, seconds: 10 });
    row('Steady 5,000 req/s while draining', {
      'req/s': result.perSecond.toFixed(0),
      'p99 ms': [result.p99Ms, 25, 'most'],
    });
  } finally {
    await micrologs.stop();
  }
}

export async function benchIngest() {
  console.log(
    `\nPageview ingest, durable answer, against bare Koa (medians of ${PAIRS} adjacent pairs of ${SECONDS} s)`,
  );
  for (const [connections, paused, draining] of [
    [32, 0.6, 0.45],
    [128, 0.8, 0.5],
  ]) {
    await compare(`${connections} connections, draining paused`, {
      connections,
      draining: false,
      target: { ratio: paused, cpu: 1.5 },
    });
    await compare(`${connections} connections, draining`, {
      connections,
      draining: true,
      target: { ratio: draining, cpu: 2.5 },
    });
  }
  await latencyAtSteadyRate();
}

/** The same with the queue in Valkey, which puts every commit on its disk before it answers. */
export async function benchIngestValkey() {
  console.log(
    `\nPageview ingest into Valkey (appendfsync always), against bare Koa (medians of ${PAIRS} adjacent pairs of ${SECONDS} s)`,
  );
  for (const connections of [32, 128]) {
    const valkey = await startValkey();
    try {
      await compare(`Valkey, ${connections} connections, draining paused`, {
        connections,
        draining: false,
        target: { ratio: 0.5, cpu: 1.8 },
        env: { VALKEY_URL: valkey.url },
      });
    } finally {
      await valkey.stop();
    }
  }
}
