import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Leases last 6 s; another worker takes them within two more. */
const PAST_LEASE_MS = 9_000;
const HOLD_MS = 1_500;
/** How far a clock steps at most. */
export const CLOCK_STEP_MS = 3 * 3_600_000;
/** A process reads within a second how its clock goes, unless it is kept from it. */
const STEPPED_MS = 3_000;
const READING_MS = 30_000;
/** Answers tell their time to the second. */
const CLOCK_ERROR_MS = 60_000;
/** How far into a file may still be written then: a write-ahead log that begins anew takes a few events more. */
const ROOM = 64 * 1024;
const REFUSAL_WAIT_MS = 60_000;

const WAL_HEADER = 32;
const WAL_FRAME = 24 + 4096;

/**
 * What happens to an installation, and is undone. `touches`: what two faults at once must not have in common.
 * `strike` gets the installation, a source of random numbers in [0, 1), and `refused`, which counts the events that got a 503.
 */
export const FAULTS = [
  {
    name: 'kill -9 of an API node',
    touches: ['api'],
    async strike({ api }, { random }) {
      const node = oneOf(api, random);
      await node.kill();
      await sleep(HOLD_MS * random());
      await node.start();
    },
  },
  {
    name: 'kill -9 of a worker',
    touches: ['workers'],
    async strike({ workers }, { random }) {
      const node = oneOf(workers, random);
      await node.kill();
      await sleep(HOLD_MS * random());
      await node.start();
    },
  },
  {
    name: 'kill -9 of Valkey',
    touches: ['valkey'],
    async strike({ valkey }, { random }) {
      await valkey.kill();
      await sleep(HOLD_MS * random());
      await valkey.start();
    },
  },
  {
    name: 'kill -9 of MariaDB',
    touches: ['database'],
    async strike({ database }, { random }) {
      await database.kill();
      await sleep(HOLD_MS * random());
      await database.start();
    },
  },
  {
    name: 'a worker stands still past its lease, and goes on',
    touches: ['workers'],
    async strike({ workers }, { random }) {
      const node = oneOf(workers, random);
      node.signal('SIGSTOP');
      await sleep(PAST_LEASE_MS);
      node.signal('SIGCONT');
    },
  },
  {
    name: 'no room for the spools while Valkey is away',
    touches: ['api', 'valkey'],
    async strike({ api, valkey }, { refused }) {
      await valkey.kill();
      const before = refused();
      for (const node of api) limitFiles(node, ROOM);
      const deadline = Date.now() + REFUSAL_WAIT_MS;
      while (refused() === before && Date.now() < deadline) await sleep(50);
      if (refused() === before) throw new Error('The spools went on where there was no room');
      for (const node of api) limitFiles(node, 'unlimited');
      await valkey.start();
    },
  },
  {
    name: 'a torn last record in a spool and in Valkey',
    touches: ['api', 'valkey'],
    async strike({ api, valkey }, { random }) {
      const node = oneOf(api, random);
      const [, data] = (await valkey.administer('CONFIG', 'GET', 'dir')).trim().split('\n');
      await valkey.kill();
      await sleep(HOLD_MS * random());
      await node.kill();
      tearWal(join(node.folder, 'spool.db-wal'));
      tearAppendOnlyFile(join(data, 'appendonlydir'));
      await valkey.start();
      await node.start();
    },
  },
  {
    name: 'the clock of a process steps',
    touches: ['clock'],
    async strike({ api, nodes }, { random }) {
      const node = oneOf(nodes, random);
      const forth = random() < 0.5 ? -1 : 1;
      const aheadMs = Math.round(forth * (0.2 + 0.8 * random()) * CLOCK_STEP_MS);
      node.setClock(aheadMs);
      await sleep(STEPPED_MS);
      if (api.includes(node)) await assertStepped(node, aheadMs);
      node.setClock(0);
    },
  },
];

/** Answers tell the time; one that another fault has just killed gives none. @throws Error when it does not become what was set */
async function assertStepped(node, aheadMs) {
  for (const deadline = Date.now() + READING_MS; ; await sleep(500)) {
    const answer = await fetch(node.url ?? '').catch(() => null);
    if (!answer) return;
    const told = Date.parse(answer.headers.get('date')) - Date.now();
    if (Math.abs(told - aheadMs) <= CLOCK_ERROR_MS) return;
    if (Date.now() > deadline) throw new Error(`A clock is ${told} ms ahead, not ${aheadMs}`);
  }
}

function oneOf(nodes, random) {
  return nodes[Math.floor(random() * nodes.length)];
}

/** How far into its files a running process may write. */
function limitFiles({ pid }, bytes) {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}

/** Begins the last frame once more, as it was being written when the machine died. */
function tearWal(file) {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const frames = Math.floor((bytes.length - WAL_HEADER) / WAL_FRAME);
  if (frames < 1) return;
  const last = WAL_HEADER + (frames - 1) * WAL_FRAME;
  appendFileSync(file, bytes.subarray(last, last + WAL_FRAME / 2));
}

/** Begins a command. */
function tearAppendOnlyFile(folder) {
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.incr.aof'))
    .sort((a, b) => Number(/\.(\d+)\.incr/.exec(a)[1]) - Number(/\.(\d+)\.incr/.exec(b)[1]))
    .at(-1);
  appendFileSync(join(folder, newest), '*3\r\n$4\r\nHSET\r\n$9\r\nmicro');
}
