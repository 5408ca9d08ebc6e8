import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { operationIds, operationInfo } from '@micrologs/contract';
import { assertAnswer } from '@micrologs/contract/answers';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, aPageview, BROWSER, send, sendRaw } from './requests.ts';

let server: TestServer;
let publicKey: string;
let secretKey: string;
let projectId: number;

beforeAll(async () => {
  server = await startServer({ env: { ALLOWED_ORIGINS: 'https://panel.test' } });
  const { data } = await admin('create', { name: 'Shop', allowed_domains: ['shop.test'] });
  publicKey = data.public_key;
  secretKey = data.secret_key;
  projectId = data.id;
});
afterAll(() => server?.stop());

async function admin(name: string, body: object) {
  const answer = await send(`${server.url}/api/projects/${name}`, {
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify(body),
  });
  return answer.json;
}

/** A pageview of a browser, with whatever a test changes. */
function track({ headers = {}, ...rest }: Parameters<typeof send>[1] = {}, path = '/api/track/pageview') {
  return send(`${server.url}${path}`, {
    body: aPageview(),
    headers: { ...BROWSER, 'X-API-Key': publicKey, ...headers },
    ...rest,
  });
}

describe('request id', () => {
  it('is made, or taken over when it is sane', async () => {
    const made = await send(`${server.url}/api/health`);
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    for (const path of ['/api/health', '/api/track/pageview']) {
      for (const id of ['trace-0123_AB', 'x'.repeat(64)]) {
        const { headers } = await send(server.url + path, { headers: { 'X-Request-Id': id } });
        expect(headers['x-request-id']).toBe(id);
      }
      for (const id of ['short', 'x'.repeat(65), 'with space', '{"a":1}xx']) {
        const { headers } = await send(server.url + path, { method: 'POST', headers: { 'X-Request-Id': id } });
        expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      }
    }
  });
});

