import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Command, command, isAlive, outcome } from './processes.ts';
import { BROWSER, send } from './requests.ts';
import { useSharedServices } from './shared-services.ts';

const WAIT = { timeout: 60_000, interval: 50 };

const services = useSharedServices();
let dataDir: string;
let env: Record<string, string>;
let up: Command;
let sent: number;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-up-'));
  env = { ...(await services.newInstallation()), DATA_DIR: dataDir, PORT: '0' };
  sent = 0;
  up = command(['up', '--workers', '2'], env);
  await expect.poll(() => NAMES.map((name) => served(name).length), WAIT).toEqual([1, 1, 1]);
});
afterEach(async () => {
  up.child.kill('SIGTERM');
  await up.ended;
  await rm(dataDir, { recursive: true });
});

const NAMES = ['worker 1', 'worker 2', 'the API'];

/** Numbers of the processes that have served under a name, in turn. */
const served = (name: string) =>
  [...up.output().matchAll(new RegExp(`^micrologs: ${name} \\(process (\\d+)\\) serves$`, 'gm'))].map(([, pid]) =>
    Number(pid),
  );

async function api(): Promise<{ url: string; key: string }> {
  const { url } = JSON.parse(await readFile(path.join(dataDir, 'server.json'), 'utf8'));
  const { firstProject } = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8'));
  return { url, key: firstProject.secretKey };
}

async function sendView(): Promise<void> {
  const { url, key } = await api();
  const view = { kind: 'pageview', url: `https://shop.test/${++sent}`, visitor_id: 'visitor-1', session_token: 's-1' };
  const body = JSON.stringify({ events: [view] });
  const answer = await send(`${url}/api/track/batch`, { headers: { ...BROWSER, 'X-API-Key': key }, body });
  expect(answer.status).toBe(202);
}

async function expectAllStored(): Promise<void> {
  const { url, key } = await api();
  const ledger = async () => (await send(`${url}/api/analytics/ledger`, { headers: { 'X-API-Key': key } })).json.data;
  await expect.poll(async () => (await ledger()).stored, WAIT).toBe(sent);
  expect(await ledger()).toMatchObject({ received: sent, stored: sent, pending: 0 });
}

const nodes = async (): Promise<{ role: string; pid: number; alive: boolean }[]> =>
  JSON.parse((await outcome(['status', '--json'], env)).stdout).nodes;

it('starts again what dies, and loses nothing', async () => {
  await sendView();
  expect((await nodes()).map(({ role }) => role).sort()).toEqual(['api', 'worker', 'worker']);
  for (const name of ['worker 1', 'the API']) {
    const [pid] = served(name);
    process.kill(pid!, 'SIGKILL');
    await expect.poll(() => served(name).length, WAIT).toBe(2);
    expect(up.output()).toContain(`micrologs: ${name} (process ${pid}) ended by SIGKILL`);
    await sendView();
  }
  await expectAllStored();
  expect(served('worker 2')).toHaveLength(1);
});

it('replaces one process after another on SIGHUP', async () => {
  await sendView();
  const before = NAMES.flatMap(served);
  up.child.kill('SIGHUP');
  await up.says(/^micrologs: every process was restarted$/m);
  const order = [...up.output().matchAll(/^micrologs: (.+) \(process \d+\) serves$/gm)].map(([, name]) => name);
  expect(order.slice(3)).toEqual(NAMES);
  expect(before.filter(isAlive)).toEqual([]);
  await sendView();
  await expectAllStored();
  expect((await nodes()).map(({ pid }) => pid).sort()).toEqual(NAMES.map((name) => served(name)[1]).sort());
});

it('lets all of them finish on SIGTERM', async () => {
  await sendView();
  up.child.kill('SIGTERM');
  expect(await up.ended).toBe(0);
  expect(NAMES.flatMap(served).filter(isAlive)).toEqual([]);
  expect(await nodes()).toEqual([]);
});

it('takes its processes along when it is killed itself', async () => {
  up.child.kill('SIGKILL');
  await expect.poll(() => NAMES.flatMap(served).filter(isAlive), WAIT).toEqual([]);
  expect(await nodes()).toEqual([]);
});

it('ends with a clear message when the API cannot run', async () => {
  // The data folder is in use: that of the one that runs.
  const second = command(['up'], env);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('Another Micrologs server uses the data folder');
  expect(second.output()).toContain('micrologs: the API is not started again: it cannot run as it is configured');
  expect(second.output()).toContain('micrologs: nothing works without the API: the others are ended too');
});
