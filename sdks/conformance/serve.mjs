// The built server for tests of any language: `node serve.mjs [arguments of micrologs serve]`.
//
// Starts it on a free port with a temporary data folder and without rate limits, and prints one line of JSON:
// {"url","adminKey","publicKey","secretKey","projectId"}. Settings are taken from the environment. Each line on standard input is
// a command, answered by one line: `kill` ends the server by SIGKILL ({"killed":true}), `start` starts it again on the same port and
// data (the first line once more). When standard input closes, the server is stopped and its data removed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../libs/testing/src/free-port.mjs';

const CLI = fileURLToPath(new URL('../../apps/server/dist/cli.mjs', import.meta.url));
const START_WAIT_MS = 60_000;
const STOP_WAIT_MS = 20_000;
const POLL_MS = 25;

if (!existsSync(CLI)) {
  console.error('The server is not built: npx nx build micrologs');
  process.exit(1);
}
const dataDir = mkdtempSync(path.join(tmpdir(), 'micrologs-serve-'));
let server = null;
const port = await freePort();
const commands = createInterface({ input: process.stdin });
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => commands.close());

try {
  print(await start());
  for await (const line of commands) print(await obey(line.trim()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stop('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
}

async function obey(command) {
  if (command === 'start') return start();
  if (command !== 'kill') throw new Error(`No such command: ${command}`);
  await stop('SIGKILL');
  return { killed: true };
}

/** @throws Error with what the server wrote when it does not come up */
async function start() {
  const announcement = path.join(dataDir, 'server.json');
  rmSync(announcement, { force: true });
  const child = spawn(process.execPath, [CLI, 'serve', '--port', String(port), ...process.argv.slice(2)], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { RATE_LIMITS: 'off', ...process.env, DATA_DIR: dataDir },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-20_000);
    });
  }
  server = { child, ended: new Promise((resolve) => child.once('exit', resolve)) };
  for (const deadline = Date.now() + START_WAIT_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const { url } = readJson(announcement);
    if (url === undefined || !(await isLive(url))) continue;
    const { adminKey, firstProject } = readJson(path.join(dataDir, 'secrets.json'));
    return { url, adminKey: process.env.ADMIN_KEY ?? adminKey, ...firstProject, projectId: 1 };
  }
  throw new Error(`The server did not start:\n${output}`);
}

/** Waits for the end; one that does not stop by itself is killed. */
async function stop(signal) {
  if (server === null) return;
  const { child, ended } = server;
  server = null;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WAIT_MS);
  await ended;
  clearTimeout(timer);
}

/** The members of a file, none while it is not there or half written. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

async function isLive(url) {
  const answer = await fetch(`${url}/api/health/live`).catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
