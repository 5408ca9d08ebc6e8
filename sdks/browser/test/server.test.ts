import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ServedServer, serve } from '../../conformance/src/served.ts';
import { build } from '../build.mjs';
import { createExampleServer } from '../examples/serve.mjs';
import { bundleRecipe, readBlocks } from './support/recipes.ts';
import { Site } from './support/site.ts';

// The quick start, the examples and what must not be lost, against the built server.

/** A headless browser names itself, and would rightly be counted as a bot. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let server: ServedServer;
let browser: Browser;
let site: Site;
let examples: Server;
let dist: string;
let page: Page;
let keys: { publicKey: string; secretKey: string };
/** Errors and warnings on the console. */
let complaints: string[];

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'browser-examples-'));
  [server, browser, site] = await Promise.all([
    serve(),
    launchBrowser([`--user-agent=${USER_AGENT}`]),
    Site.start(),
    build(dist),
  ]);
  examples = createExampleServer(dist);
  await new Promise<void>((resolve) => examples.listen(0, 'localhost', resolve));
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  examples?.closeAllConnections();
  await new Promise((resolve) => examples?.close(resolve));
  await server?.stop();
  await rm(dist, { recursive: true, force: true });
});
beforeEach(async () => {
  keys = await createProject();
  page = await (await browser.newContext()).newPage();
  complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
});
afterEach(async () => {
  await page.context().close();
  site.pages.clear();
});

async function createProject(settings: object = {}) {
  const answer = await fetch(`${server.url}/api/projects/create`, {
    method: 'POST',
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify({ name: 'Shop', allowed_domains: ['localhost'], ...settings }),
  });
  const { data } = (await answer.json()) as { data: { public_key: string; secret_key: string } };
  return { publicKey: data.public_key, secretKey: data.secret_key };
}

// biome-ignore lint/suspicious/noExplicitAny: reports are read as their readers do, member by member.
async function report(name: string): Promise<any> {
  const answer = await fetch(`${server.url}/api/analytics/${name}`, { headers: { 'X-API-Key': keys.secretKey } });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { data: unknown }).data;
}

/** Waits until a report says something. */
const until = (name: string, read: (data: Awaited<ReturnType<typeof report>>) => unknown) =>
  expect.poll(async () => read(await report(name)));

const localised = (text: string) =>
  text.replaceAll('https://stats.example.com', server.url).replaceAll('YOUR_PUBLIC_KEY', keys.publicKey);

