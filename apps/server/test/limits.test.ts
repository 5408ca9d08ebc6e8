import { connect } from 'node:net';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

describe('rate limits', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({
      env: {
        RATE_LIMITS: 'projects/verify=2,ingest-public=5,ingest-secret=20,failed-auth=4,analytics/visitors=3',
        TRUSTED_PROXIES: '127.0.0.0/8',
      },
    });
  });
  afterAll(() => server?.stop());

  /** Each test comes from addresses of its own, so that the tests do not spend each other's limits. */
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  const verify = (headers: Record<string, string>, path = '/api/projects/verify') =>
    send(server.url + path, { headers, body: '{"key":"x"}' });
  const track = (headers: Record<string, string>, key = server.project.publicKey) =>
    send(`${server.url}/api/track/pageview`, {
      headers: { ...BROWSER, ...headers, 'X-API-Key': key },
      body: aPageview(),
    });
  const batch = (headers: Record<string, string>, key: string, count: number) =>
    send(`${server.url}/api/track/batch`, {
      headers: { ...BROWSER, ...headers, 'X-API-Key': key },
      body: JSON.stringify({ events: Array(count).fill({ kind: 'engagement', pageview_id: 'x' }) }),
    });

  it('tell where a client stands, and when to come back', async () => {
    /** Seconds to wait: half a minute, or what a busy machine has left of it. */
    const expectHalfAMinute = (seconds: string | string[] | undefined) => {
      expect(Number(seconds)).toBeGreaterThan(0);
      expect(Number(seconds)).toBeLessThanOrEqual(30);
    };
    const first = await verify(from('192.0.2.1'));
    expect(first).toMatchObject({
      status: 200,
      headers: { 'ratelimit-limit': '2', 'ratelimit-remaining': '1' },
    });
    expectHalfAMinute(first.headers['ratelimit-reset']);
    expect((await verify(from('192.0.2.1'), '/api/projects/verify.php')).headers['ratelimit-remaining']).toBe('0');
    const refused = await verify(from('192.0.2.1'));
    expect(refused.status).toBe(429);
    expect(refused.json).toEqual({
      success: false,
      message: 'Too many attempts. Try again later.',
      error: 'Too many attempts. Try again later.',
    });
    expect(refused.headers['ratelimit-remaining']).toBe('0');
    expectHalfAMinute(refused.headers['retry-after']);
    expect((await verify(from('192.0.2.2'))).status).toBe(200);
  });

  it('never limit health', async () => {
    for (let i = 0; i < 20; i++) expect((await send(`${server.url}/api/health/live`)).status).toBe(200);
    const { status, headers } = await send(`${server.url}/api/health`);
    expect([status === 429, headers['ratelimit-limit']]).toEqual([false, undefined]);
  });

  it('count ingestion by project and address for browsers, over both endpoints', async () => {
    expect((await batch(from('192.0.2.3'), server.project.publicKey, 3)).status).toBe(202);
    expect((await track(from('192.0.2.3'))).headers['ratelimit-remaining']).toBe('1');
    expect((await batch(from('192.0.2.3'), server.project.publicKey, 2)).status).toBe(429);
    expect((await track(from('192.0.2.3'))).status).toBe(202);
    expect((await track(from('192.0.2.3'))).status).toBe(429);
    expect((await track(from('192.0.2.4'))).status).toBe(202);
  });

  it('count a batch of a backend by its events, wherever it comes from', async () => {
    expect((await batch(from('192.0.2.5'), server.project.secretKey, 15)).status).toBe(202);
    const { status, headers } = await batch(from('192.0.2.6'), server.project.secretKey, 15);
    expect({ status, remaining: headers['ratelimit-remaining'] }).toEqual({ status: 429, remaining: '5' });
    expect((await batch(from('192.0.2.6'), server.project.secretKey, 5)).status).toBe(202);
  });

  it('refuse who tries too many keys, and nobody with a good one', async () => {
    for (let i = 0; i < 4; i++) expect((await track(from('192.0.2.7'), 'f'.repeat(32))).status).toBe(401);
    expect((await track(from('192.0.2.7'), 'f'.repeat(32))).status).toBe(429);
    expect((await track(from('192.0.2.7'))).status).toBe(202);
    const admin = (key: string, ip: string) =>
      send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': key, ...from(ip) } });
    for (let i = 0; i < 4; i++) expect((await admin('guess', '192.0.2.8')).status).toBe(401);
    // The admin key may be one that a person chose, so after too many guesses even the right one has to wait.
    expect((await admin(server.adminKey, '192.0.2.8')).status).toBe(429);
    expect((await admin(server.adminKey, '192.0.2.9')).status).toBe(200);
  });

  it('are not moved by what a client claims to its left', async () => {
    const spoofed = (i: number) => ({ 'X-Forwarded-For': `203.0.113.${i}, 192.0.2.10` });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await verify(spoofed(i))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('ignore the test header unless test mode is on', async () => {
    const headers = { ...from('192.0.2.11'), 'X-Test-Mode': 'phpunit' };
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await verify(headers)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const bot = await send(`${server.url}/api/track/pageview`, {
      headers: { 'X-API-Key': server.project.publicKey, ...headers },
      body: aPageview(),
    });
    expect(bot.status).toBe(204);
  });
});

