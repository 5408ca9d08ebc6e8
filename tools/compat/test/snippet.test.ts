import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchBrowser, startServer, type TestServer } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

const SNIPPET = readFileSync(new URL('../clients/snippet.js', import.meta.url), 'utf8');
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let server: TestServer;
let browser: Browser;
let site: Server;
let siteUrl = '';

/** A site that keeps its own copy of the old snippet, as pages in caches do. */
beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser([`--user-agent=${USER_AGENT}`]);
  site = createServer((request, response) => {
    if (request.url === '/snippet/micrologs.js') {
      return response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(SNIPPET);
    }
    if (request.url === '/favicon.ico') return response.writeHead(404).end();
    const { publicKey } = server.project;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="en"><head><title>Page ${request.url}</title>
<script src="/snippet/micrologs.js" data-public-key="${publicKey}" data-api-url="${server.url}/" data-environment="staging"></script>
</head><body><a id="to-b" href="/b">b</a></body></html>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  await new Promise((resolve) => site?.close(resolve));
  await server?.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
async function report(name: string): Promise<any> {
  const answer = await fetch(`${server.url}/api/analytics/${name}.php`, {
    headers: { 'X-API-Key': server.project.secretKey },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { data: unknown }).data;
}

function answersOf(page: Page): number[] {
  const statuses: number[] = [];
  page.on('response', (answer) => {
    if (answer.url().includes('/api/track/')) statuses.push(answer.status());
  });
  return statuses;
}

it('counts pages, sees errors and keeps audit entries of pages with the old snippet', async () => {
  const page = await browser.newPage();
  const blocked: string[] = [];
  page.on('console', (message) => {
    if (/CORS|Access-Control/.test(message.text())) blocked.push(message.text());
  });
  const statuses = answersOf(page);
  await page.goto(`${siteUrl}/a?utm_source=mail&utm_medium=email&utm_campaign=spring`);
  await page.click('#to-b');
  await page.waitForURL('**/b');
  await page.evaluate(`history.pushState({}, '', '/c')`);
  await page.evaluate(`setTimeout(() => { undefinedFunction(); }, 0)`);
  await page.evaluate(`Promise.reject(new TypeError('No stock for 81')); 0`);
  await page.evaluate(`Micrologs.error('Cart is odd', { cart: 7 }, 'warning')`);
  await page.evaluate(`Micrologs.audit('cart.emptied', 'kim@shop.test', { items: 3 })`);

  await expect.poll(async () => (await report('pages')).pages.length, { timeout: 60_000 }).toBe(3);
  expect(await report('visitors')).toMatchObject({ unique_visitors: 1, total_pageviews: 3, total_sessions: 1 });
  expect((await report('utm')).campaigns).toMatchObject([
    { utm_source: 'mail', utm_medium: 'email', utm_campaign: 'spring', pageviews: 1 },
  ]);

  await expect.poll(async () => (await report('errors')).errors.length, { timeout: 60_000 }).toBe(3);
  const { errors } = await report('errors');
  const byType = Object.fromEntries(errors.map((error: { error_type: string }) => [error.error_type, error]));
  expect(byType.ReferenceError).toMatchObject({ environment: 'staging', severity: 'error', status: 'open' });
  expect(byType.TypeError).toMatchObject({ message: 'No stock for 81' });
  expect(byType.ManualError).toMatchObject({ message: 'Cart is odd', severity: 'warning', file: `${siteUrl}/c` });

  await expect
    .poll(async () => (await report('audits')).logs, { timeout: 60_000 })
    .toContainEqual(expect.objectContaining({ action: 'cart.emptied', actor: 'kim@shop.test', context: { items: 3 } }));
  expect(new Set(statuses)).toEqual(new Set([202]));
  expect(blocked).toEqual([]);
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name }) => name)).toEqual(['_ml_vid']);
});

it('E6: one fault on pages that differ in their query is one group', async () => {
  const page = await browser.newPage();
  for (const order of [81, 82, 83]) {
    await page.goto(`${siteUrl}/order?id=${order}`);
    await page.evaluate(`Micrologs.error('Order cannot be shown')`);
  }
  await expect
    .poll(
      async () => {
        const { errors } = await report('errors');
        return errors
          .filter(({ message }: { message: string }) => message === 'Order cannot be shown')
          .map(({ occurrence_count }: { occurrence_count: number }) => occurrence_count);
      },
      { timeout: 60_000 },
    )
    .toEqual([3]);
});
