import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Micrologs } from '../src/index.ts';
import { type RealServer, realServer } from './real-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

let server: RealServer;
let micrologs: Micrologs;

beforeAll(async () => {
  server = await realServer();
  micrologs = new Micrologs({ host: server.url, key: server.secretKey });
});

afterAll(() => server?.stop());

function start(path: string, code: string[] = [], more: object = {}): ChildProcess {
  const env = {
    PATH: process.env.PATH,
    MICROLOGS_HOST: server.url,
    MICROLOGS_KEY: server.secretKey,
    PORT: '0',
    NODE_ENV: 'test',
    ...more,
  };
  return spawn(process.execPath, [...code, path].filter(Boolean), {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function run(path: string, code?: string[]): Promise<{ code: number | null; lines: string[] }> {
  const child = start(path, code);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) lines.push(line);
  return { code: child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve))), lines };
}

const actions = async () => (await micrologs.api.analytics.audits()).logs.map(({ action }) => action);
const messages = async () => (await micrologs.api.analytics.errors()).errors.map(({ message }) => message);

it('the quick start of the README does what it says', async () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  const [, source] = /## Quick start\n+```js\n([\s\S]*?)```/.exec(readme)!;
  // Within the package, where its own name leads to it.
  mkdirSync(`${root}/test-results`, { recursive: true });
  const path = `${root}/test-results/quick-start.mjs`;
  writeFileSync(path, source!);
  const { code, lines } = await run(path);
  expect({ code, lines }).toEqual({ code: 0, lines: [expect.stringMatching(/^http.* 0$/)] });
  await vi.waitFor(async () => {
    expect(await messages()).toEqual(expect.arrayContaining(['Payment declined', expect.stringContaining('JSON')]));
    expect(await actions()).toContain('invoice.paid');
  }, 20_000);
});

it('what the README says of listening tells what is stored', async () => {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  const [, source] = /## Listening\n[^`]*`@micrologs[\s\S]*?```js\n([\s\S]*?)```/.exec(readme)!;
  const path = `${root}/test-results/listening.mjs`;
  writeFileSync(path, source!);
  const child = start(path);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toMatch(/^begin with \d+$/);
  expect((await lines.next()).value).toMatch(/^go on from \S+$/);
  micrologs.pageview({ url: 'https://shop.test/listened', visitor_id: 'v', session_token: 's' });
  expect((await lines.next()).value).toBe('then https://shop.test/listened');
  child.kill();
});

it('the example that listens goes on where it was', async () => {
  const env = { POSITION_FILE: `${mkdtempSync(join(tmpdir(), 'micrologs-position-'))}/errors` };
  /** Runs it until it says something. */
  const listen = async (until: string) => {
    const child = start('examples/realtime.mjs', [], env);
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout! })) {
      lines.push(line);
      if (line.includes(until)) child.kill('SIGTERM');
    }
    expect(child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))).toBe(0);
    return lines.join();
  };
  expect(await listen('begins anew')).toContain('begins anew, after error');
  await micrologs.error('while nobody listened');
  const second = await listen('while nobody listened');
  expect(second).toContain('while nobody listened');
  expect(second).not.toContain('begins anew');
});

it('every example is run', () => {
  expect(readdirSync(`${root}/examples`).sort()).toEqual([
    'express.mjs',
    'fastify.mjs',
    'koa.mjs',
    'realtime.mjs',
    'script.mjs',
    'serverless.mjs',
  ]);
});

it('the script asks, and sends what it captured', async () => {
  const { code, lines } = await run('examples/script.mjs');
  expect(code).toBe(0);
  expect(lines).toEqual([expect.stringMatching(/^created /), expect.stringMatching(/^link \S+ 0$/), 'no such link']);
  await vi.waitFor(async () => expect(await actions()).toContain('newsletter.sent'), 20_000);
});

it('the serverless function has sent everything when it answers', async () => {
  const source = readFileSync(`${root}/examples/serverless.mjs`, 'utf8');
  const deadline = 'deadlineMs: 1_000';
  expect(source).toContain(deadline);
  // It answers after a second at the latest, which a busy machine may need.
  writeFileSync(`${root}/test-results/serverless.mjs`, source.replace(deadline, 'deadlineMs: 60_000'));
  const call = `const { handler } = await import('./test-results/serverless.mjs');
console.log((await handler({ order: 'A-1' })).body);
await handler({}).catch((error) => console.log(error.message));
process.kill(process.pid, 'SIGKILL');`;
  const { lines } = await run('', ['--input-type=module', '--eval', call]);
  expect(lines).toEqual(['A-1', 'The event has no order']);
  await vi.waitFor(async () => {
    expect(await messages()).toContain('The event has no order');
    expect((await actions()).filter((action) => action === 'order.read')).toHaveLength(2);
  }, 20_000);
});

it.each(['express', 'koa', 'fastify'])('the %s application counts pages and tells of errors', async (name) => {
  const before = await micrologs.api.analytics.visitors();
  const child = start(`examples/${name}.mjs`);
  const [port] = await createInterface({ input: child.stdout! })
    [Symbol.asyncIterator]()
    .next()
    .then(({ value }) => [value]);
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      headers: {
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        'Accept-Language': 'nb',
      },
    });
  expect(await (await ask('/')).text()).toBe('<h1>Shop</h1>');
  expect((await ask(`/orders/${name}`)).status).toBe(500);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  await vi.waitFor(async () => {
    const { errors } = await micrologs.api.analytics.errors();
    const group = errors.find(({ message, file }) => message === 'The order cannot be read' && file.includes(name))!;
    const { events } = await micrologs.api.analytics.errorDetail({ id: group.id });
    expect(events[0]).toMatchObject({
      url: `http://127.0.0.1:${port}/orders/${name}`,
      context: { order: name, request: { method: 'GET', route: '/orders/:id' }, source: expect.any(Array) },
    });
    const { total_pageviews } = await micrologs.api.analytics.visitors();
    expect(total_pageviews).toBe(before.total_pageviews + 1);
  }, 20_000);
});
