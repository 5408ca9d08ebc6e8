import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SDKS, type Sdk, type SdkName, startSdk } from '../src/sdk.ts';

const REPORTS = [
  'visitors',
  'visitors-returning',
  'sessions',
  'pages',
  'devices',
  'locations',
  'referrers',
  'utm',
  'errors',
  'errors-trend',
  'audits',
  'links',
];

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

async function newProject(name: string) {
  const answer = await fetch(`${server.url}/api/projects/create.php`, {
    method: 'POST',
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify({ name, allowed_domains: ['shop.test'] }),
  });
  const { data } = (await answer.json()) as { data: { secret_key: string; public_key: string } };
  return { secretKey: data.secret_key, publicKey: data.public_key };
}

describe.each(Object.keys(SDKS) as SdkName[])('the old %s SDK', (name) => {
  let sdk: Sdk;
  let keys: Awaited<ReturnType<typeof newProject>>;

  beforeAll(async () => {
    keys = await newProject(`Old ${name} SDK`);
    sdk = await startSdk(name, server.url, keys.secretKey);
  });

  afterAll(() => sdk?.close());

  it('reports errors that are grouped, counted and shown with what was sent', async () => {
    const sent = {
      type: 'RuntimeException',
      severity: 'critical',
      file: '/srv/app/Checkout.php',
      line: 88,
      stack: '#0 /srv/app/Checkout.php(88): Shop\\Checkout->pay()\n#1 {main}',
      url: 'https://shop.test/cart',
      environment: 'staging',
      context: { cart: 7, empty: {} },
    };
    for (let i = 0; i < 3; i++) {
      expect(await sdk.call('error', 'Card was refused', sent)).toMatchObject({
        success: true,
        message: 'OK',
        data: { queued: true },
      });
    }
    await expect
      .poll(async () => (await sdk.call('analytics', 'errors', null)).data.errors, { timeout: 60_000 })
      .toMatchObject([
        {
          error_type: 'RuntimeException',
          message: 'Card was refused',
          file: '/srv/app/Checkout.php',
          line: 88,
          severity: 'critical',
          environment: 'staging',
          status: 'open',
          occurrence_count: 3,
        },
      ]);
    const { id } = (await sdk.call('analytics', 'errors', { status: 'open' })).data.errors[0];
    const { data } = await sdk.call('analytics', 'error-detail', { id, range: '7d' });
    expect(data.group).toMatchObject({ id, occurrence_count: 3 });
    expect(data.events).toHaveLength(3);
    expect(data.events[0]).toMatchObject({
      stack_trace: sent.stack,
      url: sent.url,
      context: sent.context,
      device: { type: null, os: null, browser: null },
      location: { country: null, country_code: null, city: null },
    });
    expect((await sdk.call('analytics', 'errors-trend', { group_id: id })).data).toMatchObject({
      group_id: id,
      total_occurrences: 3,
      total_groups: 1,
    });
  });

  it('sends an error with nothing but a message', async () => {
    expect(await sdk.call('error', 'Only words')).toMatchObject({ data: { queued: true } });
    const defaultType = name === 'laravel' ? 'LaravelError' : 'ManualError';
    // "local" is a development environment, whatever the PHP engine made of it.
    const environment = name === 'laravel' ? 'development' : 'production';
    await expect
      .poll(async () => (await sdk.call('analytics', 'errors', null)).data.errors, { timeout: 60_000 })
      .toContainEqual(
        expect.objectContaining({ message: 'Only words', error_type: defaultType, environment, line: null, file: '' }),
      );
  });

  it('changes the status of one group and of several', async () => {
    const { errors } = (await sdk.call('analytics', 'errors', null)).data;
    const ids: number[] = errors.map(({ id }: { id: number }) => id).sort((a: number, b: number) => a - b);
    expect(ids).toHaveLength(2);
    expect((await sdk.call('updateErrorStatus', ids[0], 'resolved')).data).toEqual({
      updated: 1,
      ids: [ids[0]],
      status: 'resolved',
    });
    expect((await sdk.call('updateErrorStatus', [...ids, 999_999], 'ignored')).data).toEqual({
      updated: 2,
      ids,
      status: 'ignored',
      not_found: [999_999],
    });
    expect(await sdk.call('updateErrorStatus', ids, 'closed')).toBeNull();
    await expect
      .poll(() => sdk.warnings())
      .toContain('status is required and must be one of: open, investigating, resolved, ignored');
  });

  it('keeps an audit trail', async () => {
    expect(await sdk.call('audit', 'invoice.paid', 'kim@shop.test', { invoice: 'A-1' })).toMatchObject({
      data: { queued: true },
    });
    expect(await sdk.call('audit', 'cache.cleared')).toMatchObject({ data: { queued: true } });
    await expect
      .poll(async () => (await sdk.call('analytics', 'audits', { actor: 'kim@shop.test' })).data.logs, {
        timeout: 60_000,
      })
      .toMatchObject([{ action: 'invoice.paid', actor: 'kim@shop.test', context: { invoice: 'A-1' } }]);
    const cleared = async () => (await sdk.call('analytics', 'audits', { action: 'cache.cleared' })).data;
    await expect
      .poll(async () => (await cleared()).logs, { timeout: 60_000 })
      .toMatchObject([{ action: 'cache.cleared', actor: '', context: null }]);
    expect((await cleared()).top_actions).toContainEqual({ action: 'invoice.paid', count: 1 });
  });

  it('makes, reads, edits and deletes links, and they lead on', async () => {
    const made = await sdk.call('createLink', 'https://shop.test/sale?a=1&b=2', 'Footer');
    const { code } = made.data;
    expect(made.data).toMatchObject({ destination_url: 'https://shop.test/sale?a=1&b=2', label: 'Footer' });
    expect(code).toMatch(/^[A-Za-z0-9]{8}$/);
    expect(made.data.short_url).toContain(code);
    expect((await sdk.call('getLink', code)).data).toMatchObject({ code, is_active: true, total_clicks: 0 });

    const follow = () => fetch(`${server.url}/api/redirect.php?c=${code}`, { redirect: 'manual', headers: BROWSER });
    const answer = await follow();
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('https://shop.test/sale?a=1&b=2');
    await expect.poll(async () => (await sdk.call('getLink', code)).data.total_clicks, { timeout: 60_000 }).toBe(1);
    expect((await sdk.call('analytics', 'link-detail', { code })).data).toMatchObject({
      link: { code, label: 'Footer', destination_url: 'https://shop.test/sale?a=1&b=2' },
      total_clicks: 1,
      unique_clicks: 1,
    });

    expect((await sdk.call('editLink', code, { isActive: false, label: 'Header' })).data).toMatchObject({
      code,
      label: 'Header',
      is_active: false,
      destination_url: 'https://shop.test/sale?a=1&b=2',
    });
    expect((await follow()).status).toBe(404);
    expect((await sdk.call('deleteLink', code)).data).toEqual({ code });
    expect(await sdk.call('getLink', code)).toBeNull();
    await expect.poll(() => sdk.warnings()).toContain('Link not found');
  });

  it('tells whose key it is', async () => {
    expect((await sdk.call('verify', keys.publicKey)).data).toEqual({
      valid: true,
      key_type: 'public',
      project_name: `Old ${name} SDK`,
      allowed_domains: ['shop.test'],
    });
    expect((await sdk.call('verify', 'nobody')).data).toEqual({ valid: false });
  });

  it.each(REPORTS)('reads %s', async (report) => {
    const answer = await sdk.call('analytics', report, { range: '30d', limit: 5 });
    expect(answer).toMatchObject({ success: true });
    expect(Object.keys(answer.data)[0]).toBe('range');
    const custom = { range: 'custom', from: '2026-01-01', to: '2026-01-31' };
    expect((await sdk.call('analytics', report, custom)).data.range).toMatchObject({
      from: '2026-01-01 00:00:00',
      to: '2026-01-31 23:59:59',
    });
  });

  it('hears null and a reason when the key is wrong or the server is away', async () => {
    const stranger = await startSdk(name, server.url, 'f'.repeat(64));
    expect(await stranger.call('audit', 'x')).toBeNull();
    await expect.poll(() => stranger.warnings()).toContain('Invalid API key');
    await stranger.close();
    const away = await startSdk(name, 'http://127.0.0.1:1', keys.secretKey);
    expect(await away.call('error', 'Nobody listens')).toBeNull();
    await expect.poll(() => away.warnings()).not.toBe('');
    await away.close();
  });
});

const BROWSER = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: 'text/html',
  'Accept-Language': 'en',
};
