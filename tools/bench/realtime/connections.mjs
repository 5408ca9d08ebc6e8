import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startMicrologs } from '../processes.mjs';
import { row } from '../table.mjs';
import { Clients } from './clients.mjs';
import { ENV, projectsOf, sendViews, targetOf } from './server.mjs';

const WARMING_SOCKETS = 100;
const SOCKETS = [1_000, 5_000, 10_000];
/** After which the heap has given back the rooms that it took while connections were opened. */
const SETTLE_MS = 10_000;
const DRAINED_SOCKETS = 5_000;
const WINDOW_MS = 100;
// Who does not answer a ping is cut off after 33 s.
const STALLED = { sockets: 200, stalled: 100, perSecond: 1_000, seconds: 24 };
const PROCESSES = 2;

/** What connections cost that are open and subscribed while nothing happens. */
export async function benchIdle() {
  console.log('\nRealtime: memory of open connections, after garbage has been collected');
  const { clients, server, memory, stop } = await startWatched();
  try {
    // So that code that is loaded and compiled for the first ones is not counted.
    const target = targetOf(server, { id: 1, ...server });
    await clients.open(WARMING_SOCKETS, [target]);
    await clients.close();
    await sleep(SETTLE_MS);
    const before = await memory();
    let open = 0;
    for (const count of SOCKETS) {
      await clients.open(count - open, [target]);
      open = count;
      await sleep(SETTLE_MS);
      const { rss, heapUsed, external } = await memory();
      const each = (bytes) => bytes / 1024 / count;
      row(`${count} sockets`, {
        'resident KB each': [each(rss - before.rss), 10, 'most'],
        'of the heap': each(heapUsed - before.heapUsed).toFixed(2),
        'outside of it': each(external - before.external).toFixed(2),
        'resident MB, none': (before.rss / 1024 ** 2).toFixed(0),
        these: (rss / 1024 ** 2).toFixed(0),
      });
    }
  } finally {
    await stop();
  }
}

/** What is held for clients that read nothing, while others are told of everything. */
export async function benchStalled() {
  const { sockets, stalled, perSecond, seconds } = STALLED;
  console.log(`\nRealtime: ${stalled} of ${sockets} sockets read nothing for ${seconds} s at ${perSecond} events/s`);
  const { clients, server, memory, stop } = await startWatched();
  try {
    const projects = await projectsOf(server, 1);
    // What is deflated would fit into the buffers of the kernel.
    await clients.open(sockets, [targetOf(server, projects[0], false)]);
    await sendViews(server, projects, { perSecond, seconds: 2 });
    const before = await memory();
    await clients.pause(stalled / PROCESSES);
    const held = [];
    for (const _third of [1, 2, 3]) {
      await sendViews(server, projects, { perSecond, seconds: seconds / 3 });
      const { rss, external } = await memory();
      held.push({ each: (external - before.external) / 1024 / stalled, resident: rss / 1024 ** 2 });
    }
    row(`${stalled} stalled`, {
      'KB of messages held for each': [Math.max(...held.map(({ each }) => each)), 320, 'most'],
      'resident MB before': (before.rss / 1024 ** 2).toFixed(0),
      'after each third': held.map(({ resident }) => resident.toFixed(0)).join(', '),
    });
  } finally {
    await stop();
  }
}

/** How long a server that stops takes to let everybody go, and how evenly. */
export async function benchDrain() {
  console.log('\nRealtime: a server that stops');
  const { clients, server, stop } = await start();
  try {
    await clients.open(DRAINED_SOCKETS, [targetOf(server, { id: 1, ...server })]);
    await clients.begin();
    const startedAt = performance.now();
    await server.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    const { closed } = await clients.end();
    const times = closed.map(([, at]) => at).sort((a, b) => a - b);
    const windows = new Map();
    for (const at of times) {
      const window = Math.floor((at - times[0]) / WINDOW_MS);
      windows.set(window, (windows.get(window) ?? 0) + 1);
    }
    const even = (closed.length * WINDOW_MS) / (times.at(-1) - times[0]);
    row(`${DRAINED_SOCKETS} sockets`, {
      'closed with 1001, %': [(100 * closed.filter(([code]) => code === 1001).length) / DRAINED_SOCKETS, 100, 'least'],
      'from the first to the last, s': ((times.at(-1) - times[0]) / 1000).toFixed(2),
      [`most in ${WINDOW_MS} ms, of an even share`]: (Math.max(...windows.values()) / even).toFixed(2),
      'until the process has ended, s': [seconds, 10, 'most'],
    });
  } finally {
    await stop();
  }
}

async function start(env = {}) {
  const server = await startMicrologs({ env: { ...ENV, ...env } });
  const clients = new Clients(PROCESSES);
  return {
    server,
    clients,
    async stop() {
      await clients.stop();
      await server.stop();
    },
  };
}

/** The same with `memory()`, what is left when garbage has been collected. */
async function startWatched() {
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-memory-'));
  const file = join(folder, 'memory');
  const hook = fileURLToPath(new URL('memory-after-collecting.mjs', import.meta.url));
  const started = await start({ BENCH_MEMORY: file, NODE_OPTIONS: `--import=${hook}` });
  return {
    ...started,
    async memory() {
      rmSync(file, { force: true });
      process.kill(started.server.pid, 'SIGUSR2');
      while (!existsSync(file)) await sleep(10);
      return JSON.parse(readFileSync(file, 'utf8'));
    },
    async stop() {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
