import { launchBrowser } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ServedServer, serve } from '../../conformance/src/served.ts';
import { Site } from './support/site.ts';

let server: ServedServer;
let browser: Browser;
let site: Site;
let page: Page;

beforeAll(async () => {
  [server, browser, site] = await Promise.all([serve(), launchBrowser(), Site.start()]);
  site.pages.set('/', {});
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.stop();
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(site.url('/'));
});

// biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
async function ask(path: string, body: object): Promise<any> {
  const headers = { 'X-API-Key': server.secretKey };
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return answer.json();
}

async function view(...paths: string[]) {
  const events = paths.map((path) => ({
    kind: 'pageview',
    url: `https://shop.test${path}`,
    visitor_id: `visitor ${path}`,
    session_token: `session ${path}`,
  }));
  await ask('/api/track/batch', { events });
}

/** The page listens as one without any package does. */
async function listen(settings: object, query: string) {
  const { data } = await ask('/api/realtime/token', { channels: ['pageviews'], ...settings });
  const address = `${server.url}/api/realtime/sse?channel=pageviews&token=${data.token}${query}`;
  await page.evaluate((url) => {
    const source = new EventSource(url);
    const heard: object[] = [];
    source.onmessage = ({ data }) => heard.push(JSON.parse(data));
    Object.assign(window, { source, heard });
  }, address);
}

const heard = () =>
  page.evaluate('heard') as Promise<{ type: string; recovered?: boolean; events?: { url: string }[] }[]>;
const paths = async () =>
  (await heard()).flatMap(({ type, events = [] }) =>
    type === 'event' ? events.map(({ url }) => new URL(url).pathname) : [],
  );
const subscriptions = async () =>
  (await heard()).flatMap(({ type, recovered }) => (type === 'subscribed' ? [recovered] : []));

test('[R16] a page of the origin that its token names listens with filters, and comes back by itself to what it missed', async () => {
  const filters = encodeURIComponent(JSON.stringify({ pageviews: { url: ['https://shop.test/blog*'] } }));
  await listen({ origin: new URL(site.url('/')).origin }, `&filters=${filters}`);
  await expect.poll(async () => (await heard()).map(({ type }) => type)).toEqual(['welcome', 'subscribed', 'snapshot']);
  await view('/shop', '/blog/1', '/cart');
  await expect.poll(paths).toEqual(['/blog/1']);
  await server.kill();
  await server.start();
  await view('/blog/2', '/bag');
  await expect.poll(paths).toEqual(['/blog/1', '/blog/2']);
  expect(await subscriptions()).toEqual([false, true]);
});

test('[R16] a page of another origin is refused for good', async () => {
  await listen({ origin: 'https://dashboard.shop.test' }, '');
  await expect.poll(() => page.evaluate('source.readyState === EventSource.CLOSED')).toBe(true);
  expect(await heard()).toEqual([]);
});
