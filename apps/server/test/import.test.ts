import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type MariaDb, startMariaDb, startServer } from '@micrologs/testing';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PhpEngine, sha256 } from '../../../libs/transfer/test/php-engine.ts';
import { recount } from '../../../libs/transfer/test/recount.ts';
import { addProject, addTraffic, SALT } from '../../../libs/transfer/test/traffic.ts';
import { aPageview, BROWSER, send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
/** Enough for ten transactions of pageviews; the last of them is before summer time, whose first day lacks an hour. */
const VISITS = 3900;
const [FROM, TO] = ['2026-02-27', '2026-04-30'];

let mariadb: MariaDb;
let url: string;
let engine: PhpEngine;
let dataDir: string;

beforeAll(async () => {
  mariadb = await startMariaDb();
});
afterAll(() => mariadb?.stop());

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-import-'));
  url = await mariadb.createDatabase();
  engine = await PhpEngine.create(url);
});
afterEach(async () => {
  await engine.close();
  await mariadb.dropDatabase(url);
  await rm(dataDir, { recursive: true, force: true });
});

const importArguments = (...more: string[]) => {
  const flags = ['--from', url, '--time-zone', 'Europe/Oslo', '--ip-salt', SALT, '--data-dir', dataDir];
  return [CLI, 'import', 'php-engine', ...flags, ...more];
};

function runImport(...more: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      importArguments(...more),
      { env: { PATH: process.env.PATH } },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

/** How far the import of pageviews has come, by id. */
function position(): number {
  const file = path.join(dataDir, 'micrologs.db');
  if (!existsSync(file)) return 0;
  const database = new Database(file, { readonly: true });
  try {
    const found = database.prepare("SELECT position FROM imports WHERE part = 'pageviews'").pluck();
    return (found.get() as number | undefined) ?? 0;
  } catch {
    // Its schema is being made.
    return 0;
  } finally {
    database.close();
  }
}

async function killBeyond(child: ChildProcess, id: number): Promise<void> {
  const ended = once(child, 'exit');
  while (child.exitCode === null && position() <= id) await sleep(1);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

it('an import that is killed again and again ends with what the old engine held, and its clients go on', async () => {
  await addProject(engine, 4);
  await addTraffic(engine, { project: 4, visits: VISITS, seed: 1, firstId: 1000 });
  const views = engine.rows.get('pageviews')!.map(({ id }) => Number(id));
  for (const part of [0, 0.2, 0.6]) {
    const from = part === 0 ? 0 : views[Math.floor(views.length * part)]!;
    await killBeyond(spawn(process.execPath, importArguments(), { stdio: 'ignore' }), from);
    expect(position()).toBeLessThan(views.at(-1)!);
  }
  const { code, stdout } = await runImport();
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      new RegExp(`pageviews +${views.length} +${views.length} +0\\n.*Rows read = rows stored \\+ rows refused`, 's'),
    ),
  });
  expect(stdout).not.toContain(sha256('secret 4'));
  expect((await runImport()).stdout).toBe(stdout);

  const server = await startServer({ dataDir, env: { TRUSTED_PROXIES: '127.0.0.1' } });
  try {
    const headers = { 'X-API-Key': sha256('secret 4') };
    const range = `range=custom&from=${FROM}&to=${TO}`;
    const ask = async (name: string) => (await send(`${server.url}/api/analytics/${name}`, { headers })).json.data;
    const expected = recount(engine, 4, FROM, TO);
    expect(await ask(`visitors?${range}`)).toMatchObject(expected.visitors);
    expect(await ask(`sessions?${range}`)).toMatchObject({ avg_duration_seconds: expected.averageDuration });
    expect(await ask(`errors-trend?${range}`)).toMatchObject({ total_occurrences: expected.occurrences });
    expect(await ask('ledger')).toMatchObject({ received: 0, stored: 0, pending: 0 });

    // Somebody who was there before, with the key and the id of then, follows a link from an address of then.
    const visit = { ...BROWSER, 'X-API-Key': sha256('public 4').slice(0, 32), 'X-Forwarded-For': '203.0.113.3' };
    const body = aPageview({ visitor_id: 'visitor 4 1000', session_token: 'new' });
    expect((await send(`${server.url}/api/track/pageview`, { headers: visit, body })).status).toBe(202);
    const code = String(engine.rows.get('tracked_links')![1]!.code);
    expect((await send(`${server.url}/l/${code}`, { headers: visit })).status).toBe(302);
    const today = async () => ({
      visitors: await ask('visitors-returning?range=1d'),
      clicks: await ask(`link-detail?code=${code}&range=365d`),
    });
    await expect.poll(today).toMatchObject({
      visitors: { total_visitors: 1, returning_visitors: 1 },
      clicks: { total_clicks: 11, unique_clicks: 7 },
    });
  } finally {
    expect(await server.stop()).toBe(0);
  }
});

