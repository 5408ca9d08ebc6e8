import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY_MS, formatDay, localDay } from '@micrologs/domain';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

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

/** Sends errors that happened so many days ago, and waits until they are stored. */
async function sendErrors(...daysAgo: number[]): Promise<void> {
  const headers = { 'X-API-Key': server.project.secretKey, 'Content-Type': 'application/json' };
  for (const days of daysAgo) {
    const occurred_at = new Date(Date.now() - days * DAY_MS).toISOString();
    const body = JSON.stringify({ message: `failed ${'abcdefg'[days]}`, error_type: `E${days}`, occurred_at });
    expect((await send(`${server.url}/api/track/error`, { headers, body })).status).toBe(202);
  }
  await expect
    .poll(async () => (await send(`${server.url}/api/analytics/ledger`, { headers })).json.data.pending, {
      timeout: 20_000,
    })
    .toBe(0);
}

it('what would go is told, and goes when it is asked for, with an entry in the audit log', async () => {
  await sendErrors(0, 5, 5, 6);
  await micrologs('project', 'edit', '1', '--keep-errors', '2', '--keep-audit', '400');

  const dryRun = await micrologs('retention', '--dry-run', '--json');
  const removed = { errors: 3, error_groups: 2, clicks: 0, audit_entries: 0 };
  expect(JSON.parse(dryRun.stdout)).toEqual([{ project: 1, dry_run: true, removed }]);
  const firstKept = formatDay(localDay(Date.now(), 'UTC') - 2);
  expect((await micrologs('retention', '--dry-run')).stdout).toMatch(
    new RegExp(
      `^Project 1 "My site"\n  errors {4}before ${firstKept}: 3 occurrences, 2 groups would go\n  clicks {4}all are kept\n`,
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
