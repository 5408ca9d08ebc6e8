import { launchBrowser, startServer, type TestServer } from '@micrologs/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Site, startSite } from './site.ts';

/**
 * A headless browser names itself, and would rightly be counted as a bot. It is given another name as a whole: what is
 * overridden for a page alone does not reach the beacons that outlive the page.
 */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let server: TestServer;
let browser: Browser;
let site: Site;
let snippet = '';
let secretKey = '';

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser([`--user-agent=${USER_AGENT}`]);
  site = await startSite(() => snippet);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.stop();
});

async function createProject(settings: object = {}) {
  const answer = await fetch(`${server.url}/api/projects/create`, {
    method: 'POST',
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify({ name: 'Journey', allowed_domains: ['127.0.0.1'], ...settings }),
  });
  const { data } = (await answer.json()) as { data: { snippet: string; secret_key: string } };
  snippet = data.snippet;
  secretKey = data.secret_key;
}

// biome-ignore lint/suspicious/noExplicitAny: reports are read as their readers do, member by member.
async function report(name: string): Promise<any> {
  const answer = await fetch(`${server.url}/api/analytics/${name}${name.includes('?') ? '&' : '?'}range=1d`, {
    headers: { 'X-API-Key': secretKey },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { data: unknown }).data;
}

const newVisitor = (): Promise<BrowserContext> => browser.newContext();

/** Waits for the answers to the beacons of what was just done, so that views come in the order in which they were made. */
async function afterView(page: Page, action: () => Promise<unknown>): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.url().includes('/api/track/pageview'));
  await action();
  expect((await answered).status()).toBe(202);
}

/** Reports are asked until everything received is stored or dropped. */
async function untilStored(received: number) {
  await expect
    .poll(async () => (({ received, pending }) => ({ received, pending }))(await report('ledger')))
    .toEqual({ received, pending: 0 });
}

describe('two visitors of a site', () => {
  let waitedMs: number;
  let elapsedMs: number;

  beforeAll(async () => {
    await createProject();
    const ann = await newVisitor();
    const tab = await ann.newPage();
    const setOutAt = Date.now();
    await afterView(tab, () => tab.goto(`${site.url}/a`));
    await tab.mouse.wheel(0, 2000);
    await tab.waitForFunction('scrollY > 1900');
    waitedMs = 1500;
    await tab.waitForTimeout(waitedMs);
    await afterView(tab, () => tab.click('#to-b'));
    elapsedMs = Date.now() - setOutAt + 1000;
    await afterView(tab, () => tab.reload());
    // Out of the back/forward cache a page does not load again, so its load event is not waited for.
    await afterView(tab, () => tab.goBack({ waitUntil: 'commit' }));
    await afterView(tab, () => tab.click('#to-spa'));
    await afterView(tab, () => tab.click('#step'));
    const secondTab = await ann.newPage();
    await afterView(secondTab, () => secondTab.goto(`${site.url}/c`));
    await ann.close();

    const bob = await newVisitor();
    const page = await bob.newPage();
    await afterView(page, () => page.goto(`${site.url}/a?utm_source=mail&utm_medium=email&utm_campaign=spring`));
    await bob.close();
  });

  it('are counted exactly: visitors, views, sessions and bounces', async () => {
    await expect.poll(async () => (await report('visitors')).total_pageviews).toBe(6);
    // Ann: a, b, spa, spa/1 in one tab, c in another; Bob: a. The reload and the way back repeat views within five minutes.
    expect(await report('visitors')).toMatchObject({ unique_visitors: 2, total_sessions: 3, bounce_rate: 66.7 });
    expect(await report('sessions')).toMatchObject({ total_sessions: 3, bounce_rate: 66.7, avg_pages_per_session: 2 });
    expect(await report('visitors-returning')).toMatchObject({
      total_visitors: 2,
      new_visitors: 2,
      returning_visitors: 0,
    });
    expect((await report('ledger')).dropped).toEqual({ repeated_view: 2 });
  });

  it('are shown with the pages that they saw and the titles of these', async () => {
    const { pages } = await report('pages');
    const seen = Object.fromEntries(
      pages.map((row: { url: string; page_title: string; pageviews: number }) => [
        row.url.replace(site.url, ''),
        [row.page_title, row.pageviews],
      ]),
    );
    expect(seen).toEqual({
      '/a': ['Page /a', 1],
      '/b': ['Page /b', 1],
      '/spa': ['Page /spa', 1],
      '/spa/1': ['Step 1', 1],
      '/c': ['Page /c', 1],
      '/a?utm_source=mail&utm_medium=email&utm_campaign=spring': [
        'Page /a?utm_source=mail&utm_medium=email&utm_campaign=spring',
        1,
      ],
    });
  });

  it('are shown with the time that they were engaged and how far they scrolled', async () => {
    const { pages } = await report('pages');
    const first = pages.find((row: { url: string }) => row.url === `${site.url}/a`);
    expect(first.avg_engaged_seconds).toBeGreaterThanOrEqual(waitedMs / 1000);
    expect(first.avg_engaged_seconds).toBeLessThanOrEqual(elapsedMs / 1000);
    expect(first.avg_scroll_pct).toBeGreaterThanOrEqual(50);
  });

  it('come with device, referrer and campaign', async () => {
    expect(await report('devices')).toMatchObject({
      by_device: [{ device_type: 'desktop', pageviews: 6, unique_visitors: 2 }],
      by_os: [{ os: 'Linux', pageviews: 6 }],
      by_browser: [{ browser: 'Chrome', pageviews: 6 }],
    });
    const { by_category } = await report('referrers');
    expect(by_category).toEqual([
      { category: 'direct', pageviews: 3, unique_visitors: 2 },
      { category: 'internal', pageviews: 3, unique_visitors: 1 },
    ]);
    expect((await report('utm')).campaigns).toEqual([
      { utm_source: 'mail', utm_medium: 'email', utm_campaign: 'spring', pageviews: 1, unique_visitors: 1 },
    ]);
  });
});

