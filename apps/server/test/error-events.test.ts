import { assertAnswer } from '@micrologs/contract/answers';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, BROWSER, send } from './requests.ts';

interface Keys {
  id: number;
  public_key: string;
  secret_key: string;
}

let server: TestServer;
let shop: Keys;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

beforeEach(async () => {
  shop = await project();
});

async function admin(name: string, body: object) {
  return (
    await send(`${server.url}/api/projects/${name}`, {
      headers: { 'X-Admin-Key': server.adminKey },
      body: JSON.stringify(body),
    })
  ).json;
}

async function project(settings: object = {}): Promise<Keys> {
  const { data } = await admin('create', { name: 'Shop', allowed_domains: ['shop.test'], ...settings });
  return data;
}

type Extra = Record<string, string>;

const track = (path: string, key: string, body: object | string, headers: Extra = {}): Promise<Answer> =>
  send(`${server.url}/api/track/${path}`, {
    headers: { ...BROWSER, ...(key === '' ? {} : { 'X-API-Key': key }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** What a report says, once everything that was accepted is stored. */
async function report(path: string, { id, secret_key }: Keys = shop) {
  for (;;) {
    const { json } = await send(`${server.url}/api/projects/ledger`, { headers: { 'X-Admin-Key': server.adminKey } });
    const own = json.data.projects.find((entry: { project_id: number }) => entry.project_id === id);
    if (!own || own.pending === 0) break;
  }
  const answer = await send(`${server.url}/api/analytics/${path}`, { headers: { 'X-API-Key': secret_key } });
  expect(answer.status).toBe(200);
  return answer.json.data;
}

describe('an error', () => {
  it('is taken with either key, on every form of its path, and is one group', async () => {
    for (const path of ['error', 'error.php', '/error']) {
      for (const key of [shop.public_key, shop.secret_key]) {
        const answer = await track(path, key, { message: 'x is undefined' });
        expect(answer.status).toBe(202);
        assertAnswer('trackError', 202, answer.json);
        expect(answer.json).toMatchObject({ message: 'OK', data: { queued: true } });
      }
    }
    const { errors } = await report('errors?range=7d');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ error_type: 'Unknown', message: 'x is undefined', occurrence_count: 6 });
  });

  it('P8: shows a browser for the public key, and none for a backend that names none', async () => {
    await track('error', shop.public_key, { message: 'in the browser' });
    await track('error', shop.secret_key, { message: 'in the backend' });
    await track('batch', shop.secret_key, {
      events: [
        { kind: 'error', message: 'behind the backend', client_ip: '203.0.113.7', user_agent: BROWSER['User-Agent'] },
      ],
    });
    const { errors } = await report('errors?range=7d');
    const seen: Record<string, object> = {};
    for (const { id, message } of errors) {
      const { events } = await report(`error-detail?range=7d&id=${id}`);
      seen[message] = { source: events[0].source, browser: events[0].device.browser };
    }
    expect(seen).toEqual({
      'in the backend': { source: 'backend', browser: null },
      'in the browser': { source: 'browser', browser: 'Firefox' },
      'behind the backend': { source: 'backend', browser: 'Firefox' },
    });
  });

  it('may fill a body of 64 KB, whose stack and numbers survive', async () => {
    const head = '{"message":"large","context":{"n":12345678901234567890,"e":{}},"stack":"';
    const stack = 'at f (a.js)'.repeat(6000).slice(0, 65_536 - head.length - 2);
    const body = `${head}${stack}"}`;
    expect(Buffer.byteLength(body)).toBe(65_536);
    expect((await track('error', shop.public_key, body)).status).toBe(202);
    expect((await track('error', shop.public_key, `${body} `)).status).toBe(413);
    const { errors } = await report('errors?range=7d');
    const answer = await send(`${server.url}/api/analytics/error-detail?range=7d&id=${errors[0].id}`, {
      headers: { 'X-API-Key': shop.secret_key },
    });
    expect(answer.json.data.events[0].stack_trace).toBe(stack);
    expect(answer.text).toContain('12345678901234567890');
  });

  it('D9: counts once when it is sent again under the same key', async () => {
    for (const headers of [{ 'Idempotency-Key': 'retry-1' }, { 'Idempotency-Key': '"retry-1"' }]) {
      const { json } = await track('error', shop.secret_key, { message: 'once' }, headers);
      expect(json.data.event_id).toBe('retry-1');
    }
    await track('error', shop.secret_key, { message: 'once', event_id: 'retry-1' });
    const { errors } = await report('errors?range=7d');
    expect(errors[0].occurrence_count).toBe(1);
    expect((await track('error', shop.secret_key, { message: 'x' }, { 'Idempotency-Key': 'a b' })).status).toBe(400);
  });

  it('is taken without visitor and session from a browser that asked not to be tracked', async () => {
    const quiet = await project({ respect_dnt: true });
    await track('error', quiet.public_key, { message: 'x', visitor_id: 'v', session_token: 's' }, { DNT: '1' });
    await track('error', quiet.public_key, { message: 'x', visitor_id: 'v', session_token: 's' });
    const { errors } = await report('errors?range=7d', quiet);
    expect(errors[0]).toMatchObject({ occurrence_count: 2, affected_visitors: 1, affected_sessions: 1 });
  });
});

describe.each(['error', 'audit'])('who may send to track/%s', (path) => {
  const body = { message: 'x', action: 'login' };

  it('is told in one way', async () => {
    const disabled = await project();
    await admin('toggle', { id: disabled.id });
    for (const form of [path, `/${path}`]) {
      for (const [key, headers] of [
        ['', {}],
        ['0'.repeat(32), {}],
        ['0'.repeat(64), {}],
        [shop.public_key.toUpperCase(), {}],
        [disabled.public_key, {}],
        [disabled.secret_key, {}],
        [shop.public_key, { Origin: 'https://evil.test' }],
        [shop.public_key, { Referer: 'https://evil.test/page' }],
      ] as [string, Extra][]) {
        const answer = await track(form, key, body, headers);
        expect({ key, headers, status: answer.status, json: answer.json }).toEqual({
          key,
          headers,
          status: 401,
          json: { success: false, message: 'Invalid API key' },
        });
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
    }
  });

  it('comes before what is sent, and the method before that', async () => {
    expect((await track(path, '', 'x'.repeat(70_000))).status).toBe(401);
    const { status } = await send(`${server.url}/api/track/${path}`);
    expect(status).toBe(405);
  });

  it('are pages of the project, which may read the answer, and backends from anywhere', async () => {
    const origin = 'https://www.shop.test';
    const page = await track(path, shop.public_key, body, { Origin: origin });
    expect(page).toMatchObject({ status: 202, headers: { 'access-control-allow-origin': origin, vary: 'Origin' } });
    expect((await track(path, shop.secret_key, body, { Origin: 'https://evil.test' })).status).toBe(202);
    expect((await track(`${path}?k=${shop.public_key}`, '', body, { 'Content-Type': 'text/plain' })).status).toBe(202);
    expect((await track(`${path}?k=${shop.secret_key}`, '', body)).status).toBe(401);
  });

  it('are told what is wrong with the body', async () => {
    const required = path === 'error' ? 'message is required' : 'action is required';
    for (const [given, message] of [
      ['[]', 'Invalid or missing JSON body'],
      ['{', 'Invalid or missing JSON body'],
      ['{"x":1}', required],
      ['{"message":"0","action":"0"}', required],
      ['{"message":[],"action":{}}', required],
      ['{"message":"x","action":"x","actor":[],"file":{}}', `${path === 'error' ? 'file' : 'actor'} must be a string`],
    ] as const) {
      const { status, json } = await track(path, shop.secret_key, given);
      expect({ given, status, json }).toEqual({ given, status: 400, json: { success: false, message } });
    }
  });
});

describe('an audit entry', () => {
  it('is taken with either key, which is told with it', async () => {
    for (const key of [shop.public_key, shop.secret_key]) {
      const answer = await track('audit', key, { action: 'login', actor: 'bob', context: { a: {}, n: 1.5 } });
      expect(answer.status).toBe(202);
      assertAnswer('trackAudit', 202, answer.json);
    }
    await track('batch', shop.secret_key, { events: [{ kind: 'audit', action: 'logout' }] });
    const { logs } = await report('audits?range=7d');
    const own = logs.filter(({ source }: { source: string }) => source === 'client');
    expect(own.map(({ action, key_type }: { action: string; key_type: string }) => [action, key_type])).toEqual([
      ['logout', 'secret'],
      ['login', 'secret'],
      ['login', 'public'],
    ]);
    expect(own[1]).toMatchObject({ actor: 'bob', context: { a: {}, n: 1.5 } });
  });

  it('X4: is refused from the public key by a project that wants none from it', async () => {
    const strict = await project({ audit_secret_only: true });
    const message = 'This project accepts audit entries with its secret key only';
    for (const form of ['audit', '/audit']) {
      const { status, json } = await track(form, strict.public_key, { action: 'login' });
      expect({ status, json }).toEqual({ status: 403, json: { success: false, message } });
    }
    const { json } = await track('batch', strict.public_key, {
      events: [
        { kind: 'audit', action: 'login', event_id: 'e-1' },
        { kind: 'error', message: 'x' },
      ],
    });
    expect(json.data).toMatchObject({
      accepted: 1,
      rejected: 1,
      results: [{ index: 0, event_id: 'e-1', status: 'rejected', message }, { status: 'queued' }],
    });
    expect((await track('audit', strict.secret_key, { action: 'login' })).status).toBe(202);
    const { logs } = await report('audits?range=7d&action=login', strict);
    expect(logs).toHaveLength(1);
  });
});

describe('the status of error groups', () => {
  const setStatus = (body: object, key = shop.secret_key) => track('errors-update-status', key, body);

  beforeEach(async () => {
    for (const message of ['first', 'second', 'third']) await track('error', shop.secret_key, { message });
    await report('errors?range=7d');
  });

  it('E9: is set, and every group that was found is counted', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await setStatus({ status: ' ignored ', ids: [3, '1', 77, 3, 0, 'x'], note: 'password=hunter2' });
      expect(answer.status).toBe(200);
      assertAnswer('updateErrorStatus', 200, answer.json);
      expect(answer.json).toEqual({
        success: true,
        message: '2 error groups marked as ignored. 1 ID(s) not found and were skipped.',
        data: { updated: 2, ids: [1, 3], status: 'ignored', not_found: [77] },
      });
    }
    const one = await setStatus({ status: 'resolved', id: 2 });
    expect(one.json).toEqual({
      success: true,
      message: '1 error group marked as resolved.',
      data: { updated: 1, ids: [2], status: 'resolved' },
    });
  });

  it('A2, E7: shows at once, with every change of it', async () => {
    await setStatus({ status: 'investigating', ids: [1], note: 'password=hunter2' });
    await setStatus({ status: 'resolved', ids: 1 });
    const { group, transitions } = await report('error-detail?range=7d&id=1');
    expect(group.status).toBe('resolved');
    expect(transitions).toMatchObject([
      { from: 'investigating', to: 'resolved', actor: 'micrologs:secret', reason: 'api', note: '' },
      { from: 'open', to: 'investigating', actor: 'micrologs:secret', reason: 'api', note: 'password=[Filtered]' },
    ]);
    const { logs } = await report('audits?range=7d&action=error_group.status_changed');
    expect(logs).toMatchObject([
      { actor: 'micrologs:secret', source: 'server', context: { ids: [1], status: 'resolved' } },
      { actor: 'micrologs:secret', source: 'server', context: { ids: [1], status: 'investigating' } },
    ]);
  });

  it('is refused in the order of the contract', async () => {
    const other = await project();
    for (const [body, status, message] of [
      [[], 400, 'Invalid or missing JSON body'],
      [{ ids: [] }, 400, 'status is required and must be one of: open, investigating, resolved, ignored'],
      [{ status: 'open' }, 400, 'ids (array) or id (integer) is required'],
      [{ status: 'open', ids: [0, 'x'] }, 400, 'No valid IDs provided'],
      [{ status: 'open', ids: Array.from({ length: 101 }, (_, i) => i + 1) }, 400, 'Maximum 100 IDs per request'],
      [{ status: 'open', ids: [77] }, 404, 'No matching error groups found for this project'],
    ] as const) {
      const answer = await setStatus(body);
      expect({ body, status: answer.status, json: answer.json }).toEqual({
        body,
        status,
        json: { success: false, message },
      });
    }
    expect((await setStatus({ status: 'open', ids: [1] }, other.secret_key)).status).toBe(404);
    expect((await setStatus({ status: 'open', ids: [1] }, shop.public_key)).json.message).toBe('Invalid API key');
    expect((await setStatus({ status: 'open', ids: [1] }, '')).json.message).toBe('API key is required');
  });
});
