import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY, openBed, settle } from './support/bed.ts';
import { bundleRecipe, readBlocks, writeProject } from './support/recipes.ts';

// Everything that docs/browser.md shows, as it stands there but for the addresses.
const bed = openBed();
const run = promisify(execFile);
let recipes: Map<string, string>;
let project: string;
let checked: Promise<{ stdout: string }>;

beforeAll(async () => {
  recipes = await readBlocks('docs/browser.md', 'recipe');
  project = await writeProject(recipes);
  const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  // Types are checked while the browser is at work.
  checked = run(process.execPath, [tsc, '-p', project]);
  checked.catch(() => undefined);
});
afterAll(async () => {
  await checked.catch(() => undefined);
  await rm(project, { recursive: true, force: true });
});

/** With what stands for one's own in the recipes. */
const localised = (text: string) =>
  text.replaceAll('https://stats.example.com', bed.collector.url).replaceAll('YOUR_PUBLIC_KEY', KEY);

/** Opens a recipe's page. */
async function openPage(name: string, headers: Record<string, string> = {}) {
  bed.site.pages.set('/', { html: localised(recipes.get(name)!), headers });
  await bed.page.goto(bed.site.url('/'));
}

/**
 * Runs a recipe's bundle in a page with a root element.
 * @param options.before code that runs before it
 * @param options.main a program around the recipes, in place of the recipe
 */