describe('paths', () => {
  it.each(['/api/health.php', '//api//health', '/api/health?x=1', '/api///health.php?y'])(
    '%s is health',
    async (path) => {
      await expect.poll(() => send(server.url + path)).toMatchObject({ status: 200, json: { status: 'healthy' } });
    },
  );

  it.each(['/api/track/pageview.php', '//api/track/pageview', '/api/track//pageview.php?x=1'])(
    '%s takes pageviews',
    async (path) => {
      const answer = await track({}, path);
      expect(answer.status).toBe(202);
      assertAnswer('trackPageview', 202, answer.json);
    },
  );

  it('answers unknown paths in the envelope', async () => {
    for (const path of [
      '/nope',
      '/api/health/',
      '/api/none.php',
      '/docs/../secrets.json',
      '/docs/%2e%2e/cli.mjs',
      '/data',
    ]) {
      const { status, json } = await send(server.url + path);
      expect({ path, status, json }).toEqual({ path, status: 404, json: { success: false, message: 'Not found' } });
    }
  });

  it('leads group folders to the greeting', async () => {
    for (const path of ['/api/', '/api/track', '/api/analytics/', '/api/projects/']) {
      const { status, headers } = await send(server.url + path);
      expect({ status, location: headers.location }).toEqual({ status: 302, location: '/' });
    }
    const root = await send(`${server.url}/`);
    expect(root).toMatchObject({ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(root.text).toMatch(/^Micrologs is running.*\n$/);
  });

  it('lives below a base path', async () => {
    const below = await startServer({ env: { BASE_PATH: '/stats/' } });
    try {
      expect(below.url).toMatch(/\/stats$/);
      for (const path of ['/api/health.php', '/snippet/micrologs.js', '/docs', '/openapi.json', '/', '']) {
        expect({ path, status: (await send(below.url + path)).status }).toEqual({ path, status: 200 });
      }
      const posted = await send(`${below.url}/api/track/pageview.php`, {
        headers: { ...BROWSER, 'X-API-Key': below.project.publicKey },
        body: aPageview(),
      });
      expect(posted.status).toBe(202);
      const origin = below.url.replace('/stats', '');
      for (const path of ['/api/health', '/', '/statsapi/health']) {
        expect((await send(origin + path)).status).toBe(404);
      }
      expect((await send(`${below.url}/api/`)).headers.location).toBe('/stats/');
      expect((await send(below.url)).text).toContain(' /stats/docs and /stats/openapi.json');
      expect(below.output()).toContain(`${below.url}/snippet/micrologs.js`);
    } finally {
      await below.stop();
    }
  });
});

describe('methods', () => {
  it('refuses every other method on every operation, before the key is looked at', async () => {
    const pathsOf = (id: (typeof operationIds)[number]) => operationInfo(id).path;
    for (const id of operationIds) {
      const { method, path } = operationInfo(id);
      // Addresses of links take several methods and answer in plain text.
      if (operationIds.some((other) => other !== id && pathsOf(other) === path)) continue;
      for (const wrong of [method === 'GET' ? 'POST' : 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
        const { status, headers, json } = await send(server.url + path, { method: wrong });
        expect({ id, wrong, status, allow: headers.allow }).toEqual({
          id,
          wrong,
          status: 405,
          allow: `${method}, OPTIONS`,
        });
        if (wrong !== 'HEAD') {
          expect(json).toEqual({ success: false, message: 'Method not allowed' });
          assertAnswer(id, 405, json);
        }
      }
    }
  });
});

describe('CORS', () => {
  const preflight = (path: string, origin: string) =>
    send(server.url + path, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'x-api-key',
      },
    });

  it('answers preflights of tracking endpoints for any origin', async () => {
    for (const path of ['/api/track/pageview', '/api/track/pageview.php', '/api/track/batch']) {
      const { status, headers, text } = await preflight(path, 'https://anyone.test');
      expect({ status, text }).toEqual({ status: 200, text: '' });
      expect(headers).toMatchObject({
        'access-control-allow-origin': 'https://anyone.test',
        'access-control-max-age': '86400',
        vary: 'Origin',
      });
      expect(headers['access-control-allow-methods']).toContain('POST');
      expect(headers['access-control-allow-headers']).toMatch(/Content-Type.*X-API-Key/);
    }
  });

  it('answers those of other endpoints for configured origins only', async () => {
    const path = '/api/analytics/visitors';
    expect((await preflight(path, 'https://panel.test')).headers['access-control-allow-origin']).toBe(
      'https://panel.test',
    );
    const foreign = await preflight(path, 'https://anyone.test');
    expect(foreign.status).toBe(200);
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('names the origin on a real answer only when the domain lock or the operator accepts it', async () => {
    for (const origin of ['https://shop.test', 'http://www.shop.test:8080', 'https://a.b.shop.test']) {
      const { status, headers } = await track({ headers: { Origin: origin } });
      expect({ status, allowed: headers['access-control-allow-origin'] }).toEqual({ status: 202, allowed: origin });
    }
    for (const origin of ['https://evil.test', 'https://notshop.test', 'null', 'https://shop.test.evil.test']) {
      const { status, headers, json } = await track({ headers: { Origin: origin } });
      expect({ origin, status, message: json.message }).toEqual({
        origin,
        status: 403,
        message: 'Domain not allowed for this key',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers.vary).toBe('Origin');
    }
    const invalid = await track({ headers: { Origin: 'https://shop.test' }, body: '{' });
    expect(invalid).toMatchObject({ status: 400, headers: { 'access-control-allow-origin': 'https://shop.test' } });
    const secret = await send(`${server.url}/api/analytics/visitors`, {
      headers: { Origin: 'https://panel.test', 'X-API-Key': secretKey },
    });
    expect(secret).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': 'https://panel.test' } });
  });

  it('goes by the Referer where there is no Origin, and lets servers through', async () => {
    expect((await track({ headers: { Referer: 'https://evil.test/x' } })).status).toBe(403);
    expect((await track({ headers: { Referer: 'https://shop.test/x' } })).status).toBe(202);
    expect((await track({ headers: { Origin: 'https://shop.test', Referer: 'https://evil.test/x' } })).status).toBe(
      202,
    );
    expect((await track()).status).toBe(202);
  });
});

describe('keys', () => {
  const reports = (key: string) =>
    send(`${server.url}/api/analytics/visitors`, { headers: key ? { 'X-API-Key': key } : {} });

  it('takes the public key in the query of tracking endpoints only', async () => {
    const headers = { ...BROWSER };
    const body = aPageview();
    expect((await send(`${server.url}/api/track/pageview?k=${publicKey}`, { headers, body })).status).toBe(202);
    const batch = JSON.stringify({ events: [{ kind: 'pageview', ...JSON.parse(body) }] });
    expect((await send(`${server.url}/api/track/batch?k=${publicKey}`, { headers, body: batch })).status).toBe(202);
    expect((await send(`${server.url}/api/analytics/visitors?k=${secretKey}`)).status).toBe(401);
  });

  it('tells missing from wrong', async () => {
    const cases: [() => Promise<Answer>, string][] = [
      [() => track({ headers: { 'X-API-Key': '' } }), 'API key is required'],
      [() => reports(''), 'API key is required'],
      [() => track({ headers: { 'X-API-Key': secretKey } }), 'Invalid API key'],
      [() => track({ headers: { 'X-API-Key': publicKey.toUpperCase() } }), 'Invalid API key'],
      [() => track({ headers: { 'X-API-Key': 'f'.repeat(32) } }), 'Invalid API key'],
      [() => reports(publicKey), 'Invalid API key'],
      [() => reports(secretKey.toUpperCase()), 'Invalid API key'],
      [() => reports('f'.repeat(64)), 'Invalid API key'],
      [() => reports('x'), 'Invalid API key'],
    ];
    for (const [attempt, message] of cases) {
      const { status, json } = await attempt();
      expect({ status, json }).toEqual({ status: 401, json: { success: false, message } });
    }
    for (const key of ['', 'wrong', server.adminKey.toUpperCase(), secretKey]) {
      const { status, json } = await send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': key } });
      expect({ status, json }).toEqual({ status: 401, json: { success: false, message: 'Unauthorized' } });
    }
  });

  it('lets changes of a project take effect with their answer', async () => {
    const { data } = await admin('create', { name: 'Rotated', allowed_domains: ['shop.test'] });
    expect((await reports(data.secret_key)).status).toBe(200);
    const rotated = await admin('regenerate-keys', { id: data.id, rotate_public: false });
    expect((await reports(data.secret_key)).status).toBe(401);
    expect((await reports(rotated.data.secret_key)).status).toBe(200);
    await admin('toggle', { id: data.id });
    expect((await reports(rotated.data.secret_key)).status).toBe(401);
    expect((await track({ headers: { 'X-API-Key': data.public_key } })).status).toBe(401);
    await admin('toggle', { id: data.id, is_active: true });
    expect((await track({ headers: { 'X-API-Key': data.public_key } })).status).toBe(202);
    await admin('delete', { id: data.id, confirm: 'Rotated' });
    expect((await track({ headers: { 'X-API-Key': data.public_key } })).status).toBe(401);
  });

  it('looks at the key before it reads a body', async () => {
    const large = 'x'.repeat(70_000);
    expect((await track({ headers: { 'X-API-Key': '' }, body: large })).status).toBe(401);
    expect((await send(`${server.url}/api/projects/create`, { body: large })).status).toBe(401);
    expect((await track({ body: large })).status).toBe(413);
  });
});

describe('bodies', () => {
  const padded = (bytes: number) => {
    const rest = bytes - Buffer.byteLength(aPageview({ page_title: '' }));
    return aPageview({ page_title: 'x'.repeat(rest) });
  };

  it('takes 65,536 bytes and refuses one more, with and without a told length', async () => {
    for (const chunked of [false, true]) {
      expect((await track({ body: padded(65_536), chunked })).status).toBe(202);
      const { status, json } = await track({ body: padded(65_537), chunked });
      expect({ status, json }).toEqual({ status: 413, json: { success: false, message: 'Payload too large' } });
      assertAnswer('trackPageview', 413, json);
    }
  });

  it('refuses a body that never ends, and closes the connection', async () => {
    const status = await new Promise<number | string>((resolve) => {
      const outgoing = request(`${server.url}/api/track/pageview`, {
        method: 'POST',
        headers: { ...BROWSER, 'X-API-Key': publicKey },
      });
      const chunk = Buffer.alloc(256 * 1024, 'x');
      const pump = () => {
        while (!outgoing.destroyed && outgoing.write(chunk));
      };
      outgoing.on('drain', pump);
      outgoing.once('response', (incoming) => {
        resolve(incoming.statusCode!);
        outgoing.destroy();
      });
      outgoing.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      pump();
    });
    // A client that does not stop writing may see the closed connection before it sees the answer.
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(status);
    expect((await send(`${server.url}/api/health/live`)).status).toBe(200);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a text', '"x"'],
    ['a number', '5'],
    ['null', 'null'],
    ['a list', '[1]'],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['invalid UTF-8', Buffer.from('{"url":"\xff\xfe"}', 'latin1')],
    ['UTF-16', Buffer.from(aPageview(), 'utf16le')],
    ['gzip', gzipSync(aPageview())],
  ])('calls %s no JSON body', async (_, body) => {
    for (const path of ['/api/track/pageview', '/api/track/batch']) {
      const { status, json } = await track({ body }, path);
      expect({ status, json }).toEqual({
        status: 400,
        json: { success: false, message: 'Invalid or missing JSON body' },
      });
    }
    const created = await send(`${server.url}/api/projects/create`, {
      headers: { 'X-Admin-Key': server.adminKey },
      body,
    });
    expect({ status: created.status, message: created.json.message }).toEqual({
      status: 400,
      message: 'Invalid or missing JSON body',
    });
  });

  it('ignores the content type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'image/png']) {
      expect((await track({ headers: { 'Content-Type': type } })).status).toBe(202);
    }
  });

  it('goes on after a client that went away in the middle of its body', async () => {
    for (const path of ['/api/track/pageview', '/api/projects/create']) {
      await new Promise<void>((resolve) => {
        const outgoing = request(server.url + path, {
          method: 'POST',
          headers: { ...BROWSER, 'X-API-Key': publicKey, 'X-Admin-Key': server.adminKey, 'Content-Length': '5000' },
        });
        outgoing.on('error', () => {});
        outgoing.write('{"url":', () => outgoing.destroy());
        outgoing.once('close', () => resolve());
      });
    }
    expect((await track()).status).toBe(202);
    expect(server.output()).not.toContain('"level":"error"');
  });

  it('answers what is no HTTP in the envelope', async () => {
    const answer = await sendRaw(server.url, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('{"success":false,"message":"Malformed request"}');
    const headers = await sendRaw(server.url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(headers).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('takes the whole address as the target', async () => {
    const request = 'HTTP/1.1\r\nHost: stats.test\r\nConnection: close\r\n\r\n';
    expect(await sendRaw(server.url, `GET http://stats.test/api/health.php?x=1 ${request}`)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});

describe('batches', () => {
  const batch = (body: string | Buffer, headers: Record<string, string> = {}) =>
    track({ body, headers }, '/api/track/batch');
  const events = (count: number, overrides: object = {}) =>
    JSON.stringify({
      events: Array.from({ length: count }, (_, i) => ({
        kind: 'pageview',
        ...JSON.parse(aPageview({ url: `https://shop.test/${i}` })),
        ...overrides,
      })),
    });

  it('are taken plain and compressed', async () => {
    for (const [body, headers] of [
      [events(3), {}],
      [gzipSync(events(3)), { 'Content-Encoding': 'gzip' }],
      [gzipSync(events(500)), { 'Content-Encoding': 'GZIP' }],
      [events(3), { 'Content-Encoding': 'identity' }],
    ] as const) {
      const { status, json } = await batch(body, headers);
      expect(status).toBe(202);
      assertAnswer('trackBatch', 202, json);
    }
  });

  it('are refused when they grow beyond 1 MiB, before or after inflating', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    for (const [body, headers] of [
      [Buffer.alloc(1024 * 1024 + 1, ' '), {}],
      [bomb, { 'Content-Encoding': 'gzip' }],
    ] as const) {
      const { status, json } = await batch(body, headers);
      expect({ status, message: json.message }).toEqual({ status: 413, message: 'Payload too large' });
    }
  });

  it('are refused in other encodings and when their gzip is broken', async () => {
    const other = await batch(events(1), { 'Content-Encoding': 'br' });
    expect({ status: other.status, message: other.json.message }).toEqual({
      status: 400,
      message: 'Content-Encoding must be gzip or absent',
    });
    const whole = gzipSync(events(50));
    for (const broken of [whole.subarray(0, whole.length - 9), randomBytes(300)]) {
      const { status, json } = await batch(broken, { 'Content-Encoding': 'gzip' });
      expect({ status, message: json.message }).toEqual({ status: 400, message: 'Invalid or missing JSON body' });
    }
  });

  it('tell what became of each event', async () => {
    const body = JSON.stringify({
      events: [
        { kind: 'pageview', ...JSON.parse(aPageview()), event_id: 'twice-in-one' },
        { kind: 'pageview', ...JSON.parse(aPageview()), event_id: 'twice-in-one' },
        { kind: 'engagement', pageview_id: 'twice-in-one', engaged_ms: 5 },
        { kind: 'pageview', ...JSON.parse(aPageview()), occurred_at: 1 },
        { kind: 'click', message: 'x' },
        { kind: 'pageview', visitor_id: 'v' },
        'nonsense',
      ],
    });
    const { status, json } = await batch(body);
    expect(status).toBe(202);
    assertAnswer('trackBatch', 202, json);
    expect(json.data).toMatchObject({ queued: true, accepted: 4, rejected: 3 });
    expect(json.data.results.map((result: { status: string }) => result.status)).toEqual([
      'queued',
      'duplicate',
      'queued',
      'queued',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(json.data.results[3].clock_adjusted).toBe(true);
    const again = await batch(
      JSON.stringify({ events: [{ kind: 'pageview', ...JSON.parse(aPageview()), event_id: 'twice-in-one' }] }),
    );
    expect(again.json.data.results[0].status).toBe('duplicate');
  });

  it('are refused as a whole when every event is', async () => {
    const { status, json } = await batch(JSON.stringify({ events: [{ kind: 'audit' }, 1] }));
    expect(status).toBe(400);
    assertAnswer('trackBatch', 400, json);
    expect(json.data).toMatchObject({ queued: false, accepted: 0, rejected: 2 });
  });

  it('take what a backend says of the browser it served, with the secret key', async () => {
    const item = {
      kind: 'pageview',
      url: 'https://shop.test/served',
      visitor_id: 'customer-1',
      client_ip: '203.0.113.9',
      user_agent: BROWSER['User-Agent'],
      accept_language: 'nb',
    };
    const body = JSON.stringify({ events: [item] });
    const { status, json } = await send(`${server.url}/api/track/batch`, { headers: { 'X-API-Key': secretKey }, body });
    expect({ status, result: json.data.results[0].status }).toEqual({ status: 202, result: 'queued' });
  });
});

describe('pageviews', () => {
  it('of bots are counted and answered with nothing', async () => {
    const bot = await track({ headers: { 'User-Agent': 'Googlebot/2.1' } });
    expect({ status: bot.status, text: bot.text }).toEqual({ status: 204, text: '' });
    expect(bot.headers).not.toHaveProperty('content-type');
    await expect.poll(async () => (await ledger()).dropped.bot_user_agent).toBe(1);
  });

  it('keep the id that the client gave, in the body or as Idempotency-Key', async () => {
    expect((await track({ body: aPageview({ event_id: 'my-id' }) })).json.data.event_id).toBe('my-id');
    const { json } = await track({ headers: { 'Idempotency-Key': '"other-id"' } });
    expect(json.data.event_id).toBe('other-id');
    expect((await track({ headers: { 'Idempotency-Key': 'no good!' } })).status).toBe(400);
  });

  it('tell when the time that the client gave was not believed', async () => {
    const now = new Date().toISOString();
    expect((await track({ body: aPageview({ occurred_at: now }) })).json.data).not.toHaveProperty('clock_adjusted');
    expect((await track({ body: aPageview({ occurred_at: 1 }) })).json.data.clock_adjusted).toBe(true);
  });

  it('appear in the reports and in the ledger, whose sum is right', async () => {
    await expect.poll(async () => (await ledger()).pending).toBe(0);
    const counts = await ledger();
    const dropped = Object.values(counts.dropped as Record<string, number>).reduce((sum, count) => sum + count, 0);
    expect(counts.received).toBe(counts.stored + dropped);
    const { status, json } = await send(`${server.url}/api/analytics/pages?limit=5`, {
      headers: { 'X-API-Key': secretKey },
    });
    expect(status).toBe(200);
    assertAnswer('getPages', 200, json);
    expect(json.data.pages.length).toBe(5);
    const all = await send(`${server.url}/api/projects/ledger`, { headers: { 'X-Admin-Key': server.adminKey } });
    assertAnswer('getProjectsLedger', 200, all.json);
    expect(all.json.data.projects).toContainEqual({ project_id: projectId, ...counts });
  });

  async function ledger() {
    const { json } = await send(`${server.url}/api/analytics/ledger`, { headers: { 'X-API-Key': secretKey } });
    assertAnswer('getLedger', 200, json);
    return json.data;
  }
});

describe('what is served', () => {
  it('health is as old clients parse it', async () => {
    const answers: Answer[] = [];
    const health = async () => {
      answers.push(await send(`${server.url}/api/health.php`));
      return answers.at(-1);
    };
    // It is another one while a check takes longer than whoever asks may wait.
    await expect.poll(health).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    const { text, json } = answers.at(-1)!;
    assertAnswer('getHealth', 200, json);
    expect(text).toMatch(/^\{\n {4}"status": "healthy"/);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(json.checks.php.version).toBe(process.versions.node);
    expect(json.timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(json.checks.geoip).toEqual({ status: 'warn', message: 'No GeoIP database; locations disabled' });
    expect(text).not.toContain(server.dataDir);
  });

  it.each([
    '/snippet/micrologs.js',
    '/openapi.json',
    '/docs',
    '/docs/swagger-ui-bundle.js',
    '/docs/swagger-ui.css',
    '/docs/start.js',
  ])('%s comes compressed, and only when it changed', async (path) => {
    const raw = (encoding: string) =>
      fetchBytes(server.url + path, encoding === '' ? {} : { 'Accept-Encoding': encoding });
    const [plain, gzip, brotli] = await Promise.all([raw(''), raw('gzip'), raw('gzip, br')]);
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    const tags = [plain, gzip, brotli].map(({ headers }) => headers.etag);
    expect(new Set(tags).size).toBe(3);
    for (const [i, encoding] of ['', 'gzip', 'gzip, br'].entries()) {
      const again = await fetchBytes(server.url + path, { 'Accept-Encoding': encoding, 'If-None-Match': tags[i]! });
      expect({ status: again.status, bytes: again.bytes.length, etag: again.headers.etag }).toEqual({
        status: 304,
        bytes: 0,
        etag: tags[i],
      });
      expect(again.headers['cache-control']).toBe('public, max-age=3600');
      expect(again.headers.vary).toContain('Accept-Encoding');
    }
  });

  it('the contract is the one of this version', async () => {
    const { json } = await send(`${server.url}/openapi.json`);
    const paths = new Set(operationIds.map((id) => operationInfo(id).path));
    expect(Object.keys(json.paths).sort()).toEqual([...paths].sort());
  });

  it('the docs load nothing from elsewhere', async () => {
    const { text, headers } = await send(`${server.url}/docs`);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(text).not.toMatch(/https?:\/\//);
    expect((await send(`${server.url}/docs/`)).headers.location).toBe('/docs');
  });

  it('the tracker may be loaded by any page', async () => {
    const { headers } = await send(`${server.url}/snippet/micrologs.js`, { headers: { Origin: 'https://shop.test' } });
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  it('answers are neither cached nor sniffed', async () => {
    for (const answer of [
      await track({ body: '{' }),
      await send(`${server.url}/api/health`),
      await send(`${server.url}/nope`),
    ]) {
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    }
  });
});

function fetchBytes(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }>((resolve, reject) => {
    request(url, { headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('end', () =>
        resolve({
          status: incoming.statusCode!,
          headers: incoming.headers as Record<string, string>,
          bytes: Buffer.concat(chunks),
        }),
      );
    })
      .once('error', reject)
      .end();
  });
}
