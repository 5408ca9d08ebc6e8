import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type TestServer } from '@micrologs/testing';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
/** Enough that some are stored and some wait at any moment. */
const SENDERS = 8;
const BEFORE = 600;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-backup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function micrologs(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** Sends pageviews of ever new pages. `acknowledged` has the pages whose views were accepted, in that order. */
class Traffic {
  readonly acknowledged: string[] = [];
  #pages = 0;
  #goesOn = true;
  #senders: Promise<void>[] = [];

  start(server: TestServer): void {
    this.#senders = Array.from({ length: SENDERS }, async () => {
      while (this.#goesOn) {
        const url = `https://shop.test/${++this.#pages}`;
        const { status } = await send(`${server.url}/api/track/pageview`, {
          headers: { ...BROWSER, 'X-API-Key': server.project.publicKey },
          body: aPageview({ url }),
        });
        expect(status).toBe(202);
        this.acknowledged.push(url);
      }
    });
  }

  async stop(): Promise<void> {
    this.#goesOn = false;
    await Promise.all(this.#senders);
  }
}

async function storedPages({ url, project }: TestServer): Promise<string[]> {
  const { text } = await send(`${url}/api/export/pageviews?range=7d`, { headers: { 'X-API-Key': project.secretKey } });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).url);
}

async function ledgerOf({ url, project }: TestServer) {
  const { json } = await send(`${url}/api/analytics/ledger`, { headers: { 'X-API-Key': project.secretKey } });
  return json.data as { received: number; stored: number; pending: number; dropped: Record<string, number> };
}

/** Restores into a new data folder, starts a server on it, and waits until it has stored what waited. */
async function restored(file: string, secrets: string): Promise<TestServer> {
  const dataDir = path.join(folder, 'restored');
  expect(await micrologs('restore', file, '--data-dir', dataDir)).toMatchObject({ code: 0 });
  await copyFile(secrets, path.join(dataDir, 'secrets.json'));
  const server = await startServer({ dataDir });
  await expect.poll(async () => (await ledgerOf(server)).pending).toBe(0);
  return server;
}

it.each([
  ['that stores meanwhile', {}],
  ['whose events all wait in the queue', { PAUSE_PIPELINE: 'true' }],
])('a backup of a server %s holds every event acknowledged before, once', async (_, env) => {
  const traffic = new Traffic();
  const server = await startServer({ env });
  let copy: TestServer | undefined;
  try {
    traffic.start(server);
    await expect.poll(() => traffic.acknowledged.length).toBeGreaterThan(BEFORE);
    const before = [...traffic.acknowledged];
    const file = path.join(folder, 'a.backup');
    const { code, stdout } = await micrologs('backup', file, '--data-dir', server.dataDir);
    await traffic.stop();
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Keep secrets.json') });
    expect(await readdir(folder)).toEqual(['a.backup']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    copy = await restored(file, path.join(server.dataDir, 'secrets.json'));
    const pages = await storedPages(copy);
    expect(new Set(pages).size).toBe(pages.length);
    expect(before.filter((page) => !pages.includes(page))).toEqual([]);
    expect(await ledgerOf(copy)).toMatchObject({ received: pages.length, stored: pages.length, dropped: {} });
    // New events are not taken for some that were stored before the backup.
    const [url] = ['https://shop.test/after'];
    await send(`${copy.url}/api/track/pageview`, {
      headers: { ...BROWSER, 'X-API-Key': copy.project.publicKey },
      body: aPageview({ url }),
    });
    await expect.poll(async () => (await storedPages(copy!)).includes(url!)).toBe(true);
  } finally {
    await traffic.stop();
    await copy?.stop();
    await server.stop();
  }
});

it('salts are not in it', async () => {
  const server = await startServer();
  try {
    const edited = await micrologs('project', 'edit', '1', '--cookieless', '--data-dir', server.dataDir);
    expect(edited.code).toBe(0);
    const salts = () => {
      const database = new Database(path.join(server.dataDir, 'micrologs.db'), { readonly: true });
      const found = database.prepare('SELECT salt FROM daily_salts').pluck().all() as Buffer[];
      database.close();
      return found;
    };
    await expect
      .poll(async () => {
        await send(`${server.url}/api/track/pageview`, {
          headers: { ...BROWSER, 'X-API-Key': server.project.publicKey },
          body: aPageview(),
        });
        return salts().length;
      })
      .toBeGreaterThan(0);
    const file = path.join(folder, 'a.backup');
    expect(await micrologs('backup', file, '--data-dir', server.dataDir)).toMatchObject({ code: 0 });
    const bytes = await readFile(file);
    expect(salts().filter((salt) => bytes.includes(salt))).toEqual([]);
    const copy = new Database(file, { readonly: true });
    expect(copy.prepare('SELECT COUNT(*) FROM daily_salts').pluck().get()).toBe(0);
    copy.close();
  } finally {
    await server.stop();
  }
});

it('nothing is overwritten, and what is no backup is told', async () => {
  await mkdir(path.join(folder, 'data'));
  const server = await startServer({ dataDir: path.join(folder, 'data') });
  await server.stop();
  const file = path.join(folder, 'a.backup');
  const dataDir = ['--data-dir', server.dataDir];
  expect(await micrologs('backup', file, ...dataDir)).toMatchObject({ code: 0 });
  const refusals: [string[], string][] = [
    [['backup', file, ...dataDir], 'is there already. Name a new file'],
    [['backup', path.join(folder, 'none/a.backup'), ...dataDir], 'There is no folder'],
    [['backup', `${file}.2`, '--data-dir', path.join(folder, 'mistyped')], 'There is no database at'],
    [['restore', file, ...dataDir], 'is there already, and is not overwritten'],
    [['restore', `${file}.2`, '--data-dir', path.join(folder, 'new')], 'There is no file'],
  ];
  for (const [args, message] of refusals) {
    expect(await micrologs(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  }

  const bytes = await readFile(file);
  await writeFile(`${file}.cut`, bytes.subarray(0, bytes.length / 2));
  await mkdir(path.join(folder, 'new'));
  const cut = await micrologs('restore', `${file}.cut`, '--data-dir', path.join(folder, 'new'));
  expect(cut).toMatchObject({ code: 1, stderr: expect.stringContaining('damaged') });
  expect((await readdir(path.join(folder, 'new'))).filter((name) => /micrologs|spool/.test(name))).toEqual([]);
});

it('a folder that a server runs on is not restored into', async () => {
  const server = await startServer();
  try {
    const file = path.join(folder, 'a.backup');
    expect(await micrologs('backup', file, '--data-dir', server.dataDir)).toMatchObject({ code: 0 });
    const again = await micrologs('restore', file, '--data-dir', server.dataDir);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('A server runs on') });
  } finally {
    await server.stop();
  }
});
