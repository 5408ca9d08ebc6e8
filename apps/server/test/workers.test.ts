import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Command, command, outcome } from './processes.ts';
import { BROWSER, send } from './requests.ts';
import { useSharedServices } from './shared-services.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const PER_REQUEST = 50;
/** What every API process of an installation is given. */
const KEYS = { ADMIN_KEY: 'an-admin-key', IP_HASH_SALT: 'a-salt-of-tests' };

const services = useSharedServices();
let folder: string;
let env: Record<string, string>;
let api: TestServer;
let workers: Command[];
let sent: number;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-workers-'));
  env = await services.newInstallation();
  workers = [];
  sent = 0;
});
afterEach(async () => {
  for (const { child } of workers) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const end = once(child, 'close');
    child.kill('SIGKILL');
    await end;
  }
  await rm(folder, { recursive: true });
});

function startWorker(...args: string[]): Command {
  const worker = command(['worker', ...args], { ...env, DATA_DIR: path.join(folder, `worker-${workers.length}`) });
  workers.push(worker);
  return worker;
}

/** Sends views, each of a page of its own. @returns when all are acknowledged */
async function sendViews(count: number): Promise<void> {
  const lanes = Array.from({ length: 4 }, async () => {
    while (count > 0) {
      const size = Math.min(PER_REQUEST, count);
      count -= size;
      const events = Array.from({ length: size }, () => {
        const number = ++sent;
        const url = `https://shop.test/${number}`;
        return { kind: 'pageview', url, visitor_id: `visitor-${number % 997}`, session_token: `s-${number % 997}` };
      });
      const headers = { ...BROWSER, 'X-API-Key': api.project.secretKey };
      const answer = await send(`${api.url}/api/track/batch`, { headers, body: JSON.stringify({ events }) });
      expect(answer).toMatchObject({ status: 202 });
    }
  });
  await Promise.all(lanes);
}

async function ledger(): Promise<{ received: number; stored: number; dropped_total: number; pending: number }> {
  const headers = { 'X-API-Key': api.project.secretKey };
  return (await send(`${api.url}/api/analytics/ledger`, { headers })).json.data;
}

async function views(): Promise<[views: number, urls: number]> {
  const database = new URL(env.DATABASE_URL!).pathname.slice(1);
  const [row] = await services.mariaDb.administer(
    `SELECT COUNT(*) AS views, COUNT(DISTINCT url) AS urls FROM ${database}.pageviews`,
  );
  return [Number(row!.views), Number(row!.urls)];
}

/** By the ledger and by the rows. */
async function expectAllStoredOnce(): Promise<void> {
  await expect.poll(async () => (await ledger()).pending, WAIT).toBe(0);
  expect(await ledger()).toMatchObject({ received: sent, stored: sent, pending: 0 });
  expect(await views()).toEqual([sent, sent]);
}

/** Partitions held by each worker, by process id. */
async function held(): Promise<Map<number, number>> {
  const { stdout } = await outcome(['status', '--json'], { ...env, DATA_DIR: folder });
  const nodes = JSON.parse(stdout).nodes as { pid: number; role: string; pipelines: { partitions: number }[] }[];
  const storing = nodes.filter(({ role }) => role === 'worker');
  return new Map(storing.map(({ pid, pipelines }) => [pid, pipelines.reduce((sum, each) => sum + each.partitions, 0)]));
}

/** How many pipelines the partitions belong to. */
async function owners(): Promise<number> {
  const database = new URL(env.DATABASE_URL!).pathname.slice(1);
  const [row] = await services.mariaDb.administer(`SELECT COUNT(DISTINCT owner) AS owners FROM ${database}.partitions`);
  return Number(row!.owners);
}

/** Whether a worker with one pipeline and one with two hold as many partitions as they may. */
function isShared(partitions: Map<number, number>): boolean {
  const [one, two] = workers.map(({ pid }) => partitions.get(pid) ?? 0);
  return one! + two! === 64 && (one === 21 || one === 22);
}

