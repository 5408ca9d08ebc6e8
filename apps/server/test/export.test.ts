import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-export-'));
  server = await startServer();
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function micrologs(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 ** 2 };
    execFile(process.execPath, [CLI, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** What every client of the project can ask. */
async function everythingOf({ url }: Pick<TestServer, 'url'>, secretKey: string) {
  const headers = { 'X-API-Key': secretKey };
  const answers: Record<string, string> = {};
  for (const report of [
    'visitors',
    'visitors-returning',
    'sessions',
    'pages',
    'devices',
    'errors',
    'links',
    'ledger',
  ]) {
    const { text } = await send(`${url}/api/analytics/${report}?range=7d`, { headers });
    // Short links are shown under the server's own address.
    answers[report] = text.replaceAll(url, '');
  }
  for (const kind of ['pageviews', 'errors', 'clicks', 'audits']) {
    answers[kind] = (await send(`${url}/api/export/${kind}?range=7d`, { headers })).text;
  }
  return answers;
}

async function makeTraffic(): Promise<void> {
  const { publicKey, secretKey } = server.project;
  for (const [index, page] of ['/', '/shoes', '/cart'].entries()) {
    const body = aPageview({ url: `https://shop.test${page}`, visitor_id: `visitor-${index % 2}` });
    await send(`${server.url}/api/track/pageview`, { headers: { ...BROWSER, 'X-API-Key': publicKey }, body });
  }
  const headers = { 'X-API-Key': secretKey };
  await send(`${server.url}/api/track/error`, { headers, body: '{"message":"No stock for order 81"}' });
  await send(`${server.url}/api/track/audit`, { headers, body: '{"action":"invoice.paid","context":{"n":1.50}}' });
  await send(`${server.url}/api/links/create`, {
    headers,
    body: '{"destination_url":"https://shop.test/","code":"sale"}',
  });
  await send(`${server.url}/l/sale`, { headers: BROWSER });
  const pending = async () => (await send(`${server.url}/api/analytics/ledger`, { headers })).json.data;
  await expect.poll(pending).toMatchObject({ received: 6, pending: 0 });
}

it('a project that was exported beside the running server is the same in another installation', async () => {
  await makeTraffic();
  const before = await everythingOf(server, server.project.secretKey);
  const head = (await micrologs('audit', 'verify', '--project', '1', '--data-dir', server.dataDir)).stdout;
  const file = path.join(folder, 'all.ndjson.gz');
  expect(await micrologs('export', '--out', file, '--data-dir', server.dataDir)).toMatchObject({ code: 0, stdout: '' });
  expect(await readdir(folder)).toEqual(['all.ndjson.gz']);
  const text = gunzipSync(await readFile(file)).toString('utf8');
  expect(text).not.toContain(server.project.secretKey);
  const printed = await micrologs('export', '--project', '1', '--data-dir', server.dataDir);
  const content = (lines: string) => lines.trim().split('\n').slice(1, -1);
  expect(content(printed.stdout)).toEqual(content(text));

  const dataDir = path.join(folder, 'data');
  await mkdir(dataDir);
  expect(await micrologs('import', file, '--data-dir', dataDir)).toMatchObject({
    code: 0,
    stdout: `Project 1 "My site": ${content(text).filter((line) => line.includes('"row"')).length} rows stored, 0 were here before.\n`,
  });
  expect(await micrologs('import', file, '--data-dir', dataDir)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(': 0 rows stored,'),
  });
  expect((await micrologs('audit', 'verify', '--project', '1', '--data-dir', dataDir)).stdout).toBe(head);
  const copy = await startServer({ dataDir });
  try {
    expect(await everythingOf(copy, server.project.secretKey)).toEqual(before);
    expect((await send(`${copy.url}/l/sale`, { headers: BROWSER })).status).toBe(302);
  } finally {
    await copy.stop();
  }
});

it('what cannot be done is told, and nothing is half done', async () => {
  const file = path.join(folder, 'all.ndjson');
  const dataDir = ['--data-dir', server.dataDir];
  expect(await micrologs('export', '--out', file, ...dataDir)).toMatchObject({ code: 0 });
  await writeFile(`${file}.cut`, (await readFile(file, 'utf8')).slice(0, -100));
  const refusals: [string[], number, string][] = [
    [['export', '--out', file, ...dataDir], 2, 'is there already. Name a new file'],
    [['export', '--out', `${file}.2`, '--project', '77', ...dataDir], 1, 'Project 77 not found'],
    [['export', '--data-dir', path.join(folder, 'mistyped')], 2, 'There is no database at'],
    [['import', `${file}.2`, ...dataDir], 2, 'There is no file'],
    [['import', `${file}.cut`, '--data-dir', path.join(folder, 'new')], 1, 'cut off'],
  ];
  for (const [args, code, message] of refusals) {
    expect({ args, ...(await micrologs(...args)) }).toMatchObject({
      args,
      code,
      stderr: expect.stringContaining(message),
    });
  }
  expect((await readdir(folder)).filter((name) => name.includes('.2'))).toEqual([]);
});

it('a project that is there is overwritten only when that is said', async () => {
  const file = path.join(folder, 'all.ndjson');
  await makeTraffic();
  const { dataDir, project } = server;
  expect(await micrologs('export', '--out', file, '--data-dir', dataDir)).toMatchObject({ code: 0 });
  const other = path.join(folder, 'other');
  await mkdir(other);
  await (await startServer({ dataDir: other })).stop();
  expect(await micrologs('import', file, '--data-dir', other)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('add --overwrite 1'),
  });
  expect(await micrologs('import', file, '--overwrite', '1', '--data-dir', other)).toMatchObject({ code: 0 });
  const copy = await startServer({ dataDir: other });
  try {
    const headers = { 'X-API-Key': project.secretKey };
    const { json } = await send(`${copy.url}/api/analytics/visitors?range=7d`, { headers });
    expect(json.data).toMatchObject({ total_pageviews: 3, unique_visitors: 2 });
  } finally {
    await copy.stop();
  }
});
