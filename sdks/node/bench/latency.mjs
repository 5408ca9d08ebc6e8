// What capturing costs the host's thread, with a server that is up, slow or away: `node latency.mjs [seconds]`.
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Milliseconds until each answer; null: nobody listens. */
const SERVERS = { up: 0, slow: 4_000, away: null };

/**
 * Figures by server and by what is captured, every 2 ms; microseconds of the call, and of the delay of everything else in
 * the thread.
 * @param {number} seconds of each measurement
 * @returns {Promise<{ server: string, kind: string, calls: number, callP50: number, callP99: number, lateP99: number, heapMb: number, rssMb: number, queued: number }[]>}
 */
export async function measureLatency(seconds) {
  const figures = [];
  for (const [server, delayMs] of Object.entries(SERVERS)) {
    const sink = delayMs === null ? null : await startSink(delayMs);
    for (const kind of ['nothing', 'error', 'exception']) {
      const host = `http://127.0.0.1:${sink?.port ?? 1}`;
      const { stdout } = await run(process.execPath, [
        '--expose-gc',
        pathOf('host.mjs'),
        host,
        kind,
        String(seconds),
      ]).catch((ended) => ended);
      figures.push({ server, kind, ...JSON.parse(stdout) });
    }
    sink?.child.kill();
  }
  return figures;
}

async function startSink(delayMs) {
  const child = spawn(process.execPath, [pathOf('sink.mjs'), String(delayMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value: port } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return { child, port };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const figures = await measureLatency(Number(process.argv[2] ?? 30));
  console.table(figures.map((row) => ({ ...row, ...rounded(row) })));
}

function rounded(row) {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => [name, Math.round(value)]),
  );
}