describe('an API process and workers', () => {
  beforeEach(async () => {
    api = await startServer({ role: 'api', env });
  });
  afterEach(() => api.stop());

  it('store 10,000 events that waited while no worker ran, and say how fast', async () => {
    await sendViews(10_000);
    expect(await ledger()).toMatchObject({ received: 10_000, stored: 0, pending: 10_000 });
    const began = performance.now();
    startWorker();
    startWorker('--concurrency', '2');
    await expect.poll(async () => (await ledger()).stored, { ...WAIT, interval: 10 }).toBeGreaterThan(0);
    const before = (await ledger()).stored;
    const draining = performance.now();
    await expect.poll(async () => (await ledger()).stored, WAIT).toBe(10_000);
    const seconds = (since: number) => (performance.now() - since) / 1000;
    console.log(
      `10,000 events stored ${seconds(began).toFixed(1)} s after the start of the workers; ` +
        `once they drained, ${Math.round((10_000 - before) / seconds(draining))} events a second`,
    );
    await expectAllStoredOnce();
    // Shared among three pipelines, one of which is the first worker's.
    await expect.poll(async () => isShared(await held()), WAIT).toBe(true);
  });

  it('take over what a worker held that died, and let one that was halted store nothing twice', async () => {
    const [first, second] = [startWorker(), startWorker()];
    await expect.poll(async () => [...(await held()).values()], WAIT).toEqual([32, 32]);
    await sendViews(500);
    // Whichever of them holds the project's partition: both are halted while events come, one after the other.
    for (const worker of [first, second]) {
      const other = worker === first ? second : first;
      worker.child.kill('SIGSTOP');
      await sendViews(500);
      await expect.poll(async () => (await held()).get(other.pid), WAIT).toBe(64);
      await expectAllStoredOnce();
      worker.child.kill('SIGCONT');
      await expect.poll(async () => (await held()).get(worker.pid), WAIT).toBe(32);
      await sendViews(500);
      await expectAllStoredOnce();
    }
    await sendViews(500);
    first.child.kill('SIGKILL');
    const died = performance.now();
    await sendViews(500);
    await expect.poll(owners, { ...WAIT, interval: 20 }).toBe(1);
    console.log(`taken over ${((performance.now() - died) / 1000).toFixed(1)} s after the death of a worker`);
    await expect.poll(async () => (await held()).get(second.pid), WAIT).toBe(64);
    await expectAllStoredOnce();
    // One that ends by itself gives back what it held.
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect((await held()).has(second.pid)).toBe(false);
  }, 240_000);
});

it('share their work with a server that does everything', async () => {
  api = await startServer({ env });
  try {
    startWorker();
    await sendViews(200);
    await expect.poll(async () => [...(await held()).values()], WAIT).toEqual([32]);
    await sendViews(200);
    await expectAllStoredOnce();
  } finally {
    await api.stop();
  }
  // What the server held is the worker's now.
  await expect.poll(async () => [...(await held()).values()], WAIT).toEqual([64]);
});

it('destroy old salts though no worker runs', async () => {
  const first = await startServer({ role: 'api', env: { ...env, ...KEYS } });
  await first.stop();
  const salts = `${new URL(env.DATABASE_URL!).pathname.slice(1)}.daily_salts`;
  const [now, dayMs] = [Date.now(), 86_400_000];
  await services.mariaDb.administer(
    `INSERT INTO ${salts} VALUES (1, 1, 'old', ${now - 3 * dayMs}), (1, 2, 'new', ${now - dayMs})`,
  );
  const second = await startServer({ role: 'api', env: { ...env, ...KEYS } });
  try {
    await expect
      .poll(async () => (await services.mariaDb.administer(`SELECT day FROM ${salts}`)).map(({ day }) => day), WAIT)
      .toEqual([2]);
  } finally {
    await second.stop();
  }
});

it('make one first project, though two API processes start for the first time at once', async () => {
  const servers = await Promise.all([1, 2].map(() => startServer({ role: 'api', env: { ...env, ...KEYS } })));
  try {
    const { stdout } = await outcome(['project', 'list', '--json'], { ...env, DATA_DIR: folder });
    const { projects } = JSON.parse(stdout);
    expect(projects).toHaveLength(1);
    // The one that did not make it knows no keys of it.
    expect(servers.map(({ project }) => project.publicKey).filter(Boolean)).toEqual([projects[0].public_key]);
  } finally {
    for (const server of servers) await server.stop();
  }
});

it.each(['worker', 'serve --role api', 'up'])('%s refuses to run on its own, and says what to set', async (name) => {
  const args = name.split(' ');
  const own = { DATA_DIR: folder };
  expect(await outcome(args, own)).toMatchObject({
    code: 2,
    output:
      `micrologs: \`micrologs ${name}\` works together with other processes, through Valkey: set VALKEY_URL, the same for ` +
      'each of them. One `micrologs serve` does everything by itself.\n',
  });
  // With a file of its own, it would take events that nobody else would ever see again.
  const embedded = await outcome(args, { ...own, VALKEY_URL: services.valkey.url });
  expect(embedded).toMatchObject({
    code: 2,
    output: expect.stringContaining('on a database server: set DATABASE_URL'),
  });
});
