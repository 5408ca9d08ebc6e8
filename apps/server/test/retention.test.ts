import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY_MS, formatDay, localDay } from '@micrologs/domain';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

const JSON_BODY = { 'Content-Type': 'application/json' };

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

/** The command line beside the running server. */
function micrologs(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args, '--data-dir', server.dataDir], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function allStored(): Promise<void> {
  const headers = { 'X-API-Key': server.project.secretKey };
  const pending = async () => (await send(`${server.url}/api/analytics/ledger`, { headers })).json.data.pending;
  await expect.poll(pending).toBe(0);
}

/** Sends errors that happened so many days ago, and waits until they are stored. */
async function sendErrors(...daysAgo: number[]): Promise<void> {
  const headers = { ...JSON_BODY, 'X-API-Key': server.project.secretKey };
  for (const days of daysAgo) {
    const occurred_at = new Date(Date.now() - days * DAY_MS).toISOString();
    const body = JSON.stringify({ message: `failed ${'abcdefg'[days]}`, error_type: `E${days}`, occurred_at });
    expect((await send(`${server.url}/api/track/error`, { headers, body })).status).toBe(202);
  }
  await allStored();
}

it('what would go is told, and goes when it is asked for, with an entry in the audit log', async () => {
  await sendErrors(0, 5, 5, 6);
  await micrologs('project', 'edit', '1', '--keep-errors', '2', '--keep-audit', '400');

  const dryRun = await micrologs('retention', '--dry-run', '--json');
  const removed = { pageviews: 0, pageview_months: 0, errors: 3, error_groups: 2, clicks: 0, audit_entries: 0 };
  expect(JSON.parse(dryRun.stdout)).toEqual([{ project: 1, dry_run: true, removed }]);
  const firstKept = formatDay(localDay(Date.now(), 'UTC') - 2);
  expect((await micrologs('retention', '--dry-run')).stdout).toMatch(
    new RegExp(
      `^Project 1 "My site"\n  pageviews all are kept\n  errors {4}before ${firstKept}: 3 occurrences, 2 groups would go\n  clicks {4}all are kept\n`,
    ),
  );

  expect((await micrologs('retention', '--project', '1')).stdout).toContain('3 occurrences, 2 groups went\n');
  expect(JSON.parse((await micrologs('retention', '--json')).stdout)).toMatchObject([{ removed: { errors: 0 } }]);
  const headers = { 'X-API-Key': server.project.secretKey };
  const { data } = (await send(`${server.url}/api/analytics/errors?range=30d`, { headers })).json;
  expect(data.errors.map((group: { error_type: string }) => group.error_type)).toEqual(['E0']);

  const storage = await openSqliteInThread({ file: path.join(server.dataDir, 'micrologs.db'), mode: 'reader' });
  const last = (await storage.audit.read(1, 0, 100)).at(-1)!;
  await storage.close();
  expect(last).toMatchObject({ action: 'retention.applied', actor: 'micrologs:admin' });
  expect(JSON.parse(last.context!)).toEqual({ via: 'cli', removed: { errorGroups: 2, errors: 3 } });
});

it('an unknown project is refused', async () => {
  expect(await micrologs('retention', '--project', '77')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Project not found'),
  });
});

it('a visitor is erased while the server runs, and whoever comes back is somebody new', async () => {
  const key = { 'X-API-Key': server.project.secretKey };
  const visit = async (visitor_id: string) => {
    const origin = { ...BROWSER, 'X-API-Key': server.project.publicKey, Origin: 'http://localhost' };
    const body = aPageview({ visitor_id, url: `http://localhost/${visitor_id}` });
    const answer = await send(`${server.url}/api/track/pageview`, { headers: { ...JSON_BODY, ...origin }, body });
    expect(answer.status).toBe(202);
    await allStored();
  };
  const exported = async () => {
    const { text } = await send(`${server.url}/api/export/pageviews?range=7d`, { headers: key });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { url: string });
  };
  await visit('kim');
  await visit('sam');
  const erased = await micrologs('erase-visitor', '--project', '1', '--visitor-id', ' kim ', '--json');
  expect(erased.stderr).toBe('');
  expect(JSON.parse(erased.stdout)).toEqual({
    found: true,
    errors: 0,
    dead_letters: 0,
    sealed_days: 0,
    wiped: expect.any(Boolean),
  });
  expect((await exported()).map(({ url }) => url)).toEqual(['http://localhost/sam']);
  const again = await micrologs('erase-visitor', '--project', '1', '--visitor-id', 'kim');
  expect(again.stdout).toContain('Nobody is known by this hash.');

  await visit('kim');
  const { data } = (await send(`${server.url}/api/analytics/visitors?range=7d`, { headers: key })).json;
  expect(data).toMatchObject({ unique_visitors: 2, total_pageviews: 2 });
});

it.each([
  [['--project', '1'], 2, 'either --visitor-id or --hash'],
  [['--project', '1', '--visitor-id', 'x', '--hash', 'a'.repeat(64)], 2, 'either --visitor-id or --hash'],
  [['--project', '1', '--hash', 'xyz'], 2, '64 hex digits'],
  [['--visitor-id', 'x'], 2, '--project'],
  [['--project', '77', '--visitor-id', 'x'], 1, 'Project not found'],
])('erase-visitor %j is refused with %i', async (args, code, message) => {
  expect(await micrologs('erase-visitor', ...args)).toMatchObject({ code, stderr: expect.stringContaining(message) });
});