it('test mode switches off limits and the bot filter for requests that ask for it', async () => {
  const server = await startServer({ env: { RATE_LIMITS: 'on', TEST_MODE: 'phpunit' } });
  try {
    const headers = { 'X-Test-Mode': 'phpunit' };
    const admin = { 'X-Admin-Key': server.adminKey };
    const body = JSON.stringify({ name: 'x', allowed_domains: ['x.test'] });
    for (let i = 0; i < 9; i++) {
      expect(
        (await send(`${server.url}/api/projects/create`, { headers: { ...headers, ...admin }, body })).status,
      ).toBe(200);
    }
    for (let i = 0; i < 5; i++) await send(`${server.url}/api/projects/create`, { headers: admin, body });
    expect((await send(`${server.url}/api/projects/create`, { headers: admin, body })).status).toBe(429);
    const key = { 'X-API-Key': server.project.publicKey };
    const track = (more: object) =>
      send(`${server.url}/api/track/pageview.php`, { headers: { ...key, ...more }, body: aPageview() });
    expect((await track(headers)).status).toBe(202);
    expect((await track({})).status).toBe(204);
  } finally {
    await server.stop();
  }
});

describe('memory for bodies on their way', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server?.stop());

  it('is bounded over all connections, and small bodies always find room', async () => {
    const { port } = new URL(server.url);
    const body = JSON.stringify({ events: [{ kind: 'engagement', pageview_id: 'x' }], x: 'x'.repeat(1_000_000) });
    const key = { 'X-API-Key': server.project.publicKey };
    const all = Array.from({ length: 64 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      let answer = '';
      socket.setEncoding('latin1').on('data', (text: string) => {
        answer += text;
      });
      // The server closes those that it has refused.
      socket.on('error', () => {});
      socket.write(
        `POST /api/track/batch HTTP/1.1\r\nHost: x\r\nX-API-Key: ${server.project.publicKey}\r\n` +
          `Content-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`,
      );
      return { socket, answer: () => answer };
    });
    // Those that hold the room wait for their last byte; the others are refused when theirs has come.
    await expect
      .poll(async () => (await send(`${server.url}/api/track/batch`, { headers: key, body })).status)
      .toBe(503);
    const refused = await send(`${server.url}/api/track/batch`, { headers: key, body });
    expect(refused.json).toEqual({ success: false, message: 'Too many large requests at once. Try again later.' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const small = await send(`${server.url}/api/track/pageview`, {
      headers: { ...BROWSER, ...key },
      body: aPageview(),
    });
    expect(small.status).toBe(202);

    for (const { socket } of all) socket.write(body.slice(-1));
    await expect.poll(() => all.every(({ answer }) => answer() !== '')).toBe(true);
    const statuses = all.map(({ answer }) => answer().slice(9, 12));
    expect(new Set(statuses)).toEqual(new Set(['202', '503']));
    for (const { socket } of all) socket.destroy();
    expect((await send(`${server.url}/api/track/batch`, { headers: key, body })).status).toBe(202);
  });
});
