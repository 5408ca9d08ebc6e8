import { operationIds } from '@micrologs/contract';
import { launchBrowser, startServer, type TestServer } from '@micrologs/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('the docs show every operation in a real browser, load nothing from elsewhere and break no policy', async () => {
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.url}/docs`);
  await page.waitForSelector('.opblock');
  expect(await page.locator('.opblock').count()).toBe(operationIds.length);
  await page.locator('.opblock-summary-control').first().click();
  await page.locator('.opblock-body .responses-table').first().waitFor();
  expect(await page.locator('h1, h2.title').first().innerText()).toContain('Micrologs');
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:'))).toEqual([]);
});
