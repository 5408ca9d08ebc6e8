import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Adapter } from '../src/adapter.ts';
import { ADAPTERS } from '../src/adapters.ts';

const REPORTS = [
  'visitors',
  'returning',
  'sessions',
  'pages',
  'devices',
  'locations',
  'referrers',
  'utm',
  'errors',
  'errorsTrend',
  'audits',
  'links',
];

// biome-ignore lint/suspicious/noExplicitAny: answers are read as their users do, member by member.
type Envelope = any;

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

async function newProject(name: string) {
  const answer = await fetch(`${server.url}/api/projects/create`, {
    method: 'POST',
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify({ name, allowed_domains: ['shop.test'] }),
  });
  const { data } = (await answer.json()) as { data: { secret_key: string; public_key: string } };
  return { secretKey: data.secret_key, publicKey: data.public_key };
}

describe.each(ADAPTERS)('the methods of the 1.x SDKs in $name', (definition) => {
  const projectName = `Silent ${definition.name}`;
  let sdk: Adapter;
  let publicKey: string;

  beforeAll(async () => {
    const keys = await newProject(projectName);
    publicKey = keys.publicKey;
    sdk = await Adapter.start(definition);
    await sdk.create({ host: server.url, key: keys.secretKey, environment: 'staging', timeoutMs: 30_000 });
  });
  afterAll(() => sdk?.stop());

  const report = (name: string, parameters: object = {}): Promise<Envelope> =>
    sdk.legacy(`analytics.${name}`, parameters);

  it('report errors, which are grouped and shown with what was sent, and change their status', async () => {
    const sent = {
      type: 'RuntimeException',
      severity: 'critical',
      file: '/srv/app/Checkout.php',
      line: 88,
      stack: '#0 /srv/app/Checkout.php(88): Shop\\Checkout->pay()\n#1 {main}',
      url: 'https://shop.test/cart',
      context: { cart: 7 },
    };
    for (let index = 0; index < 3; index += 1) await sdk.error('Card was refused', sent);
    await sdk.error('Only words');
    expect(await sdk.flush()).toBe(true);
    await expect.poll(async () => (await report('errors')).data.errors).toHaveLength(2);
    const { errors } = (await report('errors', { severity: 'critical' })).data;
    expect(errors).toMatchObject([
      { error_type: 'RuntimeException', message: 'Card was refused', environment: 'staging', occurrence_count: 3 },
    ]);
    const [{ id }] = errors;
    const { data } = await report('errorDetail', { id, range: '7d' });
    expect(data.events).toHaveLength(3);
    expect(data.events[0]).toMatchObject({ stack_trace: sent.stack, url: sent.url, context: sent.context });
    expect((await report('errorsTrend', { group_id: id })).data).toMatchObject({ group_id: id, total_occurrences: 3 });

    expect((await sdk.legacy('updateErrorStatus', id, 'resolved')).data).toMatchObject({ updated: 1, ids: [id] });
    const ignored = await sdk.legacy('updateErrorStatus', [id, 999_999], 'ignored');
    expect(ignored.data).toEqual({ updated: 1, ids: [id], status: 'ignored', not_found: [999_999] });
  });

  it('keep an audit trail', async () => {
    await sdk.audit('invoice.paid', 'kim@shop.test', { invoice: 'A-1' });
    await sdk.audit('cache.cleared');
    expect(await sdk.flush()).toBe(true);
    await expect
      .poll(async () => (await report('audits', { actor: 'kim@shop.test' })).data.logs)
      .toMatchObject([{ action: 'invoice.paid', actor: 'kim@shop.test', context: { invoice: 'A-1' } }]);
    await expect
      .poll(async () => (await report('audits', { action: 'cache.cleared' })).data.logs)
      .toMatchObject([{ action: 'cache.cleared', actor: '', context: null }]);
  });

  it('make, read, edit and delete links', async () => {
    const made = await sdk.legacy('createLink', 'https://shop.test/sale?a=1&b=2', 'Footer');
    expect(made.data).toMatchObject({ destination_url: 'https://shop.test/sale?a=1&b=2', label: 'Footer' });
    const { code } = made.data;
    expect((await sdk.legacy('getLink', code)).data).toMatchObject({ code, is_active: true, total_clicks: 0 });
    expect((await report('linkDetail', { code })).data).toMatchObject({ link: { code }, total_clicks: 0 });
    const edit =
      definition.optionCase === 'camel'
        ? { isActive: false, destinationUrl: 'https://shop.test/b' }
        : { is_active: false, destination_url: 'https://shop.test/b' };
    expect((await sdk.legacy('editLink', code, edit)).data).toMatchObject({
      code,
      label: 'Footer',
      is_active: false,
      destination_url: 'https://shop.test/b',
    });
    expect((await sdk.legacy('deleteLink', code)).data).toEqual({ code });
    expect(await sdk.legacy('getLink', code)).toBeNull();
    await expect.poll(() => sdk.stderr).toContain('Link not found');
  });

  it('tell whose key it is', async () => {
    expect((await sdk.legacy('verify', publicKey)).data).toEqual({
      valid: true,
      key_type: 'public',
      project_name: projectName,
      allowed_domains: ['shop.test'],
    });
    expect((await sdk.legacy('verify', 'nobody')).data).toEqual({ valid: false });
  });

  it.each(REPORTS)('read %s', async (name) => {
    const answer = await report(name, { range: '30d' });
    expect(answer).toMatchObject({ success: true, message: expect.any(String) });
    expect(Object.keys(answer.data)[0]).toBe('range');
    const custom = { range: 'custom', from: '2026-01-01', to: '2026-01-31' };
    expect((await report(name, custom)).data.range).toMatchObject({
      from: '2026-01-01 00:00:00',
      to: '2026-01-31 23:59:59',
    });
  });
});
