import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../libs/testing/src/free-port.mjs';
import { ALLOCATOR } from '../start/allocator.mjs';

/** The built command line. */
export const cli = fileURLToPath(new URL('../../apps/server/dist/cli.mjs', import.meta.url));

export async function untilAnswers(url, child, log) {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`The process ended with code ${child.exitCode}:\n${log()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`No answer from ${url}:\n${log()}`);
}

function start(args, env) {
  let log = '';
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = (chunk) => {
    log = (log + chunk).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    child,
    pid: child.pid,
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function dataOf(answering) {
  const answer = await answering;
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()).data;
}

/** The anchor: one process of Koa with co-body that parses the same body and answers 202. */
export async function startBareKoa() {
  const port = await freePort();
  const server = start([fileURLToPath(new URL('bare-koa.mjs', import.meta.url))], { PORT: String(port) });
  await untilAnswers(`http://127.0.0.1:${port}/`, server.child, server.log);
  return { ...server, url: `http://127.0.0.1:${port}` };
}

/** The process of the real server, or of another command, which need not answer yet, with the environment that `npm start` gives it. */
export async function spawnMicrologs({ dataDir, env = {}, command = ['serve'] }) {
  const port = await freePort();
  const server = start([...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), cli, ...command], {
    ...ALLOCATOR,
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'off',
    ...env,
  });
  return { ...server, url: `http://127.0.0.1:${port}` };
}

/** The real server, on an embedded database unless `env` names another; its data in a temporary folder unless one is given. */
export async function startMicrologs({ dataDir, env } = {}) {
  const own = dataDir === undefined;
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'micrologs-bench-'));
  const server = await spawnMicrologs({ dataDir: folder, env });
  const { url } = server;
  await untilAnswers(`${url}/api/health`, server.child, server.log);
  const { adminKey, firstProject } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'));
  return {
    ...server,
    ...asking({ url, adminKey, ...firstProject }),
    dataDir: folder,
    async stop() {
      await server.stop();
      if (own) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const FAILING_MS = 30_000;

/** How to ask a server by the keys of its first project. */
export function asking({ url, adminKey, publicKey, secretKey }) {
  return {
    adminKey,
    publicKey,
    secretKey,
    /** The `data` of a GET with the first project's secret key. */
    read: (path) => dataOf(fetch(url + path, { headers: { 'X-API-Key': secretKey } })),
    /** The lines of an export with it, one by one. */
    async *export(path) {
      const answer = await fetch(url + path, { headers: { 'X-API-Key': secretKey } });
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
      for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) yield JSON.parse(line);
    },
    /** The `data` of a POST with it. */
    post: (path, body) =>
      dataOf(
        fetch(url + path, {
          method: 'POST',
          headers: { 'X-API-Key': secretKey, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    /** The installation's ledger totals. */
    async ledger() {
      return (await dataOf(fetch(`${url}/api/projects/ledger`, { headers: { 'X-Admin-Key': adminKey } }))).total;
    },
    /** A server that lost a connection a moment ago cannot tell at once how many events wait. */
    async untilDrained() {
      for (let failingSince = null; ; ) {
        try {
          if ((await this.ledger()).pending === 0) return;
          failingSince = null;
        } catch (error) {
          failingSince ??= Date.now();
          if (Date.now() - failingSince > FAILING_MS) throw error;
        }
        await sleep(50);
      }
    },
  };
}

const TICKS_PER_SECOND = 100;

/** CPU seconds used so far: of the whole process, and per thread (by thread id). */
export function cpuSeconds(pid) {
  const read = (path) => {
    const stat = readFileSync(path, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  };
  const threads = new Map();
  for (const tid of readdirSync(`/proc/${pid}/task`)) {
    const name = readFileSync(`/proc/${pid}/task/${tid}/comm`, 'utf8').trim();
    threads.set(Number(tid), { name, seconds: read(`/proc/${pid}/task/${tid}/stat`) });
  }
  return { total: read(`/proc/${pid}/stat`), threads };
}

/** Resident memory in MB. */
export function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
