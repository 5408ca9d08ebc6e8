import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchBrowser, type MariaDb, startMariaDb, startServer, type TestServer } from '@micrologs/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverSide } from './bed/server-side.ts';
import { ARCHIVE, installWordPress, type WordPress } from './bed/wordpress.ts';

/** A headless browser names itself, and would rightly be counted as a bot. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const SHOTS = fileURLToPath(new URL('../test-results/screenshots', import.meta.url));
const FIRST_POST = '/hello-world/';

let mariadb: MariaDb;
let server: TestServer;
let onServer: ReturnType<typeof serverSide>;
let site: WordPress;
let browser: Browser;
let admin: Page;
let pristine: unknown;

/** What the plugin's scripts complained about, and answers that gave the secret key away. */
const faults: string[] = [];

beforeAll(async () => {
  [mariadb, server, browser] = await Promise.all([
    startMariaDb(),
    startServer(),
    launchBrowser([`--user-agent=${USER_AGENT}`]),
    mkdir(SHOTS, { recursive: true }),
  ]);
  onServer = serverSide(server);
  site = await installWordPress(mariadb);
  await site.php(`global $wp_rewrite; $wp_rewrite->set_permalink_structure('/%postname%/'); flush_rewrite_rules();`);
  await site.serve();
  // What WordPress writes by itself on first visits is there before the plugin.
  admin = await watched(await browser.newContext({ viewport: { width: 1280, height: 900 } }));
  await logIn(admin);
  for (const page of ['index.php', 'plugins.php', 'edit.php', 'options-general.php', '../'])
    await admin.goto(adminUrl(page), { waitUntil: 'networkidle' });
  pristine = await stateOf();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await server?.stop();
  await mariadb?.stop();
});

const adminUrl = (page: string) => `${site.url}/wp-admin/${page}`;

async function logIn(page: Page) {
  await page.goto(`${site.url}/wp-login.php`);
  await page.fill('#user_login', 'admin');
  await page.fill('#user_pass', 'adminpass');
  await page.click('#wp-submit');
  await page.waitForURL(/wp-admin/);
}

async function watched(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && /micrologs/i.test(text)) faults.push(text);
  });
  page.on('response', async (answer) => {
    const text = await answer.text().catch(() => '');
    if (text.includes(server.project.secretKey)) faults.push(`${answer.url()} tells the secret key`);
  });
  return page;
}

const guest = async () => watched(await browser.newContext());

/** A file for people to look at; nothing compares it. */
const shoot = (page: Page, name: string) => page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

/** Goes to a page and waits until the tracker's view was answered. @returns where it was sent to */
async function view(page: Page, path: string): Promise<string> {
  const answered = page.waitForResponse((answer) => answer.url().includes('/api/track/pageview'));
  await page.goto(site.url + path);
  const answer = await answered;
  expect(answer.status()).toBe(202);
  return answer.url().split('?')[0]!;
}

/** Goes to a page on which nothing is to be sent. @returns what was sent all the same */
async function viewUnseen(page: Page, path: string): Promise<string[]> {
  const sent: string[] = [];
  const listen = (request: { url(): string }) => request.url().includes('/api/track/') && sent.push(request.url());
  page.on('request', listen);
  await page.goto(site.url + path, { waitUntil: 'networkidle' });
  page.off('request', listen);
  return sent;
}

async function save(change: () => Promise<unknown>) {
  await change();
  const saved = admin.waitForResponse((answer) => answer.url().includes('/micrologs/v1/settings'));
  await admin.click('text=Save settings');
  expect((await saved).status()).toBe(200);
  await admin.waitForSelector('.components-notice.is-success');
}

