import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type TestServer, writeCityDatabase } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send as request } from '../src/api.ts';
import { differences, LINK_EXAMPLES, PROJECT_EXAMPLES, REPORT_EXAMPLES } from '../src/examples.ts';

/** As the engine's own API tests: cURL without a user agent, bodies without a content type, the test header on every request. */
const TEST_MODE = { 'X-Test-Mode': 'phpunit' };

let server: TestServer;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-suite-'));
  const geoip = path.join(folder, 'city.mmdb');
  writeCityDatabase(geoip, [
    { network: '203.0.113.0/24', country: { iso: 'NO', name: 'Norway' }, region: 'Vestland', city: 'Bergen' },
  ]);
  server = await startServer({
    env: { TEST_MODE: 'phpunit', RATE_LIMITS: 'on', GEOIP_PATH: geoip, TRUSTED_PROXIES: '127.0.0.1' },
  });
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const send = (method: string, target: string, headers: Record<string, string> = {}, body?: unknown) =>
  request(`${server.url}/api/${target}`, method, { ...TEST_MODE, ...headers }, body);

const secret = () => ({ 'X-API-Key': server.project.secretKey });
const open = () => ({ 'X-API-Key': server.project.publicKey });
const admin = () => ({ 'X-Admin-Key': server.adminKey });

const VIEW = { url: 'https://shop.test/', visitor_id: 'v-1', session_token: 's-1' };

describe('tracking', () => {
  it('takes a pageview without a user agent in test mode', async () => {
    const answer = await send('POST', 'track/pageview.php', open(), VIEW);
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ success: true, message: 'OK', data: { queued: true } });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  it.each([
    ['pageview', VIEW],
    ['error', { message: 'x' }],
    ['audit', { action: 'x' }],
  ])('%s checks method, key, body and fields in this order', async (name, body) => {
    const target = `track/${name}.php`;
    expect((await send('GET', target)).status).toBe(405);
    expect((await send('HEAD', target)).status).toBe(405);
    expect((await send('OPTIONS', target)).status).toBe(200);
    const keyless = await send('POST', target, {}, 'x'.repeat(65_537));
    expect(keyless.status).toBe(401);
    expect(keyless.json.message).toBe(name === 'pageview' ? 'API key is required' : 'Invalid API key');
    expect((await send('POST', target, { 'X-API-Key': 'a'.repeat(32) }, body)).status).toBe(401);
    expect((await send('POST', target, open(), 'x'.repeat(65_537))).status).toBe(413);
    for (const nothing of ['', '[]', '{}', 'null', '5', '"x"', '{"a":', '\xff']) {
      const answer = await send('POST', target, open(), nothing);
      expect([answer.status, answer.json.message]).toEqual([400, 'Invalid or missing JSON body']);
    }
    const fieldless = await send('POST', target, open(), { unknown: 1 });
    expect(fieldless.status).toBe(400);
    expect(fieldless.json).not.toHaveProperty('data');
    const foreign = await send('POST', target, { ...open(), Origin: 'https://evil.test' }, body);
    expect([foreign.status, foreign.json.message]).toEqual(
      name === 'pageview' ? [403, 'Domain not allowed for this key'] : [401, 'Invalid API key'],
    );
  });

  it.each([
    ['error', 'message is required', [{ message: '' }, { message: '0' }, { message: '  ' }, { severity: 'error' }]],
    ['audit', 'action is required', [{ action: '' }, { action: '0' }, { actor: 'kim' }]],
  ])('%s: %s', async (name, message, bodies) => {
    for (const body of bodies) {
      const answer = await send('POST', `track/${name}.php`, secret(), body);
      expect([answer.status, answer.json]).toEqual([400, { success: false, message }]);
    }
  });

  it('X8: lists and objects where text is expected are refused, not a failure', async () => {
    for (const value of [[], ['a'], { a: 1 }]) {
      expect((await send('POST', 'track/error.php', secret(), { message: value })).status).toBe(400);
      expect((await send('POST', 'track/error.php', secret(), { message: 'x', file: value })).status).toBe(400);
      expect((await send('POST', 'track/audit.php', secret(), { action: value })).status).toBe(400);
      expect((await send('POST', 'links/create.php', secret(), { destination_url: value })).status).toBe(400);
    }
  });

  it('takes errors and audit entries with either key, and numbers as text', async () => {
    for (const headers of [secret(), open()]) {
      expect((await send('POST', 'track/error.php', headers, { message: 5, line: '42abc' })).status).toBe(202);
      expect((await send('POST', 'track/audit.php', headers, { action: true })).status).toBe(202);
    }
  });
});