async function openExample(name: string) {
  const { port } = examples.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/${name}.html?key=${keys.publicKey}&server=${server.url}`);
}

const open = async (code: string, path = '/') => {
  await page.route('**/app.js', (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
  site.pages.set(path, {
    body: '<a href="https://elsewhere.example/" onclick="return false">out</a><script src="/app.js"></script>',
  });
  await page.goto(site.url(path));
};

/** The npm package in a page, as `window.micrologs`. */
const openPackage = async (options: string) => {
  const main = `
    import * as all from '@micrologs/browser';
    const { outboundLinks, engagement, errors } = all;
    Object.assign(window, { micrologs: all.init({ publicKey: 'YOUR_PUBLIC_KEY', apiUrl: 'https://stats.example.com', ...${options} }) });`;
  await open(localised(await bundleRecipe(join(dist, 'main.ts'), { main })));
};

test('the quick start of the README: a script tag', async () => {
  const blocks = await readBlocks('sdks/browser/README.md', 'run');
  expect([...blocks.keys()]).toEqual(['tag', 'package', 'realtime']);
  site.pages.set('/', { title: 'Shop', head: localised(blocks.get('tag')!) });
  await page.goto(site.url('/'));
  await until('pages', ({ pages }) => pages.map(({ url }: { url: string }) => url)).toEqual([site.url('/')]);
});

test('the quick start of the README: the package', async () => {
  const main = (await readBlocks('sdks/browser/README.md', 'run')).get('package')!;
  await open(localised(await bundleRecipe(join(dist, 'main.ts'), { main })));
  await until('visitors', ({ total_pageviews }) => total_pageviews).toBe(1);
  await until('audits?action=cart.opened', ({ logs }) => logs).toMatchObject([
    { action: 'cart.opened', actor: 'ann@example.com', context: { items: 3 } },
  ]);
});

test.each(['micrologs.core.js', 'micrologs.extra.js'])('%s, as the server serves it', async (file) => {
  site.pages.set('/', {
    head: `<script src="${server.url}/snippet/${file}" data-public-key="${keys.publicKey}" data-outbound-links></script>`,
    body: '<a href="https://elsewhere.example/" onclick="return false">out</a>',
  });
  await page.goto(site.url('/'));
  await page.click('text=out');
  await until('visitors', ({ total_pageviews }) => total_pageviews).toBe(1);
  await until('audits?action=link.outbound', ({ logs }) => logs.length).toBe(file === 'micrologs.extra.js' ? 1 : 0);
});

test('a visit with everything: views, engagement, errors and clicks are in the reports', async () => {
  await openPackage('{ use: [outboundLinks(), engagement(), errors()] }');
  await page.click('text=out');
  await page.evaluate(`setTimeout(() => { throw new RangeError('uncaught') })`);
  await page.waitForTimeout(1_100);
  await page.goto('about:blank');
  await until('pages', ({ pages }) => pages[0]?.avg_engaged_seconds > 0.9).toBe(true);
  await until('errors', ({ errors }) => errors).toMatchObject([
    { error_type: 'RangeError', message: 'uncaught', affected_visitors: 1 },
  ]);
  await until('audits?action=link.outbound', ({ logs }) => logs).toMatchObject([
    { actor: '', context: { url: 'https://elsewhere.example/', page: site.url('/') } },
  ]);
});

test('a project that takes audit entries with its secret key only refuses clicks quietly, and keeps the rest', async () => {
  keys = await createProject({ audit_secret_only: true });
  await openPackage('{ use: [outboundLinks()] }');
  await page.click('text=out');
  await page.evaluate('micrologs.flush(25000)');
  await page.click('text=out');
  await page.evaluate('micrologs.flush(25000)');
  await until('visitors', ({ total_pageviews }) => total_pageviews).toBe(1);
  expect((await report('audits?action=link.outbound')).logs).toEqual([]);
  // The one that was refused may show as a failed request, once.
  expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  expect(complaints.length).toBeLessThanOrEqual(1);
});

test('[D9] a server that is killed and comes back has everything once, in order', async () => {
  await openPackage('{ use: [errors()] }');
  await until('visitors', ({ total_pageviews }) => total_pageviews).toBe(1);
  await server.kill();
  await page.evaluate(`for (let i = 0; i < 150; i++) micrologs.audit('during.outage', 'ann', { i })`);
  expect(await page.evaluate('micrologs.flush(1500)')).toBe(false);
  await server.start();
  expect(await page.evaluate('micrologs.flush(25000)')).toBe(true);
  await until('audits?action=during.outage&limit=200', ({ logs }) =>
    logs.map(({ context }: { context: { i: number } }) => context.i).reverse(),
  ).toEqual(Array.from({ length: 150 }, (_, i) => i));
  await until('errors', ({ errors }) => errors).toEqual([]);
});

test('example: the script tag', async () => {
  await openExample('plain');
  await page.click('#audit');
  await page.click('#fail');
  await until('audits?action=example.pressed', ({ logs }) => logs.length).toBe(1);
  await until('errors', ({ errors }) => errors).toMatchObject([{ message: 'The example failed, as it was told to' }]);
});

test('example: the package', async () => {
  await openExample('package');
  await page.waitForSelector('text=The view arrived.');
  await page.click('text=Send');
  await until('audits?action=form.submit', ({ logs }) => logs.length).toBe(1);
  expect((await report('pages')).pages[0].url).toMatch(/\/package\.html$/);
});

test('example: consent', async () => {
  await openExample('consent');
  await page.click('text=No');
  await page.reload();
  await page.waitForTimeout(100);
  expect(await page.context().cookies()).toEqual([]);
  await page.evaluate(() => localStorage.removeItem('consent'));
  await page.reload();
  await page.click('text=Yes');
  await until('visitors', ({ total_pageviews }) => total_pageviews).toBe(1);
});

test('example: a single-page application', async () => {
  await openExample('spa');
  await page.waitForSelector('h1:text("Shop")');
  await page.click('text=Hats');
  await page.waitForSelector('h1:text("Hats")');
  await until('pages', ({ pages }) => pages.map(({ page_title }: { page_title: string }) => page_title).sort()).toEqual(
    ['Hats', 'Shop'],
  );
});