/** Whatever a plugin might leave behind. */
async function stateOf(): Promise<unknown> {
  return JSON.parse(
    await site.php(`global $wpdb;
      $noise = "'cron', 'recently_activated', 'active_plugins', 'user_roles', 'rewrite_rules', 'uninstall_plugins'";
      echo json_encode([
        'options' => $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name NOT LIKE '%\\\\_transient\\\\_%' AND option_name NOT IN ($noise) ORDER BY 1"),
        'own transients' => $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%transient%micrologs%'"),
        'tables' => $wpdb->get_col('SHOW TABLES'),
        'cron' => array_values(array_diff(array_merge([], ...array_map('array_keys', array_filter(_get_cron_array(), 'is_array'))), ["do_pings", "upgrader_scheduled_cleanup"])),
        'rights' => array_map(fn($role) => array_keys($role->capabilities), wp_roles()->role_objects),
        'post meta' => $wpdb->get_col("SELECT DISTINCT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE '%micrologs%'"),
        'user meta' => $wpdb->get_col("SELECT DISTINCT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE '%micrologs%'"),
      ]);`),
  );
}

describe('the owner', () => {
  it('uploads the plugin and activates it', async () => {
    await admin.goto(adminUrl('plugin-install.php?tab=upload'));
    await admin.setInputFiles('#pluginzip', ARCHIVE);
    await admin.click('#install-plugin-submit');
    await admin.click('text=Activate Plugin');
    await admin.waitForURL(/plugins\.php/);
    expect(await admin.isVisible('tr[data-slug=micrologs].active')).toBe(true);
  });

  it('is told that nothing is connected yet', async () => {
    await admin.goto(adminUrl('admin.php?page=micrologs'));
    await admin.waitForSelector('text=Micrologs is not connected yet');
  });

  it('enters address and keys, and tests them', async () => {
    await admin.goto(adminUrl('admin.php?page=micrologs-settings'));
    await save(async () => {
      await admin.getByLabel('Address of the server').fill(server.url);
      await admin.getByLabel('Public key').fill(server.project.publicKey);
      await admin.getByLabel('Secret key').fill(server.project.secretKey);
    });
    await admin.click('text=Test the connection');
    await admin.waitForSelector('.micrologs-checks li:nth-child(3)');
    expect(await admin.locator('.micrologs-checks .is-good').count()).toBe(3);
    await shoot(admin, 'settings-connection');
    for (const tab of ['Counting', 'Errors and audit log', 'Access and data']) {
      await admin.getByRole('tab', { name: tab }).click();
      await shoot(admin, `settings-${tab.toLowerCase().replaceAll(' ', '-')}`);
    }
  });

  it('is told which setting is wrong', async () => {
    await admin.goto(adminUrl('admin.php?page=micrologs-settings'));
    await admin.getByLabel('Address of the server').fill('stats.example.com');
    await admin.click('text=Save settings');
    await admin.waitForSelector('.components-notice.is-error');
    expect(await admin.locator('.components-notice.is-error').innerText()).toContain('host');
    // The browser's own word about the status of the answer.
    expect(faults.splice(0)).toEqual([expect.stringContaining('status of 400')]);
  });
});

