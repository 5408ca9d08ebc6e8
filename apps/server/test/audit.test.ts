import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditEntry } from '@micrologs/domain';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { startServer, type TestServer } from '@micrologs/testing';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';

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

async function admin(operation: string, body: object) {
  const response = await fetch(`${server.url}/api/projects/${operation}`, {
    method: 'POST',
    headers: { 'X-Admin-Key': server.adminKey, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { data: { id: number } };
  expect(answer).toMatchObject({ success: true });
  return answer.data;
}

async function entries(project: number): Promise<AuditEntry[]> {
  const storage = await openSqliteInThread({ file: path.join(server.dataDir, 'micrologs.db'), mode: 'reader' });
  const found = await storage.audit.read(project, 0, 100);
  await storage.close();
  return found;
}

it('what the operator does is recorded, from the first project on, with the way it was done', async () => {
  const { id } = await admin('create', { name: 'Shop', allowed_domains: ['shop.test'] });
  await admin('edit', { id, audit_secret_only: true, timezone: 'Asia/Tokyo' });
  await admin('toggle', { id });
  await micrologs('project', 'rotate-keys', String(id), '--public');
  await admin('delete', {
    id: (await admin('create', { name: 'Gone', allowed_domains: ['gone.test'] })).id,
    confirm: 'Gone',
  });

  const { ipHashSalt } = JSON.parse(await readFile(path.join(server.dataDir, 'secrets.json'), 'utf8'));
  const ipHash = createHash('sha256').update(`127.0.0.1${ipHashSalt}`).digest('hex');
  const told = (all: AuditEntry[]) => all.map((entry) => [entry.action, entry.ipHash, JSON.parse(entry.context!)]);
  expect(told(await entries(1))).toEqual([['project.created', '', { via: 'start', name: 'My site' }]]);
  expect(told(await entries(id))).toEqual([
    ['project.created', ipHash, { via: 'api', name: 'Shop' }],
    ['project.edited', ipHash, { via: 'api', changed: ['timezone', 'audit_secret_only'] }],
    ['project.disabled', ipHash, { via: 'api' }],
    ['project.keys_rotated', '', { via: 'cli', rotated: ['public_key'] }],
  ]);
  expect(told(await entries(0))).toEqual([['project.deleted', ipHash, { via: 'api', project: 3, name: 'Gone' }]]);
});

it('the logs are verified beside the running server, and the head can be held against them later', async () => {
  const { id } = await admin('create', { name: 'Shop', allowed_domains: ['shop.test'] });
  const verified = await micrologs('audit', 'verify');
  expect(verified.code).toBe(0);
  expect(verified.stdout).toMatch(
    /^Installation: no entries\.\nProject 1 "My site": 1 entry, as recorded\.\n {2}head {4}1:[0-9a-f]{64}\nProject 2 "Shop": 1 entry, as recorded\.\n {2}head {4}(1:[0-9a-f]{64})\n$/,
  );
  const head = verified.stdout.match(/1:[0-9a-f]{64}/g)!.at(-1)!;
  await admin('toggle', { id });
  expect(await micrologs('audit', 'verify', '--project', '2', '--expect', head)).toMatchObject({ code: 0 });
  const other = `2${head.slice(1)}`;
  expect(await micrologs('audit', 'verify', '--project', '2', '--expect', other)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Project 2 "Shop": NOT INTACT. Entry 2 is not the one expected'),
  });
});

it('a log that was tampered with ends with 1 and names the entry', async () => {
  await admin('toggle', { id: 1 });
  await admin('toggle', { id: 1 });
  const database = new Database(path.join(server.dataDir, 'micrologs.db'));
  database.exec("UPDATE audit_entries SET action = 'project.edited' WHERE sequence = 2");
  database.close();
  const { code, stdout } = await micrologs('audit', 'verify');
  expect(code).toBe(1);
  expect(stdout).toContain('Project 1 "My site": NOT INTACT. Entry 2 is not what was recorded');
  const json = await micrologs('audit', 'verify', '--project', '1', '--json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject([
    { project: 1, ok: false, entries: 1, removed_through: 0, fault: { kind: 'changed', sequence: 2 } },
  ]);
});

it('old entries are removed by hand, which the log tells, and the rest stays provable', async () => {
  await admin('toggle', { id: 1 });
  await admin('toggle', { id: 1 });
  const prune = (...args: string[]) => micrologs('audit', 'prune', '--project', '1', ...args);
  expect(await prune('--before', '2020-01-01')).toMatchObject({ code: 0, stdout: 'Removed: 0 entries.\n' });
  expect(await prune('--before', '2199-01-01', '--dry-run')).toMatchObject({ stdout: 'To be removed: 3 entries.\n' });
  expect(await entries(1)).toHaveLength(3);
  expect(await prune('--before', '2199-01-01')).toMatchObject({ code: 0, stdout: 'Removed: 3 entries.\n' });
  expect(await entries(1)).toMatchObject([
    { sequence: 4, action: 'audit.pruned', context: '{"via":"cli","before":"2199-01-01","removed":3,"through":3}' },
  ]);
  await admin('toggle', { id: 1 });
  expect(await micrologs('audit', 'verify')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Project 1 "My site": 2 entries, as recorded; those up to 3 were removed.'),
  });
});

