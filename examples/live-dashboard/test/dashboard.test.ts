import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { Micrologs } from '@micrologs/node';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Bed, faultsOf, startExample } from './bed.ts';

let bed: Bed;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  bed = await Bed.open();
});
afterAll(() => bed?.close());

/** What can be read in a part of the page. */
const read = (id: string) => page.locator(`#${id}`).innerText();
const untilRead = (id: string, text: string | RegExp) =>
  expect.poll(() => read(id)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
/** Names and figures of a list. */
const bars = (id: string) =>
  page
    .locator(`#${id} li`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('.name, .count')].map((part) => (part as HTMLElement).innerText)),
    );
const untilBars = (id: string, ...rows: [string, string][]) => expect.poll(() => bars(id)).toEqual(rows);

async function open(example = bed.example.url) {
  context = await bed.browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
  await page.goto(example);
}

/** Somebody who was not there before. */
const visitor = async () => (await bed.browser.newContext()).newPage();

describe('a dashboard that stays open', () => {
  let ann: Page;

  beforeAll(async () => {
    await open();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    ann = await visitor();
  });
  afterAll(() => context?.close());
  afterEach(async () => {
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });

  it('begins with what is there, and says so where there is nothing', async () => {
    await untilRead('connection', 'Live');
    await untilRead('visitors', '0');
    for (const id of ['views-minute', 'errors-hour', 'clicks-hour']) await untilRead(id, '0');
    expect(await page.locator('.empty:visible').allInnerTexts()).toHaveLength(6);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('shows who comes, from where, and what they read', async () => {
    await ann.goto(bed.url('/pricing'), { referer: 'https://news.example/today' });
    await (await visitor()).goto(bed.url('/pricing'));
    await (await visitor()).goto(bed.url('/', 'blog.test'));
    await bed.ask('track/batch', { events: [bed.view('203.0.113.7', '/')] });
    await untilRead('visitors', '4');
    const port = new URL(bed.url('/')).port;
    await untilBars('pages', [`shop.test:${port}/pricing`, '2'], [`blog.test:${port}/`, '1'], ['shop.test/', '1']);
    await untilBars('countries', ['Norway', '3'], ['Germany', '1']);
    await untilBars('referrers', ['Direct', '3'], ['news.example', '1']);
    await untilRead('views-minute', /^[1-4]$/);
    await untilRead('chart-hint', /^[1-4] in the last 2 minutes, at most [1-4] in a second$/);
    await page.locator('[value="minutes"]').check({ force: true });
    await untilRead('chart-hint', /^4 in the last hour/);
    expect(await page.title()).toBe('4 live');
  });

  it('adds today up, beside yesterday', async () => {
    await untilRead('today', /^Visitors\n+4\n+yesterday 0\n+Pageviews\n+4\n.*Sessions\n+4\n.*Mean duration\n+0s/s);
    await page.locator('[value="hours"]').check({ force: true });
    await untilRead('chart-hint', /^4 yesterday and today/);
  });

  it('marks errors that are new, whose status changes, and that come back', async () => {
    await ann.click('button');
    await untilRead('errors', /^New\nTypeError: The cart is empty\n/);
    await untilRead('errors-hour', '1');
    await untilRead('announcer', /New: The cart is empty/);
    await bed.ask('track/errors-update-status', { id: 1, status: 'resolved' });
    await untilRead('errors', /^Resolved\nTypeError: The cart is empty\n.*open → resolved/s);
    await ann.goto(bed.url('/cart'));
    await ann.click('button');
    await untilRead('errors', /^Reopened\nTypeError: The cart is empty\n/);
    await untilRead('errors-hour', '2');
    expect(await page.locator('#errors li').count()).toBe(3);
  });

  it('lists alerts', async () => {
    const triggers = [{ type: 'error_group.created' }];
    // Nobody is there: alerts are told whether or not they can be delivered.
    await bed.ask('webhooks/create', { url: 'https://hooks.example/in', triggers });
    expect(await read('alerts')).toBe('');
    await bed.ask('track/error', { message: 'Out of stock' });
    await untilRead('alerts', /Out of stock.*error_group\.created/s);
    await untilRead('errors-hour', '3');
  });

  it('shows clicks on links', async () => {
    const { data } = await bed.ask('links/create', { destination_url: bed.url('/sale'), code: 'sale' });
    expect(data.code).toBe('sale');
    await ann.goto(`${bed.server.url}/l/sale`);
    await untilRead('clicks', /^\/l\/sale\n.*Norway · Direct/s);
    await untilRead('clicks-hour', '1');
  });

  it('says that the server is away, and goes on where it was, counting nothing twice', async () => {
    await page.locator('[value="minutes"]').check({ force: true });
    await untilRead('chart-hint', /^6 in the last hour/);
    await bed.server.kill();
    await untilRead('connection', /^Reconnecting\n+in \d+ s/);
    await untilRead('visitors-hint', /^as of \d/);
    expect(await faultsOf(page)).toEqual([]);
    await bed.server.start();
    await untilRead('connection', 'Live');
    await untilRead('visitors-hint', 'with a view in the last 5 minutes');
    await ann.goto(bed.url('/back'));
    await expect.poll(async () => (await bars('pages')).flat()).toContain(`${new URL(bed.url('/back')).host}/back`);
    await untilRead('chart-hint', /^7 in the last hour/);
    for (const [id, figure] of Object.entries({ visitors: '4', 'errors-hour': '3', 'clicks-hour': '1' })) {
      expect(await read(id)).toBe(figure);
    }
  });
});

describe('a dashboard in trouble', () => {
  afterEach(() => context?.close());

  it('shows only what the token opens', async () => {
    const { data } = await bed.ask('realtime/token', { channels: ['live', 'report:visitors'] });
    context = await bed.browser.newContext({ locale: 'en-GB' });
    page = await context.newPage();
    await page.route('**/token', (route) => route.fulfill({ body: data.token }));
    await page.goto(bed.example.url);
    const headings = () => page.locator('h2:visible').allInnerTexts();
    await expect.poll(headings).toEqual(['Visitors now', 'Today', 'Pages', 'Countries', 'Referrers']);
    await expect.poll(() => page.locator('#today dt:visible').allInnerTexts()).toEqual(['Visitors', 'Pageviews']);
  });

  it('says why it has ended, and connects again when asked to', async () => {
    const { data } = await bed.ask('realtime/token', { channels: ['live'], origin: 'https://elsewhere.test' });
    context = await bed.browser.newContext({ locale: 'en-GB' });
    page = await context.newPage();
    await page.route('**/token', (route) => route.fulfill({ body: data.token }));
    await page.goto(bed.example.url);
    await untilRead('connection', /^Ended\n+The token is not for this origin\n+Connect again$/);
    expect(await faultsOf(page)).toEqual([]);
    await page.unroute('**/token');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilRead('connection', 'Live');
  });

  it('says what the backend says when there is no token', async () => {
    const example = await startExample(bed.server.url, 'f'.repeat(64));
    await open(example.url);
    await untilRead('connection', /^Reconnecting\n+in \d+ s · No token from http:.*: .*key/);
    await example.stop();
  });

  it('draws nothing in a hidden tab, and all of it when the tab is shown', async () => {
    await open();
    // What is told at the beginning is there, and an hour loses nothing while the test goes on.
    await page.locator('[value="minutes"]').check({ force: true });
    await untilRead('chart-hint', /^\d+ in the last hour/);
    await untilRead('visitors', /^\d+$/);
    const setHidden = (isHidden: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, isHidden);
    await setHidden(true);
    const before = await read('chart-hint');
    const title = await page.title();
    await bed.ask('track/batch', { events: [bed.view('203.0.113.8', '/')] });
    await expect.poll(() => page.title()).not.toBe(title);
    expect(await read('chart-hint')).toBe(before);
    await setHidden(false);
    await expect.poll(() => read('chart-hint')).not.toBe(before);
  });
});

describe('its server', () => {
  const status = (path: string, host?: string) =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(bed.example.url);
      request({ hostname, port, path, headers: host ? { Host: host } : {} }, (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      })
        .on('error', reject)
        .end();
    });

  it('gives the files of the page and nothing else', async () => {
    expect(await status('/')).toBe(200);
    expect(await status('/vendor/uplot.mjs?v=1')).toBe(200);
    for (const path of ['/../serve.mjs', '/vendor/../../package.json', '/%2e%2e/serve.mjs', '/vendor', '//']) {
      expect(await status(path)).toBe(404);
    }
  });

  it('makes tokens for nobody who came by another name', async () => {
    expect(await status('/token')).toBe(200);
    expect(await status('/token', 'evil.test')).toBe(421);
  });
});

describe('the README', () => {
  it('shows how a backend of your own makes the tokens', async () => {
    const readme = await readFile(path.join(import.meta.dirname, '../README.md'), 'utf8');
    const [, code] = /```js\nimport .*?\n(.*?)```/s.exec(readme)!;
    const [, body] = /-d '(.*)'/.exec(readme)!;
    const settings = code!.replace('https://stats.example.com', bed.server.url);
    const routes = new Map<string, (request: object, response: object) => Promise<void>>();
    const app = { get: (route: string, _login: unknown, answer: never) => routes.set(route, answer) };
    const run = new Function('Micrologs', 'app', 'requireLogin', 'process', settings);
    run(Micrologs, app, undefined, { env: { MICROLOGS_SECRET_KEY: bed.project.secretKey } });
    let token = '';
    const response = { type: () => ({ send: (text: string) => (token = text) }) };
    await routes.get('/live-token')!({}, response);
    const { c: channels, o: origin } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    expect({ channels, origin, expires_in: 3600 }).toEqual(JSON.parse(body!));
    const ofExample = await (await fetch(`${bed.example.url}/token`)).text();
    expect(JSON.parse(Buffer.from(ofExample.split('.')[1]!, 'base64url').toString()).c).toEqual(channels);
  });
});