describe('visits', () => {
  it('of a guest are counted', async () => {
    expect(await view(await guest(), '/')).toBe(`${server.url}/api/track/pageview`);
    await view(await guest(), FIRST_POST);
    expect(await onServer.views()).toEqual({ '/': 1, [FIRST_POST]: 1 });
  });

  it('of a role that is not counted are not, though the page is the same', async () => {
    expect(await viewUnseen(admin, '/')).toEqual([]);
    expect(await admin.locator('script[data-public-key]').count()).toBe(1);
  });

  it('of a browser with Global Privacy Control are not counted', async () => {
    const page = await guest();
    await page.addInitScript('Object.defineProperty(navigator, "globalPrivacyControl", { value: true })');
    expect(await viewUnseen(page, '/')).toEqual([]);
  });

  it('wait for the consent that a consent manager asks for, and end with it', async () => {
    const context = await browser.newContext();
    await context.addCookies([{ name: 'asks_for_consent', value: '1', url: site.url }]);
    const page = await watched(context);
    expect(await viewUnseen(page, '/')).toEqual([]);
    const answered = page.waitForResponse((answer) => answer.url().includes('/api/track/pageview'));
    await page.evaluate('wp_set_consent("statistics", "allow")');
    expect((await answered).status()).toBe(202);
    await page.evaluate('wp_set_consent("statistics", "deny")');
    expect((await context.cookies()).some(({ name }) => name === '_ml_vid')).toBe(false);
    expect(await viewUnseen(page, FIRST_POST)).toEqual([]);
    await page.evaluate('wp_set_consent("statistics", "allow")');
    await view(page, FIRST_POST);
  });

  it('go through the site itself when the owner wants that', async () => {
    await admin.goto(adminUrl('admin.php?page=micrologs-settings'));
    await admin.getByRole('tab', { name: 'Counting' }).click();
    await save(() => admin.getByLabel('Send events through this site').check());
    const page = await guest();
    const address = await view(page, '/?by=proxy');
    expect(address).toMatch(new RegExp(`^${site.url}/wp-json/[a-z0-9]+/v1/[a-z0-9]+/api/track/pageview$`));
    expect(await onServer.views()).toMatchObject({ '/': 3 });
  });
});

describe('what a page does besides', () => {
  it('is noted when the owner wants that, through the site as well', async () => {
    await admin.goto(adminUrl('admin.php?page=micrologs-settings'));
    await admin.getByRole('tab', { name: 'Counting' }).click();
    await save(async () => {
      await admin.getByLabel('Clicks on links to other sites').check();
      await admin.getByLabel('What is searched for').check();
    });
    const page = await guest();
    await page.route('https://wordpress.org/**', (route) => route.fulfill({ body: 'elsewhere' }));
    await page.goto(`${site.url}/?s=ferry`, { waitUntil: 'networkidle' });
    await page.click('a[href="https://wordpress.org"]');
    await page.waitForURL('https://wordpress.org/');
    await expect
      .poll(async () => (await onServer.report('audits?limit=100')).logs)
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ action: 'site.search', context: expect.objectContaining({ term: 'ferry' }) }),
          expect.objectContaining({ action: 'link.outbound' }),
        ]),
      );
  });
});

