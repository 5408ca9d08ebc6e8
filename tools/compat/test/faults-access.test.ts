import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER, Project, send } from '../src/api.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

const VIEW = { url: 'https://shop.test/', visitor_id: 'v-1', session_token: 's-1' };

it('X1: keys are compared exactly, and the secret one is not in the database', async () => {
  const project = await Project.create(server);
  const upper = { 'X-API-Key': project.secretKey.toUpperCase() };
  expect((await project.as(upper, 'GET', 'analytics/visitors')).status).toBe(401);
  expect((await project.browser('track/pageview', VIEW, { 'X-API-Key': project.publicKey.toUpperCase() })).status).toBe(
    401,
  );
  expect((await project.try('GET', 'analytics/visitors')).status).toBe(200);
  for (const name of await readdir(server.dataDir)) {
    if (!name.includes('.db')) continue;
    expect((await readFile(path.join(server.dataDir, name))).includes(project.secretKey), name).toBe(false);
  }
});

it('X2: an empty admin key opens nothing', async () => {
  for (const headers of [{}, { 'X-Admin-Key': '' }, { 'X-Admin-Key': ' ' }] as Record<string, string>[]) {
    const answer = await send(`${server.url}/api/projects/list`, 'GET', headers);
    expect([answer.status, answer.json.message]).toEqual([401, 'Unauthorized']);
  }
  const unset = await startServer({ env: { ADMIN_KEY: '' } });
  const answer = await send(`${unset.url}/api/projects/list`, 'GET', { 'X-Admin-Key': '' });
  await unset.stop();
  expect(answer.status).toBe(401);
});

it('X3: whoever asks too often whose key this is has to wait', async () => {
  const limited = await startServer({ env: { RATE_LIMITS: 'on' } });
  let answered = 0;
  // Another key each time: whoever guesses does not repeat himself.
  const guess = async () =>
    (await send(`${limited.url}/api/projects/verify`, 'POST', {}, { key: `guess-${answered}` })).status;
  let status = await guess();
  // Some of it comes back meanwhile, so the refusal may come a little later, but never earlier.
  for (; status === 200 && answered < 200; status = await guess()) answered += 1;
  await limited.stop();
  expect(status).toBe(429);
  expect(answered).toBeGreaterThanOrEqual(20);
});

it('X5: an allowed domain is read as a host, or refused', async () => {
  const project = await Project.create(server, { allowed_domains: ['HTTPS://Shop.Test:8443/cart'] });
  const from = (origin: string) => project.browser('track/pageview', VIEW, { Origin: origin });
  expect((await from('https://shop.test')).status).toBe(202);
  expect((await from('https://shop.test.evil.test')).status).toBe(403);
  for (const domain of ['a.test,b.test', '*', 'not a host']) {
    await expect(Project.create(server, { allowed_domains: [domain] })).rejects.toThrow('answered 400');
  }
});

it.each(['pageview', 'error', 'audit'])(
  'X6: a page that the domain lock accepts may send and read %s',
  async (name) => {
    const project = await Project.create(server);
    const target = `track/${name}`;
    const origin = 'https://www.shop.test';
    const preflight = await project.as(
      {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,x-api-key',
      },
      'OPTIONS',
      target,
    );
    expect(preflight.status).toBe(200);
    expect(preflight.headers['access-control-allow-origin']).toBe(origin);
    expect(preflight.headers['access-control-allow-headers']).toContain('X-API-Key');
    expect(preflight.headers['access-control-max-age']).toBe('86400');
    const answer = await project.browser(target, { ...VIEW, message: 'x', action: 'x' }, { Origin: origin });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([202, origin]);
    expect(answer.headers.vary).toContain('Origin');
    const foreign = await project.browser(
      target,
      { ...VIEW, message: 'x', action: 'x' },
      { Origin: 'https://evil.test' },
    );
    expect(foreign.status).toBeGreaterThanOrEqual(401);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  },
);