it('rows that are refused are told with their reasons; a dry run says so too, and keeps nothing', async () => {
  await addProject(engine, 4);
  await addTraffic(engine, { project: 4, visits: 30, seed: 1, firstId: 1000 });
  await engine.run("UPDATE audit_logs SET created_at = '0000-00-00 00:00:00' WHERE id IN (1001, 1002)");
  const dry = await runImport('--dry-run', '--json');
  expect(dry.code).toBe(0);
  expect(JSON.parse(dry.stdout).tables).toContainEqual({
    table: 'audit_logs',
    in_source: 30,
    read: 30,
    stored: 28,
    refused: { 'no time': 2 },
    adjusted: {},
  });
  expect(await readdir(dataDir)).toEqual([]);
  const real = await runImport();
  expect(real).toMatchObject({ code: 0, stdout: expect.stringContaining('audit_logs: refused: 2 no time') });
  expect(real.stderr).toContain('Shop 4: pageviews');
});

it('a row that the old engine stored late is missed, and that is told by the exit code', async () => {
  await addProject(engine, 4);
  await addTraffic(engine, { project: 4, visits: 10, seed: 1, firstId: 1000 });
  expect(await runImport()).toMatchObject({ code: 0 });
  await engine.run("INSERT INTO audit_logs (id, project_id, action) VALUES (900, 4, 'late')");
  expect(await runImport()).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(
      'NOT COMPLETE: audit_logs holds 11 rows up to the last one read, of which 10 were read.',
    ),
  });
});

it('beside a server nothing is imported, unless it lets its events wait', async () => {
  await addProject(engine, 4);
  const server = await startServer({ dataDir });
  const salt = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')).ipHashSalt;
  const withSalt = importArguments().map((argument) => (argument === SALT ? salt : argument));
  const run = (args: string[]) =>
    new Promise<{ code: number; stderr: string }>((resolve) => {
      execFile(process.execPath, args, (error, _, stderr) => resolve({ code: error ? Number(error.code) : 0, stderr }));
    });
  expect(await run(withSalt)).toMatchObject({ code: 1, stderr: expect.stringContaining('PAUSE_PIPELINE=true') });
  expect(await runImport()).toMatchObject({ code: 2, stderr: expect.stringContaining('IP salt of its own') });
  await server.stop();

  const paused = await startServer({ dataDir, env: { PAUSE_PIPELINE: 'true' } });
  try {
    expect(await run(withSalt)).toMatchObject({ code: 0 });
    // Keys of the old engine work as soon as they are here.
    const body = aPageview();
    const headers = { ...BROWSER, 'X-API-Key': sha256('public 4').slice(0, 32) };
    const status = async () => (await send(`${paused.url}/api/track/pageview`, { headers, body })).status;
    await expect.poll(status).toBe(202);
  } finally {
    await paused.stop();
  }
});

it.each([
  [['--time-zone', 'Mars/Base'], 2, 'It must be a zone'],
  [['--sql-offset', '5'], 2, 'It must be like +05:30'],
  [['--from', 'postgres://x/y'], 2, 'It must be like mysql://'],
  [['--from', 'mysql://nobody:s3cret@127.0.0.1:1/x'], 1, 'The database to import from cannot be used'],
  [['--project', 'Shop'], 2, 'It must be a whole number'],
])('import php-engine %j is refused with %i', async (args, code, message) => {
  const refused = await runImport(...args);
  expect(refused).toMatchObject({ code, stderr: expect.stringContaining(message) });
  expect(refused.stderr).not.toContain('s3cret');
});
