import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { allViews, KEY, openBed, settle } from './support/bed.ts';

const bed = openBed();
const OTHER_KEY = 'fedcba9876543210fedcba9876543210';

test('without a public key: a warning, and nothing is sent or stored', async () => {
  bed.site.pages.set('/a', { head: `<script src="${bed.collector.url}/snippet/micrologs.js"></script>` });
  bed.site.pages.set('/b', {
    head: `<script src="${bed.collector.url}/snippet/micrologs.js" data-public-key></script>`,
  });
  for (const path of ['/a', '/b']) await bed.page.goto(bed.site.url(path));
  await settle(bed);
  expect(bed.complaints).toEqual(Array(2).fill('[Micrologs] data-public-key is missing'));
  expect(bed.collector.received).toEqual([]);
  expect(await bed.context.cookies()).toEqual([]);
});

test.each([
  ['from src', (url: string) => `src="${url}/snippet/micrologs.js"`, ''],
  ['from src under a folder', (url: string) => `src="${url}/stats/snippet/micrologs.js"`, '/stats'],
  ['from the attribute', (url: string) => `src="${url}/snippet/micrologs.js" data-api-url="${url}/stats"`, '/stats'],
  ['less one slash', (url: string) => `src="${url}/snippet/micrologs.js" data-api-url="${url}/stats/"`, '/stats'],
  ['from src when the attribute is empty', (url: string) => `src="${url}/snippet/micrologs.js" data-api-url`, ''],
])('the API address comes %s', async (_, source, prefix) => {
  const script = await (await fetch(`${bed.collector.url}/snippet/micrologs.js`)).text();
  await bed.context.route('**/stats/snippet/*', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  bed.site.pages.set('/a', { head: `<script ${source(bed.collector.url)} data-public-key="${KEY}"></script>` });
  const sent = bed.page.waitForRequest((request) => request.url().includes('/api/track/pageview'));
  await bed.page.goto(bed.site.url('/a'));
  expect((await sent).url()).toBe(`${bed.collector.url}${prefix}/api/track/pageview?k=${KEY}`);
});

test('loaded as a module, where document.currentScript is null', async () => {
  bed.define(['/a'], 'type="module"');
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  expect(await allViews(bed)).toHaveLength(1);
});

test('injected by a script manager, long after the page was loaded', async () => {
  bed.site.pages.set('/a', {});
  await bed.page.goto(bed.site.url('/a'));
  await bed.page.evaluate(
    ({ url, key }) => {
      const script = document.createElement('script');
      script.src = `${url}/snippet/micrologs.js`;
      script.dataset.publicKey = key;
      document.head.append(script);
    },
    { url: bed.collector.url, key: KEY },
  );
  expect((await bed.collector.views(1))[0].url).toBe(bed.site.url('/a'));
});

test('merged into another file, it finds the tag with the key', async () => {
  const script = await (await fetch(`${bed.collector.url}/snippet/micrologs.js`)).text();
  await bed.context.route('**/merged.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  bed.site.pages.set('/a', {
    head: `<script type="text/plain" data-public-key="${KEY}" data-api-url="${bed.collector.url}"></script><script src="/merged.js"></script>`,
  });
  await bed.page.goto(bed.site.url('/a'));
  expect(await bed.collector.views(1)).toHaveLength(1);
});

test('the same tag twice counts once; tags of two projects count for each', async () => {
  const other = `<script src="${bed.collector.url}/snippet/micrologs.js" data-public-key="${OTHER_KEY}"></script>`;
  bed.site.pages.set('/a', { head: bed.tag() + bed.tag() });
  bed.site.pages.set('/b', { head: bed.tag() + other });
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  expect(await allViews(bed)).toHaveLength(1);

  await bed.page.goto(bed.site.url('/b'));
  await bed.collector.views(3);
  const keys = bed.collector.posts('pageview').map(({ query }) => query.get('k'));
  expect(keys.slice(1).sort()).toEqual([KEY, OTHER_KEY].sort());
  const [, one, two] = await allViews(bed);
  expect(one).toMatchObject({ visitor_id: two.visitor_id, session_token: two.session_token });
});

test('calls queued before the script is there are made, and the queue works afterwards', async () => {
  bed.site.pages.set('/a', {
    head: `<script>window.Micrologs = { q: [['audit', 'early', 'ann', { a: 1 }], ['error', 'first', null, 'info'], ['unknown'], null] };</script>${bed.tag('defer')}`,
  });
  await bed.page.goto(bed.site.url('/a'));
  await bed.page.evaluate(() => {
    window.Micrologs.q.push(['audit', 'late']);
    window.Micrologs.q.push(['nonsense']);
    window.Micrologs.q.push(undefined);
  });
  const audits = (await bed.collector.wait('audit', 2)).map(({ body }) => body);
  expect(audits).toContainEqual({ action: 'early', actor: 'ann', context: { a: 1 } });
  expect(audits).toContainEqual({ action: 'late', actor: '' });
  expect((await bed.collector.wait('error', 1))[0]!.body).toMatchObject({ message: 'first', severity: 'info' });
  expect(bed.complaints).toEqual([]);
});

test('runs under a strict content security policy that allows its origin', async () => {
  bed.site.pages.set('/a', {
    head: bed.tag(),
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src ${bed.collector.url}; connect-src ${bed.collector.url}; require-trusted-types-for 'script'`,
    },
  });
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  expect(bed.complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
});

test('a policy that forbids the connection harms nothing: no uncaught error, no rejected promise', async () => {
  bed.site.pages.set('/a', {
    head: bed.tag(),
    headers: { 'Content-Security-Policy': `script-src ${bed.collector.url}; connect-src 'none'` },
  });
  await bed.page.addInitScript(() => {
    Object.assign(window, { failures: [] });
    for (const type of ['error', 'unhandledrejection'])
      addEventListener(type, () => (window as unknown as { failures: string[] }).failures.push(type));
  });
  await bed.page.goto(bed.site.url('/a'));
  await settle(bed);
  expect(await bed.page.evaluate('window.failures')).toEqual([]);
  expect(bed.collector.received).toEqual([]);
});

test('an API that is down harms nothing', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => gone.once('listening', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  bed.define(['/a'], `data-api-url="http://127.0.0.1:${port}"`);
  await bed.page.goto(bed.site.url('/a'));
  await bed.page.evaluate(() => {
    window.Micrologs.error('error');
    window.Micrologs.audit('action');
    history.pushState(null, '', '/a/2');
  });
  await settle(bed);
  await bed.page.goto(bed.site.url('/a'));
  // The browser itself logs failed requests; none of them may become an error of the page.
  expect(bed.complaints.every((text) => text.includes('net::ERR_CONNECTION_REFUSED'))).toBe(true);
  expect(bed.complaints.length).toBeGreaterThan(0);
});

test('a browser without fetch, sendBeacon or crypto sends nothing and throws nothing', async () => {
  bed.define(['/a']);
  await bed.page.addInitScript(() => {
    for (const [owner, name] of [
      [window, 'fetch'],
      [navigator, 'sendBeacon'],
      [window, 'crypto'],
    ] as const)
      Object.defineProperty(owner, name, { value: undefined });
  });
  await bed.page.goto(bed.site.url('/a'));
  await bed.page.evaluate(() => {
    window.Micrologs.error('error');
    history.pushState(null, '', '/a/2');
  });
  await settle(bed);
  await bed.page.goto('about:blank');
  expect(bed.collector.received).toEqual([]);
  expect(bed.complaints).toEqual([]);
});