it('X9: nothing but the API and the snippet is served', async () => {
  for (const target of [
    '/.env',
    '/secrets.json',
    '/server.json',
    '/package.json',
    '/snippet/../secrets.json',
    '/snippet/%2e%2e/secrets.json',
    '/api/../secrets.json',
    '/schema.sql',
    '/logs/micrologs.log',
  ]) {
    const answer = await send(`${server.url}${target}`, 'GET', BROWSER);
    expect([target, answer.status, answer.json.message]).toEqual([target, 404, 'Not found']);
  }
  const { port } = new URL(server.url);
  expect(port).not.toBe('');
  const snippet = await send(`${server.url}/snippet/micrologs.js`, 'GET', BROWSER);
  expect([snippet.status, snippet.headers['content-type']]).toEqual([200, expect.stringContaining('javascript')]);
});

it('X12: a project list counts links, pageviews and groups apart', async () => {
  const project = await Project.create(server);
  for (let i = 0; i < 3; i++) {
    await project.browser('track/pageview', { ...VIEW, url: `https://shop.test/${i}` });
    await project.post('links/create', { destination_url: `https://shop.test/${i}` });
  }
  for (const message of ['No stock', 'No stock', 'No network']) await project.post('track/error', { message });
  await project.settled();
  const { projects } = await project.admin('projects/list');
  const listed = projects.find(({ id }: { id: number }) => id === project.id);
  expect(listed.stats).toEqual({ total_links: 3, total_pageviews: 3, total_errors: 2 });
});

it('X13: a project goes with everything that waits for it, and its keys and links with it', async () => {
  const project = await Project.create(server);
  const { code } = await project.post('links/create', { destination_url: 'https://shop.test/' });
  for (let i = 0; i < 50; i++) {
    void project.post('track/error', { message: `Fault ${i}` }).catch(() => undefined);
  }
  await project.admin('projects/delete', { id: project.id, confirm: project.name });
  expect((await project.try('GET', 'analytics/errors')).status).toBe(401);
  expect((await send(`${server.url}/api/redirect?c=${code}`, 'GET', BROWSER)).status).toBe(404);
  const other = await Project.create(server);
  await other.settled();
  await expect.poll(async () => (await other.admin('projects/ledger')).total.pending, { timeout: 60_000 }).toBe(0);
  expect((await other.admin('projects/ledger')).total.dead_letters).toBe(0);
});

it('X14: allowed_domains is always a list', async () => {
  const project = await Project.create(server, { allowed_domains: ['a.test', 'a.test', 'b.test'] });
  await project.admin('projects/edit', { id: project.id, allowed_domains: ['c.test', 'c.test', 'd.test'] });
  const { data } = (await send(`${server.url}/api/projects/verify`, 'POST', {}, { key: project.publicKey })).json;
  expect(data.allowed_domains).toEqual(['c.test', 'd.test']);
});

it('X15: keys are known or refused at once after a toggle, a rotation and a deletion', async () => {
  const project = await Project.create(server);
  const status = async () => (await project.try('GET', 'analytics/visitors')).status;
  expect(await status()).toBe(200);
  await project.admin('projects/toggle', { id: project.id });
  expect(await status()).toBe(401);
  await project.admin('projects/toggle', { id: project.id });
  expect(await status()).toBe(200);
  await project.admin('projects/regenerate-keys', { id: project.id, rotate_public: false });
  expect(await status()).toBe(401);
});

it('X16: a project can have context.ip filtered', async () => {
  const project = await Project.create(server, { scrub_keys: ['ip'] });
  await project.post('track/error', { message: 'x', context: { ip: '203.0.113.9', method: 'POST' } });
  await project.settled();
  const { errors } = await project.get('analytics/errors');
  const { events } = await project.get(`analytics/error-detail?id=${errors[0].id}`);
  expect(events[0].context).toEqual({ ip: '[Filtered]', method: 'POST' });
});

it('D9: a client that sends an event again with its id is counted once', async () => {
  const project = await Project.create(server);
  for (let i = 0; i < 3; i++) {
    await project.post('track/error', { message: 'Once', event_id: 'e-1' });
    await project.post('track/audit', { action: 'once', event_id: 'a-1' });
    await project.as({ 'X-API-Key': project.secretKey, 'Idempotency-Key': '"a-2"' }, 'POST', 'track/audit', {
      action: 'header',
    });
  }
  await project.settled();
  expect((await project.get('analytics/errors')).errors).toMatchObject([{ message: 'Once', occurrence_count: 1 }]);
  expect((await project.get('analytics/audits?action=once')).count).toBe(1);
  expect((await project.get('analytics/audits?action=header')).count).toBe(1);
});
