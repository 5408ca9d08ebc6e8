import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchBrowser, startServer, type TestServer } from '@micrologs/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { send } from './requests.ts';

/** The contrast of every text to what is behind it, as WCAG 2 reckons; runs in the page. */
const CONTRASTS = `(() => {
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [red, green, blue] = color.match(/[\\d.]+/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return /, 0\\)$/.test(backgroundColor) && element.parentElement ? behind(element.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll('h1,p,label,input,button')].map((element) => {
    const both = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => a - b);
    return { element: element.tagName, ratio: (both[1] + 0.05) / (both[0] + 0.05) };
  });
})()`;

let server: TestServer;
let shop: Server;
let shopUrl: string;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  shop = createServer((_req, res) => res.end('the shop')).listen(0, '127.0.0.1');
  await new Promise((resolve) => shop.once('listening', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/sale`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await server?.stop();
});

async function aLink(password: string): Promise<string> {
  const { json } = await send(`${server.url}/api/links/create`, {
    headers: { 'X-API-Key': server.project.secretKey },
    body: JSON.stringify({ destination_url: shopUrl, password, forward_query: true }),
  });
  return json.data.code;
}

it('the form works by keyboard alone, without scripts, by both addresses', async () => {
  const code = await aLink('open sesame');
  const context = await browser.newContext({ javaScriptEnabled: false });
  for (const path of [`/l/${code}?a=1`, `/api/redirect.php?c=${code}&a=1`, `//api//redirect.php?c=${code}&a=1`]) {
    const page = await context.newPage();
    await page.goto(server.url + path);
    expect(await page.title()).toBe('Password required');
    // The field has the focus by itself.
    const focused = page.locator('input:focus');
    await focused.waitFor();
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('That password is not right.');
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    await focused.waitFor();
    await page.keyboard.type('open sesame');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.waitForURL(`${shopUrl}?a=1`);
    expect(await page.textContent('body')).toBe('the shop');
    await page.close();
  }
  await context.close();
});

it('the form keeps to its content security policy, and its text is readable in light and dark', async () => {
  const code = await aLink('open sesame');
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${server.url}/l/${code}`);
    await page.keyboard.type('wrong');
    const [refusal] = await Promise.all([
      page.waitForResponse((response) => response.status() === 403),
      page.keyboard.press('Enter'),
    ]);
    await refusal.finished();
    await page.getByRole('alert').waitFor();
    const contrasts = (await page.evaluate(CONTRASTS)) as { element: string; ratio: number }[];
    expect(contrasts).toHaveLength(6);
    for (const { element, ratio } of contrasts) expect(ratio, `${colorScheme} ${element}`).toBeGreaterThanOrEqual(4.5);
    // Nothing is cut off on a small telephone, and the style was let through.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.querySelector('main')).borderTopStyle")).toBe('solid');
    expect(complaints.filter((text) => /Content Security Policy|Refused/.test(text))).toEqual([]);
    await context.close();
  }
});
