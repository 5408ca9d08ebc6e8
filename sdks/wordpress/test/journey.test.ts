import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchBrowser, type MariaDb, startMariaDb, startServer, type TestServer } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARCHIVE, installWordPress, type WordPress } from './bed/wordpress.ts';

/** A headless browser names itself, and would rightly be counted as a bot. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const SHOTS = fileURLToPath(new URL('../test-results/screenshots', import.meta.url));

let mariadb: MariaDb;
let server: TestServer;
let site: WordPress;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  [mariadb, server, browser] = await Promise.all([
    startMariaDb(),
    startServer(),
    launchBrowser([`--user-agent=${USER_AGENT}`]),
    mkdir(SHOTS, { recursive: true }),
  ]);
  site = await installWordPress(mariadb);
  await site.serve();
  admin = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await server?.stop();
  await mariadb?.stop();
});

/** A report of the day, as its readers get it. */
// biome-ignore lint/suspicious/noExplicitAny: reports are read as their readers do, member by member.
async function report(name: string): Promise<any> {
  const answer = await fetch(`${server.url}/api/analytics/${name}?range=1d`, {
    headers: { 'X-API-Key': server.project.secretKey },
  });
  return ((await answer.json()) as { data: unknown }).data;
}

describe('a site owner', () => {
  it('uploads the plugin and activates it', async () => {
    await admin.goto(`${site.url}/wp-login.php`);
    await admin.fill('#user_login', 'admin');
    await admin.fill('#user_pass', 'adminpass');
    await admin.click('#wp-submit');
    await admin.goto(`${site.url}/wp-admin/plugin-install.php?tab=upload`);
    await admin.setInputFiles('#pluginzip', ARCHIVE);
    await admin.click('#install-plugin-submit');
    await admin.click('text=Activate Plugin');
    await admin.waitForURL(/plugins\.php/);
    expect(await admin.isVisible('tr[data-slug=micrologs].active')).toBe(true);
  });

  it('enters address and keys', async () => {
    await admin.goto(`${site.url}/wp-admin/options-general.php?page=micrologs-settings`);
    await admin.getByLabel('Address of the server').fill(server.url);
    await admin.getByLabel('Public key').fill(server.project.publicKey);
    await admin.getByLabel('Secret key').fill(server.project.secretKey);
    await admin.click('text=Save settings');
    await admin.waitForSelector('.components-notice.is-success');
    await admin.screenshot({ path: `${SHOTS}/settings.png`, fullPage: true });
  });
});

describe('a guest', () => {
  it('is counted', async () => {
    const page = await (await browser.newContext()).newPage();
    const answered = page.waitForResponse((answer) => answer.url().includes('/api/track/pageview'));
    await page.goto(`${site.url}/?p=1`);
    expect((await answered).status()).toBe(202);
    await expect.poll(async () => (await report('pages')).pages, { timeout: 20_000 }).toHaveLength(1);
  });
});
