import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UNKNOWN_DEVICE } from '@micrologs/domain';
import { addDeadLetter, startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const RECEIVED_AT = Date.UTC(2026, 2, 10, 12);
const UNKNOWN_KIND = 'Unknown kind of event: nonsense';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

let views = 0;
function addView(values: object = {}): Promise<void> {
  const body = { url: `https://shop.test/${++views}`, visitor_id: 'v', session_token: 's' };
  const view = { kind: 'pageview', id: `view-${views}`, idGiven: true, device: UNKNOWN_DEVICE, body };
  return addDeadLetter(server.dataDir, { ...view, project: server.project.id, receivedAt: RECEIVED_AT, ...values });
}

/** The command line beside the running server. */
function micrologs(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const all = [CLI, 'dead-letters', ...args, '--data-dir', server.dataDir];
    execFile(process.execPath, all, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const ask = (operation: string, body?: object) =>
  send(`${server.url}/api/dead-letters/${operation}`, {
    headers: { 'X-Admin-Key': server.adminKey },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const ledger = async () => {
  const headers = { 'X-API-Key': server.project.secretKey };
  const { received, stored, dropped, pending } = (await send(`${server.url}/api/analytics/ledger`, { headers })).json
    .data;
  return { received, stored, dropped, pending };
};
const acts = async () => {
  const headers = { 'X-API-Key': server.project.secretKey };
  const { logs } = (await send(`${server.url}/api/analytics/audits?range=1d`, { headers })).json.data;
  return (logs as { action: string; context: object }[])
    .filter(({ action }) => action.startsWith('dead_letters.'))
    .map(({ action, context }) => [action, context]);
};

it('the API lists, shows, replays and drops them, the ledger adds up, and the audit log tells of it', async () => {
  await addView();
  await addView({ kind: 'nonsense' });
  await addView();
  const [third, second, first] = (await ask('list')).json.data.dead_letters;
  expect(second).toEqual({
    id: first.id + 1,
    project_id: server.project.id,
    kind: 'nonsense',
    reason: 'put there by a test',
    received_at: '2026-03-10 12:00:00',
    received_at_iso: '2026-03-10T12:00:00+00:00',
  });
  const shown = (await ask(`detail?id=${first.id}`)).json.data;
  expect(shown).toMatchObject({ ...first, event: { id: 'view-1', body: { visitor_id: 'v' } } });
  expect(await ledger()).toEqual({ received: 3, stored: 0, dropped: {}, pending: 3 });

  expect((await ask('replay', { id: third.id })).json).toMatchObject({
    message: '1 dead letter was replayed, 0 failed again.',
    data: { replayed: 1, failed: 0, failures: [] },
  });
  expect((await ask('replay', { id: third.id })).status).toBe(404);
  expect((await ask('replay', { all: true })).json.data).toEqual({
    replayed: 1,
    failed: 1,
    failures: [{ id: second.id, reason: UNKNOWN_KIND }],
  });
  expect(await ledger()).toEqual({ received: 3, stored: 2, dropped: {}, pending: 1 });
  expect((await ask('drop', { all: true, project_id: server.project.id + 1 })).json.data).toEqual({ dropped: 0 });
  expect((await ask('drop', { id: second.id })).json.message).toBe('1 dead letter was dropped.');
  expect(await ledger()).toEqual({ received: 3, stored: 2, dropped: { dead_letter_dropped: 1 }, pending: 0 });
  const done = { via: 'api', project: server.project.id, count: 1 };
  expect(await acts()).toEqual([
    ['dead_letters.dropped', done],
    ['dead_letters.replayed', done],
    ['dead_letters.replayed', done],
  ]);
});

it('the command line does the same beside the running server', async () => {
  expect((await micrologs('list')).stdout).toBe('There are no dead letters.\n');
  await addView();
  await addView({ kind: 'nonsense' });
  const listed = await micrologs('list');
  expect(listed.stdout).toMatch(
    /^\d+ {2}2026-03-10T12:00:00\+00:00 {2}project 1 {2}nonsense {2}put there by a test\n\d+ /,
  );
  const [second, first] = JSON.parse((await micrologs('list', '--json')).stdout);
  expect(first).toEqual({
    id: second.id - 1,
    project_id: 1,
    kind: 'pageview',
    reason: 'put there by a test',
    received_at: '2026-03-10T12:00:00+00:00',
  });
  expect(JSON.parse((await micrologs('show', String(first.id))).stdout).event).toMatchObject({ kind: 'pageview' });

  const replayed = await micrologs('replay', '--all', '--project', '1');
  expect(replayed).toMatchObject({
    code: 1,
    stdout: `1 replayed, 1 failed again.\n  ${second.id}  ${UNKNOWN_KIND}\n`,
  });
  expect(await ledger()).toMatchObject({ stored: 1, pending: 1 });
  const gone = await micrologs('replay', String(first.id));
  expect(gone).toMatchObject({ code: 1, stderr: 'micrologs: There is no such dead letter.\n' });
  for (const args of [[], [String(second.id), '--all'], [String(second.id), '--project', '1']]) {
    expect(await micrologs('drop', ...args)).toMatchObject({ code: 2, stdout: '' });
  }
  expect(JSON.parse((await micrologs('drop', String(second.id), '--json')).stdout)).toEqual({ dropped: 1 });
  expect(await ledger()).toEqual({ received: 2, stored: 1, dropped: { dead_letter_dropped: 1 }, pending: 0 });
});