describe('links', () => {
  it('go through their whole life', async () => {
    const created = await send('POST', 'links/create.php', secret(), {
      destination_url: 'https://shop.test/sale',
      label: 'Footer',
    });
    expect(created.status).toBe(200);
    expect(created.json.message).toBe('Link created successfully');
    expect(differences(LINK_EXAMPLES.create, created.json.data)).toEqual([]);
    const { code } = created.json.data;

    const listed = await send('GET', 'links/list.php', secret());
    expect(listed.json.message).toBe('Links fetched successfully');
    expect(differences(LINK_EXAMPLES.list, listed.json.data)).toEqual([]);
    const detail = await send('GET', `links/detail.php?code=${code}`, secret());
    expect(detail.json.message).toBe('Link fetched successfully');
    expect(differences(LINK_EXAMPLES.detail, detail.json.data)).toEqual([]);

    const edited = await send('POST', 'links/edit.php', secret(), { code, is_active: false, label: '' });
    expect(edited.json.message).toBe('Link updated successfully');
    expect(differences(LINK_EXAMPLES.edit, edited.json.data)).toEqual([]);
    expect(edited.json.data.label).toBe('');
    expect((await send('GET', `redirect.php?c=${code}`)).status).toBe(404);

    const deleted = await send('POST', 'links/delete.php', secret(), { code });
    expect(deleted.json).toMatchObject({ message: 'Link deleted successfully', data: { code } });
    expect(differences(LINK_EXAMPLES.delete, deleted.json.data)).toEqual([]);
  });

  it.each([
    ['create', {}, 'Invalid or missing JSON body'],
    ['create', { label: 'x' }, 'destination_url is required'],
    ['create', { destination_url: 'shop.test' }, 'destination_url is not a valid URL'],
    ['create', { destination_url: '//shop.test/' }, 'destination_url is not a valid URL'],
    ['create', { destination_url: 'data:text/html,x' }, 'destination_url is not a valid URL'],
    ['edit', { label: 'x' }, 'code is required'],
    ['delete', { label: 'x' }, 'code is required'],
  ])('%s %j is refused: %s', async (name, body, message) => {
    const answer = await send('POST', `links/${name}.php`, secret(), body);
    expect([answer.status, answer.json]).toEqual([400, { success: false, message }]);
  });

  it('edit says what is wrong in the old order: code, link, fields', async () => {
    const created = await send('POST', 'links/create.php', secret(), { destination_url: 'https://shop.test/' });
    const { code } = created.json.data;
    const edit = async (body: object) => {
      const { status, json } = await send('POST', 'links/edit.php', secret(), body);
      return [status, json.message];
    };
    expect(await edit({ code: 'nobody00' })).toEqual([404, 'Link not found']);
    expect(await edit({ code })).toEqual([400, 'Nothing to update. Provide destination_url, label, or is_active.']);
    expect(await edit({ code, destination_url: null, label: null, is_active: null })).toEqual([
      400,
      'Nothing to update. Provide destination_url, label, or is_active.',
    ]);
    expect(await edit({ code, destination_url: '' })).toEqual([400, 'destination_url cannot be empty']);
    expect(await edit({ code, destination_url: 'shop' })).toEqual([400, 'destination_url is not a valid URL']);
    for (const value of [0, 1, 'false']) {
      expect(await edit({ code, is_active: value })).toEqual([400, 'is_active must be a boolean']);
    }
  });

  it('redirect in plain text, and for codes that are missing or unknown', async () => {
    const missing = await send('GET', 'redirect.php');
    expect([missing.status, missing.text]).toEqual([400, 'Missing link code']);
    const unknown = await send('GET', 'redirect.php?c=nobody00');
    expect([unknown.status, unknown.text]).toEqual([404, 'Link not found']);
    expect(unknown.headers['content-type']).toMatch(/^text\/plain/);
    for (const name of ['detail.php', 'detail.php?code=']) {
      const answer = await send('GET', `links/${name}`, secret());
      expect([answer.status, answer.json.message]).toEqual([400, 'code query parameter is required']);
    }
  });
});

describe('error status', () => {
  it.each([
    [{ ids: [1] }, 'status is required and must be one of: open, investigating, resolved, ignored'],
    [{ status: 'closed', ids: [1] }, 'status is required and must be one of: open, investigating, resolved, ignored'],
    [{ status: 'open' }, 'ids (array) or id (integer) is required'],
    [{ status: 'open', ids: [] }, 'No valid IDs provided'],
    [{ status: 'open', ids: [0, 'x'] }, 'No valid IDs provided'],
    [{ status: 'open', ids: Array.from({ length: 101 }, (_, i) => i + 1) }, 'Maximum 100 IDs per request'],
  ])('%j is refused', async (body, message) => {
    const answer = await send('POST', 'track/errors-update-status.php', secret(), body);
    expect([answer.status, answer.json]).toEqual([400, { success: false, message }]);
  });

  it('of nobody is not found', async () => {
    const answer = await send('POST', 'track/errors-update-status.php', secret(), { status: 'open', id: 999_999 });
    expect([answer.status, answer.json.message]).toEqual([404, 'No matching error groups found for this project']);
  });
});

