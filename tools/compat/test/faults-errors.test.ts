import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER, Project, send } from '../src/api.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

it('D7: values beyond their column are cut, clamped or left out, and nothing vanishes', async () => {
  const project = await Project.create(server);
  const long = 'é'.repeat(5_000);
  for (const line of [-1, 4_294_967_296, 1e300, '42abc', 1.9, 0]) {
    await project.post('track/error', { message: long, error_type: long, file: long, url: long, line, release: long });
  }
  await project.post('track/audit', { action: long, actor: long });
  await project.browser('track/pageview', {
    url: `https://shop.test/${'x'.repeat(5_000)}`,
    visitor_id: 'v',
    session_token: 's'.repeat(200),
  });
  await project.settled();
  expect(await project.get('analytics/ledger')).toMatchObject({ received: 8, stored: 8, pending: 0, dead_letters: 0 });
  const { errors } = await project.get('analytics/errors');
  expect(errors).toMatchObject([{ occurrence_count: 6, message: 'é'.repeat(512), error_type: 'é'.repeat(50) }]);
  expect((await project.get('analytics/visitors')).total_sessions).toBe(1);
});

it('D10: a late event does not move last_seen or severity backwards', async () => {
  const project = await Project.create(server);
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  await project.post('track/error', { message: 'Fault', severity: 'critical', occurred_at: at(5), release: '2' });
  await project.settled();
  const before = (await project.get('analytics/errors')).errors[0];
  await project.post('track/error', { message: 'Fault', severity: 'info', occurred_at: at(90), release: '1' });
  await project.settled();
  const [after] = (await project.get('analytics/errors')).errors;
  expect(after).toMatchObject({ severity: 'critical', last_seen: before.last_seen, occurrence_count: 2 });
  expect(after).toMatchObject({ first_release: '1', last_release: '2' });
  expect(after.first_seen < before.first_seen).toBe(true);
});

it.each([
  ['error', { message: 'Fault' }],
  ['audit', { action: 'paid' }],
])('a time of an %s that is not believed is told', async (name, body) => {
  const project = await Project.create(server);
  expect(await project.post(`track/${name}`, body)).not.toHaveProperty('clock_adjusted');
  expect((await project.post(`track/${name}`, { ...body, occurred_at: 1 })).clock_adjusted).toBe(true);
});

it('E7, E9: every change of a status is kept, reopening too; updated counts the groups that match', async () => {
  const project = await Project.create(server);
  await project.post('track/error', { message: 'Fault' });
  await project.settled();
  const { id } = (await project.get('analytics/errors')).errors[0];
  const change = (status: string) => project.post('track/errors-update-status', { ids: [id], status });
  expect((await change('resolved')).updated).toBe(1);
  expect((await change('resolved')).updated).toBe(1);
  await project.post('track/error', { message: 'Fault', release: '2.4.1' });
  await project.settled();
  const { group, transitions } = await project.get(`analytics/error-detail?id=${id}`);
  expect(group).toMatchObject({ status: 'open', reopened_count: 1 });
  expect(transitions).toMatchObject([
    { from: 'resolved', to: 'open', actor: 'micrologs:pipeline', reason: 'regression', note: '2.4.1' },
    { from: 'open', to: 'resolved', actor: 'micrologs:secret', reason: 'api' },
  ]);
});

it('P7: bots are told by whole tokens and counted apart, for links as for pages', async () => {
  const project = await Project.create(server);
  const { code } = await project.post('links/create', { destination_url: 'https://shop.test/' });
  const agents = {
    phone: 'Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile',
    preview: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  };
  for (const agent of Object.values(agents)) {
    const answer = await send(`${server.url}/l/${code}`, 'GET', { ...BROWSER, 'User-Agent': agent });
    expect([answer.status, answer.headers.location]).toEqual([302, 'https://shop.test/']);
  }
  await expect
    .poll(async () => (await project.get(`analytics/link-detail?code=${code}`)).uncounted, { timeout: 60_000 })
    .toEqual([{ reason: 'bot', requests: 1 }]);
  expect((await project.get('links/list')).links[0].total_clicks).toBe(1);
});

it('D9: an error that stands twice in one batch is one occurrence', async () => {
  const project = await Project.create(server);
  const event = { kind: 'error', message: 'Twice', event_id: 'e-1' };
  await project.post('track/batch', { events: [event, event] });
  await project.settled();
  const { errors } = await project.get('analytics/errors');
  expect(errors).toMatchObject([{ message: 'Twice', occurrence_count: 1 }]);
  expect((await project.get(`analytics/error-detail?id=${errors[0].id}`)).events).toHaveLength(1);
  expect((await project.get('analytics/ledger')).dropped).toEqual({ duplicate: 1 });
});