it('an expected entry that was pruned is said to be, with the anchor and a code of its own', async () => {
  await admin('toggle', { id: 1 });
  const verify = (...args: string[]) => micrologs('audit', 'verify', '--project', '1', ...args);
  const heads = [...(await entries(1))].map(({ sequence, hash }) => `${sequence}:${hash}`);
  await micrologs('audit', 'prune', '--project', '1', '--before', '2199-01-01');
  expect(await verify('--expect', heads[1]!)).toMatchObject({ code: 0 });
  const { code, stdout } = await verify('--expect', heads[0]!);
  expect(code).toBe(3);
  expect(stdout).toContain('Project 1 "My site": 1 entry, as recorded; those up to 2 were removed.\n');
  expect(stdout).toContain(
    `  anchor  ${heads[1]}\n  Entry 1 was pruned, with all up to 2, and cannot be compared any more.\n`,
  );
  const json = await verify('--expect', heads[0]!, '--json');
  expect(json.code).toBe(3);
  const [sequence, hash] = heads[1]!.split(':');
  expect(JSON.parse(json.stdout)).toMatchObject([
    { ok: false, anchor: { sequence: Number(sequence), hash }, fault: { kind: 'pruned', sequence: 1 } },
  ]);

  const database = new Database(path.join(server.dataDir, 'micrologs.db'));
  database.exec("UPDATE audit_entries SET actor = 'nobody'");
  database.close();
  expect(await verify('--expect', heads[0]!)).toMatchObject({ code: 1, stdout: expect.stringContaining('NOT INTACT') });
});

it.each([
  [['verify', '--expect', `1:${'a'.repeat(64)}`], 2, '--expect needs --project'],
  [['verify', '--project', '1', '--expect', '1:abc'], 2, '64 hex digits'],
  [['verify', '--project', '77'], 1, 'Project not found'],
  [['prune', '--before', '2026-01-01'], 2, '--project'],
  [['prune', '--project', '1', '--before', '2026-02-30'], 2, 'is not a day'],
  [['prune', '--project', '77', '--before', '2026-01-01'], 1, 'Project not found'],
])('audit %j is refused with %i', async (args, code, message) => {
  expect(await micrologs('audit', ...args)).toMatchObject({ code, stderr: expect.stringContaining(message) });
});

it('a folder without a database is told, and not made one', async () => {
  const folder = path.join(server.dataDir, 'mistyped');
  for (const args of [['verify'], ['prune', '--project', '1', '--before', '2026-01-31']]) {
    const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
      execFile(process.execPath, [CLI, 'audit', ...args, '--data-dir', folder], (error, _, text) => {
        resolve({ code: error ? Number(error.code) : 0, stderr: text });
      });
    });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('There is no database at') });
  }
  expect(existsSync(folder)).toBe(false);
});