describe('projects', () => {
  it('go through their whole life', async () => {
    const body = { name: 'Suite', allowed_domains: ['https://shop.test/', 'SHOP.test'] };
    const created = await send('POST', 'projects/create.php', admin(), body);
    expect(created.status).toBe(200);
    expect(differences(PROJECT_EXAMPLES.create, created.json.data)).toEqual([]);
    expect(created.json.data.secret_key).toMatch(/^[0-9a-f]{64}$/);
    expect(created.json.data.public_key).toMatch(/^[0-9a-f]{32}$/);
    const { id } = created.json.data;
    const listed = await send('GET', 'projects/list.php', admin());
    expect(differences(PROJECT_EXAMPLES.list, listed.json.data)).toEqual([]);
    for (const [name, change] of [
      ['edit', { name: 'Suite EU' }],
      ['toggle', {}],
      ['toggle', { is_active: true }],
      ['regenerate-keys', {}],
      ['delete', { confirm: 'Suite EU' }],
    ] as const) {
      const answer = await send('POST', `projects/${name}.php`, admin(), { id: String(id), ...change });
      expect([name, answer.status]).toEqual([name, 200]);
      expect(differences(PROJECT_EXAMPLES[name], answer.json.data)).toEqual([]);
    }
  });

  it('may be made more than five times a minute in test mode', async () => {
    for (let i = 0; i < 9; i++) {
      const body = { name: `Suite ${i}`, allowed_domains: ['shop.test'] };
      expect((await send('POST', 'projects/create.php', admin(), body)).status).toBe(200);
    }
  });
});

describe('reports', () => {
  let code = '';
  let errorId = 0;

  beforeAll(async () => {
    const browser = {
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      Accept: '*/*',
      'Accept-Language': 'nb',
      'X-Forwarded-For': '203.0.113.9',
    };
    const url = 'https://shop.test/?utm_source=mail&utm_medium=email&utm_campaign=spring';
    await send(
      'POST',
      'track/pageview.php',
      { ...open(), ...browser },
      { ...VIEW, url, referrer: 'https://news.test/item' },
    );
    await send(
      'POST',
      'track/error.php',
      { ...open(), ...browser },
      { message: 'x is undefined', error_type: 'TypeError', file: '/static/app.js', line: 88, context: { cart: 7 } },
    );
    await send('POST', 'track/audit.php', secret(), { action: 'invoice.paid', context: { invoice: 'A-1' } });
    const created = await send('POST', 'links/create.php', secret(), { destination_url: 'https://shop.test/' });
    code = created.json.data.code;
    expect((await send('GET', `redirect.php?c=${code}`, browser)).status).toBe(302);
    const pending = async () => (await send('GET', 'analytics/ledger', secret())).json.data.pending;
    while ((await pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const { errors } = (await send('GET', 'analytics/errors.php', secret())).json.data;
    errorId = errors.find(({ line }: { line: number }) => line === 88).id;
  });

  const query = (name: string) =>
    name === 'error-detail' ? `?id=${errorId}` : name === 'link-detail' ? `?code=${code}` : '';

  it.each(Object.entries(REPORT_EXAMPLES))('%s has what the PHP engine answered', async (name, example) => {
    const newest = name === 'audits' ? '?action=invoice.paid' : query(name);
    const answer = await send('GET', `analytics/${name}.php${newest}`, secret());
    expect([answer.status, answer.json.message]).toEqual([200, example.message]);
    expect(differences(example.data, answer.json.data)).toEqual([]);
    expect(Object.keys(answer.json.data)[0]).toBe('range');
  });

  it.each(Object.keys(REPORT_EXAMPLES))('%s checks method, key and range before anything else', async (name) => {
    const target = `analytics/${name}.php`;
    expect((await send('POST', target, secret(), {})).status).toBe(405);
    expect((await send('POST', target)).status).toBe(405);
    expect((await send('GET', target)).json).toEqual({ success: false, message: 'API key is required' });
    expect((await send('GET', target, open())).status).toBe(401);
    const badRange = await send('GET', `${target}?range=custom`, secret());
    expect([badRange.status, badRange.json.message]).toEqual([400, 'Invalid date format. Use YYYY-MM-DD']);
  });

  it.each([
    ['error-detail', 400, 'id is required'],
    ['error-detail?id=0', 400, 'id is required'],
    ['error-detail?id=abc', 400, 'id is required'],
    ['error-detail?id=999999', 404, 'Error group not found'],
    ['link-detail', 400, 'code is required'],
    ['link-detail?code=nobody00', 404, 'Link not found'],
  ])('%s answers %i', async (target, status, message) => {
    const [name, search = ''] = target.split('?');
    const answer = await send('GET', `analytics/${name}.php?${search}`, secret());
    expect([answer.status, answer.json]).toEqual([status, { success: false, message }]);
  });
});

it('health has the four checks that existing monitors read', async () => {
  const { status, json } = await send('GET', 'health.php');
  expect(status).toBe(200);
  expect(json.status).toBe('healthy');
  expect(json.timestamp).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
  expect(Object.keys(json.checks)).toEqual(expect.arrayContaining(['php', 'database', 'valkey', 'geoip']));
  expect(json.checks.php.version).toBe(process.versions.node);
});