describe('errors', () => {
  it.each([
    ['exception', 'DomainException', 'The tide table is empty'],
    ['fatal', 'Error', 'Call to undefined function undefined_harbour_function()'],
    ['memory', 'FatalError', 'Allowed memory size of'],
  ])('of PHP: %s', async (kind, type, message) => {
    const answer = await fetch(`${site.url}/?fail=${kind}`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('There has been a critical error');
    await expect
      .poll(async () => (await onServer.report('errors')).errors)
      .toContainEqual(
        expect.objectContaining({
          error_type: type,
          message: expect.stringContaining(message),
          severity: 'critical',
          file: expect.stringMatching(/^wp-content\/mu-plugins\//),
        }),
      );
  });

  it('of the browser', async () => {
    await (await guest()).goto(`${site.url}/?fail=browser`);
    await expect
      .poll(async () => (await onServer.report('errors')).errors)
      .toContainEqual(expect.objectContaining({ error_type: 'TypeError', message: 'The map has no north' }));
  });
});

describe('the audit log', () => {
  it('has the login, the activation and the settings', async () => {
    const page = await guest();
    await logIn(page);
    await expect
      .poll(async () =>
        (await onServer.report('audits?limit=100')).logs.map((entry: { action: string }) => entry.action),
      )
      .toEqual(expect.arrayContaining(['user.login', 'option.updated']));
    await page.close();
  });
});

describe('statistics', () => {
  beforeAll(() => onServer.fillWeek(site.url));

  it('stand on the dashboard', async () => {
    await onServer.views();
    // The dashboard was open a moment ago, and answers are kept for a minute.
    await site.php(`Micrologs\\WordPress\\Reports::forget();`);
    await admin.goto(adminUrl('index.php'));
    await admin.waitForSelector('#micrologs-widget .micrologs-bars');
    await admin.waitForSelector('#micrologs-widget canvas');
    expect(await admin.locator('#micrologs-widget').innerText()).toContain('Tides of the week');
    await admin.locator('#micrologs').screenshot({ path: `${SHOTS}/widget.png` });
  });

  it('have a page of their own', async () => {
    await admin.goto(adminUrl('admin.php?page=micrologs'));
    await admin.waitForSelector('.micrologs-overview canvas');
    await admin.click('text=7 days');
    await admin.waitForFunction('!document.querySelector(".micrologs-loading") && document.querySelector("canvas")');
    await admin.click('text=Show as a table');
    await shoot(admin, 'statistics');
    expect(await admin.locator('.micrologs-tile').first().innerText()).toMatch(/Visitors\s+\d+/);
    await admin.setViewportSize({ width: 420, height: 900 });
    await admin.click('text=Hide the table');
    await shoot(admin, 'statistics-phone');
    await admin.setViewportSize({ width: 1280, height: 900 });
  });

  it('speak German to those who do', async () => {
    await site.php(`update_user_meta(1, 'locale', 'de_DE');`);
    await admin.goto(adminUrl('admin.php?page=micrologs'));
    await admin.waitForSelector('.micrologs-overview canvas');
    expect(await admin.locator('h1').innerText()).toBe('Statistik');
    expect(await admin.locator('.micrologs-tiles').innerText()).toContain('Seitenaufrufe');
    await admin.waitForFunction('!document.querySelector(".micrologs-loading")');
    await shoot(admin, 'statistics-german');
    await site.php(`delete_user_meta(1, 'locale');`);
  });

  it('stand in the list of posts', async () => {
    await admin.goto(adminUrl('edit.php'));
    expect((await admin.locator('#the-list td.column-micrologs_views').first().innerText()).trim()).toBe('2');
    await shoot(admin, 'views-column');
  });
});

describe('short links', () => {
  it('are made beside a post, stand in its text, and lead to it', async () => {
    // The editor welcomes newcomers with a window over everything.
    await site.php(`update_user_meta(1, 'wp_persisted_preferences',
      ['core/edit-post' => ['welcomeGuide' => false], '_modified' => gmdate('c')]);`);
    await admin.goto(adminUrl('post.php?post=1&action=edit'));
    await admin.click('.components-panel__body-toggle:has-text("Short link")');
    await admin.click('text=Make a short link');
    const field = admin.getByLabel('Short link', { exact: true });
    await field.waitFor();
    const address = await field.inputValue();
    await shoot(admin, 'short-link-panel');
    await admin.evaluate(`wp.data.dispatch('core/editor').insertBlocks(wp.blocks.createBlock('micrologs/short-link'));
      wp.data.dispatch('core/editor').savePost()`);
    await admin.waitForFunction(`!wp.data.select('core/editor').isSavingPost()`);

    const page = await guest();
    await page.goto(site.url + FIRST_POST);
    await page.click(`a[href="${address}"]`);
    await page.waitForURL(`${site.url}${FIRST_POST}`);
  });
});

describe('the end', () => {
  it('no script of the plugin complained, and no answer had the secret key', () => {
    expect(faults).toEqual([]);
  });

  it('PHP had nothing to say about the plugin', async () => {
    expect(await site.complaints()).toEqual([]);
  });

  it('deactivated, it does nothing', async () => {
    await admin.goto(adminUrl('plugins.php'));
    await admin.click('#deactivate-micrologs');
    await admin.waitForSelector('tr[data-slug=micrologs].inactive');
    expect(await viewUnseen(await guest(), '/')).toEqual([]);
  });

  it('deleted, it leaves nothing', async () => {
    admin.on('dialog', (dialog) => dialog.accept());
    await admin.click('#delete-micrologs');
    await admin.waitForSelector('text=was successfully deleted');
    expect(await stateOf()).toEqual(pristine);
  });
});
