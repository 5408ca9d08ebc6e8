import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Command, command } from './processes.ts';
import { aPageview, BROWSER, send } from './requests.ts';
import { useSharedServices } from './shared-services.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const LIMIT = 5;

/** An API process and a worker on a database of their own. */
interface Installation {
  env: Record<string, string>;
  api: TestServer;
  worker: Command | null;
}

const services = useSharedServices();
let folder: string;
let installations: Installation[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-installations-'));
  installations = [];
  for (const name of ['one', 'two']) {
    const env = {
      ...(await services.newInstallation()),
      ADMIN_KEY: `the-admin-key-of-${name}`,
      IP_HASH_SALT: randomUUID(),
      RATE_LIMITS: `ingest-public=${LIMIT}`,
    };
    installations.push({ env, api: await startServer({ role: 'api', env }), worker: null });
  }
});
afterEach(async () => {
  for (const { api, worker } of installations) {
    worker?.child.kill('SIGTERM');
    await worker?.ended;
    await api.stop();
  }
  await rm(folder, { recursive: true });
});

/** Through the public key, so that a limit counts. @returns the statuses */
async function sendViews({ api }: Installation, paths: readonly string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const url of paths) {
    const headers = { ...BROWSER, 'X-API-Key': api.project.publicKey, Origin: 'http://localhost' };
    const body = aPageview({ url: `http://localhost/${url}` });
    statuses.push((await send(`${api.url}/api/track/pageview`, { headers, body })).status);
  }
  return statuses;
}

function startWorker(installation: Installation): void {
  const dataDir = path.join(folder, `worker-${installations.indexOf(installation)}`);
  installation.worker = command(['worker'], { ...installation.env, DATA_DIR: dataDir });
}

const ask = async ({ api }: Installation, what: string) =>
  (await send(`${api.url}/api/analytics/${what}`, { headers: { 'X-API-Key': api.project.secretKey } })).json.data;

const pages = async (installation: Installation) =>
  (await ask(installation, 'pages')).pages.map(({ url }: { url: string }) => new URL(url).pathname).sort();

it('share a Valkey, and nothing in it', async () => {
  const [one, two] = installations as [Installation, Installation];
  // The first project of each has the same number, and so the same partition and the same names in every key.
  expect(one.api.project.id).toBe(two.api.project.id);
  expect(await sendViews(one, ['a', 'b', 'c'])).toEqual([202, 202, 202]);
  startWorker(two);
  expect(await sendViews(two, ['x', 'y'])).toEqual([202, 202]);
  await expect.poll(async () => (await ask(two, 'ledger')).stored, WAIT).toBe(2);
  expect(await pages(two)).toEqual(['/x', '/y']);
  // The other's worker had time to take what waits here, and left it.
  expect(await ask(one, 'ledger')).toMatchObject({ received: 3, stored: 0, pending: 3 });
  startWorker(one);
  await expect.poll(async () => (await ask(one, 'ledger')).stored, WAIT).toBe(3);
  expect(await pages(one)).toEqual(['/a', '/b', '/c']);
  expect(await ask(two, 'ledger')).toMatchObject({ received: 2, stored: 2, pending: 0 });
});

it('leave each other their rate limits', async () => {
  const [one, two] = installations as [Installation, Installation];
  const paths = Array.from({ length: LIMIT + 1 }, (_, i) => `${i}`);
  expect((await sendViews(one, paths)).at(-1)).toBe(429);
  expect((await sendViews(two, paths.slice(0, LIMIT))).every((status) => status === 202)).toBe(true);
});