async function openBundle(name: string, { before = '', environment = {}, path = '/', main = '' } = {}) {
  const code = localised(await bundleRecipe(join(project, name), { environment, main }));
  await bed.context.route('**/app.js', (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
  bed.site.pages.set(path, {
    body: `<div id="root"></div><script>${before}</script><script src="/app.js"></script>`,
  });
  await bed.page.goto(bed.site.url(path));
}

const navigate = (path: string, title: string) =>
  bed.page.evaluate(
    ([path, title]) => {
      history.pushState(null, '', path);
      dispatchEvent(new Event('navigated'));
      document.title = title!;
    },
    [path, title],
  );
const events = (kind: string, count: number) => bed.collector.waitForEvents(kind, count);
const seen = (views: { url: string; page_title: string }[]) =>
  views.map(({ url, page_title }) => [new URL(url).pathname, page_title]);
test('there is code for everything that is promised', () => {
  const folders = [...recipes.keys()].map((name) => name.split('/')[0]);
  expect([...new Set(folders)]).toEqual([
    'html',
    'react',
    'react-router',
    'next',
    'vue',
    'nuxt',
    'consent',
    'scrub',
    'csp',
    'proxy',
  ]);
});

test('a page', async () => {
  await openPage('html/index.html');
  await bed.collector.views(1);
  await bed.page.click('button');
  expect((await bed.collector.wait('audit', 1))[0]!.body).toEqual({
    action: 'cart.opened',
    actor: '',
    context: { items: 3 },
  });
});

test('a page with the extended file', async () => {
  await bed.context.route('https://elsewhere.example/', (route) => route.fulfill({ body: '' }));
  await openPage('html/extra.html');
  await bed.page.click('a');
  await bed.page.waitForURL('https://elsewhere.example/');
  await events('pageview', 1);
  expect(await events('audit', 1)).toMatchObject([{ action: 'link.outbound' }]);
});

test('React', async () => {
  await openBundle('react/main.tsx');
  await bed.page.click('text=Cart');
  await events('audit', 1);
  await events('pageview', 1);
});

test('React: what a component throws is told with its place', async () => {
  const main = `
    import { createRoot } from 'react-dom/client';
    import { report } from './main.tsx';
    function Broken(): never { throw new RangeError('from a component') }
    createRoot(document.body, { onUncaughtError: report }).render(<Broken />);`;
  await openBundle('react/broken.tsx', { main });
  const [error] = await events('error', 1);
  expect(error).toMatchObject({ error_type: 'RangeError', message: 'from a component' });
  expect(error.context.componentStack).toContain('Broken');
});

test('React with a router that tells of views, in strict mode', async () => {
  const main = `
    import { StrictMode } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Pageviews } from './pageviews.tsx';
    createRoot(document.getElementById('root')!).render(<StrictMode><Pageviews /></StrictMode>);`;
  await openBundle('react-router/main.tsx', { main });
  await events('pageview', 1);
  await navigate('/pricing', 'Pricing');
  await events('pageview', 2);
  await settle(bed);
  expect(seen(bed.collector.events('pageview'))).toEqual([
    ['/', '/'],
    ['/pricing', 'Pricing'],
  ]);
});

test('Next: the tracker, and errors that a boundary shows', async () => {
  const main = `
    import { createRoot } from 'react-dom/client';
    import './instrumentation-client.ts';
    import ErrorPage from './app/error.tsx';
    const error = Object.assign(new Error('shown'), { digest: 'd1' });
    createRoot(document.getElementById('root')!).render(<ErrorPage error={error} reset={() => {}} />);`;
  const environment = { NEXT_PUBLIC_MICROLOGS_KEY: KEY, NEXT_PUBLIC_MICROLOGS_URL: bed.collector.url };
  await openBundle('next/main.tsx', { main, environment });
  await events('pageview', 1);
  expect(await events('error', 1)).toMatchObject([{ message: 'shown', context: { digest: 'd1' } }]);
});

test('Next: the script tag', async () => {
  const main = `
    import { renderToStaticMarkup } from 'react-dom/server';
    import RootLayout from './app/layout.tsx';
    export const html = renderToStaticMarkup(<RootLayout>text</RootLayout>);`;
  const code = await bundleRecipe(join(project, 'next/main.tsx'), { main });
  const html: string = await bed.page.evaluate(`(() => { ${code}; return recipe.html })()`);
  bed.site.pages.set('/', { html: localised(html) });
  await bed.page.goto(bed.site.url('/'));
  expect(await bed.collector.views(1)).toHaveLength(1);
});

test('Vue with its router', async () => {
  await openBundle('vue/main.ts');
  await events('pageview', 1);
  await bed.page.click('a');
  expect((await events('pageview', 2)).map(({ url }) => new URL(url).pathname)).toEqual(['/', '/pricing']);
  await settle(bed);
  expect(bed.collector.events('pageview')).toHaveLength(2);
});

test('Nuxt', async () => {
  const config = JSON.stringify({ public: { micrologsKey: KEY, micrologsUrl: bed.collector.url } });
  await openBundle('nuxt/plugins/micrologs.client.ts', { before: `window.runtimeConfig = ${config}` });
  await bed.page.evaluate(() => {
    const { default: plugin } = (window as unknown as { recipe: { default(app: object): unknown } }).recipe;
    plugin({
      hook: (_name: string, callback: (...args: unknown[]) => void) => callback(new Error('in setup'), null, 'setup'),
    });
  });
  await navigate('/pricing', 'Pricing');
  expect(seen(await events('pageview', 1))).toEqual([['/pricing', 'Pricing']]);
  expect(await events('error', 1)).toMatchObject([{ message: 'in setup', context: { info: 'setup' } }]);
});

test('consent: nothing before the answer, everything after a yes, nothing after a no', async () => {
  await openBundle('consent/main.ts');
  await settle(bed);
  expect(bed.collector.received).toEqual([]);
  const decide = (statistics: boolean, event: string) =>
    bed.page.evaluate(
      ([statistics, event]) => {
        Object.assign(window, { Cookiebot: { hasResponse: true, consent: { statistics } } });
        dispatchEvent(new Event(event));
      },
      [statistics, event] as const,
    );
  await decide(true, 'CookiebotOnAccept');
  await events('pageview', 1);
  await decide(false, 'CookiebotOnDecline');
  await bed.page.evaluate(() => history.pushState(null, '', '/more'));
  await settle(bed);
  expect(bed.collector.events('pageview')).toHaveLength(1);
  expect(await bed.context.cookies()).toEqual([]);
});

test('what must not leave does not', async () => {
  await openBundle('scrub/main.ts', { path: '/shop' });
  await bed.page.evaluate(() => history.pushState(null, '', '/admin/users'));
  await settle(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/shop/2?token=secret'));
  expect((await events('pageview', 2)).map(({ url }) => url)).toEqual([bed.site.url('/shop'), bed.site.url('/shop/2')]);
});

test('the content security policy', async () => {
  const [name, value] = localised(recipes.get('csp/policy.txt')!)
    .trim()
    .split(/: (.*)/);
  await openPage('csp/index.html', { [name!]: value! });
  await bed.collector.views(1);
  expect(bed.complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
});

test('the proxy', async () => {
  const { passOn } = await import(pathToFileURL(join(project, 'proxy/proxy.mjs')).href);
  const page = `<script src="/numbers/snippet/micrologs.js" data-public-key="${KEY}"></script>`;
  const server = createServer((request, response) => {
    if (!passOn(request, response, bed.collector.url)) response.setHeader('Content-Type', 'text/html').end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  await bed.page.goto(url);
  await bed.collector.views(1);
  const { headers, query } = bed.collector.posts('pageview')[0]!;
  expect(headers).toMatchObject({ origin: url.slice(0, -1), 'x-forwarded-for': expect.stringContaining('127.0.0.1') });
  expect(headers).not.toHaveProperty('cookie');
  expect(query.get('k')).toBe(KEY);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('everything passes the strict checks of TypeScript', async () => {
  await expect(checked).resolves.toMatchObject({ stdout: '' });
});

test('no block of code in the page goes without a test, but the settings of nginx and Caddy', async () => {
  const text = await readFile(new URL('../../../docs/browser.md', import.meta.url), 'utf8');
  const blocks = text.match(/^```\w+$/gm)!.length;
  expect(blocks).toBe((await readBlocks('docs/browser.md', 'recipe')).size + 2);
});