describe('a page that fails', () => {
  it('shows what failed, for whom and where, and keeps what it entered in the audit log', async () => {
    await createProject();
    for (const order of [81, 82]) {
      const visitor = await newVisitor();
      const page = await visitor.newPage();
      await afterView(page, () => page.goto(`${site.url}/order?id=${order}`));
      const answered = page.waitForResponse((answer) => answer.url().includes('/api/track/error'));
      await page.addScriptTag({
        content: `function showOrder() { throw new RangeError('No order ${order}'); } setTimeout(showOrder, 0);`,
      });
      expect((await answered).status()).toBe(202);
      const entered = page.waitForResponse((answer) => answer.url().includes('/api/track/audit'));
      await page.evaluate(`Micrologs.audit('order.viewed', 'kim@shop.test', { order: ${order}, password: 'hunter2' })`);
      expect((await entered).status()).toBe(202);
      await visitor.close();
    }
    await expect.poll(async () => (await report('audits?action=order.viewed')).count).toBe(2);
    const { errors } = await report('errors');
    expect(errors).toMatchObject([
      {
        error_type: 'RangeError',
        message: 'No order 81',
        occurrence_count: 2,
        occurrences_in_range: 2,
        affected_visitors: 2,
        affected_sessions: 2,
        environments: [{ environment: 'production', occurrences: 2 }],
      },
    ]);
    const { events, explain } = await report(`error-detail?explain=true&id=${errors[0].id}`);
    expect(events).toMatchObject([
      { message: 'No order 82', source: 'browser', device: { type: 'desktop', os: 'Linux', browser: 'Chrome' } },
      { message: 'No order 81', url: `${site.url}/order?id=81` },
    ]);
    expect(explain.parts.filter(({ counted }: { counted: boolean }) => counted).length).toBeGreaterThan(0);
    const { logs } = await report('audits?actor=kim%40shop.test');
    expect(logs[0].context).toEqual({ order: 82, password: '[Filtered]' });
  });
});

describe('a cookieless project', () => {
  beforeEach(() => createProject({ cookieless: true }));

  it('knows its visitor again without storing anything in the browser', async () => {
    const visitor = await newVisitor();
    const page = await visitor.newPage();
    await afterView(page, () => page.goto(`${site.url}/a`));
    await afterView(page, () => page.goto(`${site.url}/b`));
    expect(await visitor.cookies()).toEqual([]);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
    await visitor.close();
    await expect.poll(async () => (await report('visitors')).total_pageviews).toBe(2);
    expect(await report('visitors')).toMatchObject({
      unique_visitors: 1,
      total_sessions: 1,
      bounce_rate: 0,
      visitor_days: true,
    });
  });
});

describe('a project that respects Do Not Track', () => {
  beforeEach(() => createProject({ respect_dnt: true }));

  it('gets nothing from a browser that asks not to be tracked', async () => {
    const context = await browser.newContext();
    await context.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
    const page = await context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.goto(`${site.url}/a`);
    await page.waitForTimeout(300);
    await context.close();
    expect(sent.filter((url) => url.includes('/api/'))).toEqual([]);
    expect(sent.some((url) => url.endsWith('/snippet/micrologs.js'))).toBe(true);
    expect(await report('ledger')).toMatchObject({ received: 0 });
  });

  it('counts what the browser itself declares by header as opted out', async () => {
    const answer = await fetch(`${server.url}/api/track/pageview`, {
      method: 'POST',
      headers: {
        'X-API-Key': /data-public-key="([0-9a-f]+)"/.exec(snippet)![1]!,
        'User-Agent': USER_AGENT,
        'Accept-Language': 'en',
        'Sec-GPC': '1',
      },
      body: JSON.stringify({ url: `${site.url}/a`, visitor_id: 'v', session_token: 's' }),
    });
    expect(answer.status).toBe(204);
    await untilStored(1);
    expect(await report('ledger')).toMatchObject({ stored: 0, dropped: { opted_out: 1 } });
  });
});

it('counts a headless browser as a bot, and says so', async () => {
  await createProject();
  const headless = await launchBrowser();
  const page = await headless.newPage();
  const answered = page.waitForResponse((answer) => answer.url().includes('/api/track/pageview'));
  await page.goto(`${site.url}/a`);
  expect((await answered).status()).toBe(204);
  await headless.close();
  await expect.poll(async () => (await report('ledger')).dropped).toMatchObject({ bot_user_agent: expect.any(Number) });
  expect(await report('visitors')).toMatchObject({ unique_visitors: 0, total_pageviews: 0 });
});
