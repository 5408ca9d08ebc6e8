import { expect, vi } from 'vitest';
import { newLink, rememberSeeds } from './seeds.ts';
import { text } from './validator.ts';
import { BROWSER_HEADERS, type TestProject, type World } from './world.ts';

/** An address that the walk's GeoIP file knows. */
export const KNOWN_ADDRESS = '203.0.113.9';
/** Another one, in another country. */
export const OTHER_ADDRESS = '198.51.100.7';

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** Sends what gives every list of every report some rows, and waits until reports show it. */
export async function sendVisits(world: World, project: TestProject): Promise<void> {
  const identity = { visitor_id: 'visitor-1', session_token: 'session-1' };
  const client = {
    client_ip: KNOWN_ADDRESS,
    user_agent: BROWSER_HEADERS['User-Agent'],
    accept_language: BROWSER_HEADERS['Accept-Language'],
  };
  const events = [
    {
      kind: 'pageview',
      ...identity,
      ...client,
      event_id: 'landing',
      url: 'https://shop.test/?utm_source=mail&utm_medium=email&utm_campaign=spring',
      page_title: 'Shop',
      referrer: 'https://news.test/item',
    },
    { kind: 'pageview', ...identity, ...client, url: 'https://shop.test/shoes', page_title: 'Shoes' },
    { kind: 'engagement', pageview_id: 'landing', engaged_ms: 12_500, scroll_pct: 80 },
    {
      kind: 'pageview',
      visitor_id: 'visitor-2',
      session_token: 'session-2',
      client_ip: OTHER_ADDRESS,
      user_agent: PHONE,
      accept_language: 'en',
      url: 'https://shop.test/sale?utm_source=news&utm_medium=cpc&utm_campaign=autumn',
      page_title: 'Sale',
      referrer: 'https://www.google.com/',
    },
  ];
  await sendEvents(world, project, events);
  await vi.waitFor(
    async () => {
      expect(await world.ask(project, '/api/analytics/sessions')).toMatchObject({
        total_sessions: 2,
        avg_pages_per_session: 1.5,
        avg_engaged_seconds: 6.3,
      });
    },
    { timeout: 30_000, interval: 50 },
  );
  await sendErrorsAndAudits(world, project, { ...identity, ...client });
  const group = await reopenedGroup(world, project);
  const code = await clickedLink(world, project);
  for (const kind of ['nonsense', 'pageview']) await world.newDeadLetter(project, { kind });
  rememberSeeds(project, { group, code });
}

const ERROR = { kind: 'error', error_type: 'TypeError', message: 'x is undefined', file: 'https://shop.test/app.js' };

async function sendErrorsAndAudits(world: World, project: TestProject, client: object): Promise<void> {
  await sendEvents(world, project, [
    { ...ERROR, ...client, line: 88, release: 'shop@2.4.0', context: { cart: 7 }, severity: 'critical' },
    { ...ERROR, ...client, line: 89, environment: 'staging' },
    { kind: 'error', message: 'Payment was declined', error_type: 'PaymentError', context: [1, 2] },
    { kind: 'audit', action: 'invoice.paid', actor: 'kim@shop.test', context: { invoice: 'A-1' } },
    { kind: 'audit', action: 'invoice.sent', actor: 'kim@shop.test' },
  ]);
}

/** The group of `ERROR`, resolved once and come back since. */
async function reopenedGroup(world: World, project: TestProject): Promise<number> {
  const groupAs = (wanted: object) =>
    vi.waitFor(
      async () => {
        const { errors } = (await world.ask(project, '/api/analytics/errors')) as { errors: Record<string, unknown>[] };
        const group = errors.find(({ error_type }) => error_type === ERROR.error_type);
        expect(group).toMatchObject(wanted);
        return group!.id as number;
      },
      { timeout: 30_000, interval: 50 },
    );
  const group = await groupAs({ occurrence_count: 2 });
  await world.ask(project, '/api/track/errors-update-status', {
    status: 'resolved',
    id: group,
    note: 'Fixed in 2.4.1',
  });
  await sendEvents(world, project, [{ ...ERROR, release: 'shop@2.4.1' }]);
  return groupAs({ occurrence_count: 3, status: 'open', reopened_count: 1 });
}

/** A link with clicks from a known place and requests that are none. */
async function clickedLink(world: World, project: TestProject): Promise<string> {
  const code = await newLink(world, project, { tags: ['footer'] });
  await newLink(world, project, { label: 'Poster' });
  const visits: [string, Record<string, string>][] = [
    ['GET', { 'X-Forwarded-For': KNOWN_ADDRESS }],
    ['GET', { 'X-Forwarded-For': KNOWN_ADDRESS, Purpose: 'prefetch' }],
    ['GET', { 'User-Agent': 'curl/8.0' }],
    ['HEAD', {}],
  ];
  for (const [method, headers] of visits) {
    const answer = await world.http.send({ method, path: `/l/${code}`, headers: { ...BROWSER_HEADERS, ...headers } });
    expect(answer.status, text(answer)).toBe(302);
  }
  await vi.waitFor(
    async () => {
      const detail = await world.ask(project, `/api/analytics/link-detail?code=${code}`);
      expect(detail).toMatchObject({ total_clicks: 1, by_country: [{ country_code: 'NO' }] });
      expect(detail.uncounted).toHaveLength(3);
    },
    { timeout: 30_000, interval: 50 },
  );
  return code;
}

async function sendEvents(world: World, project: TestProject, events: object[]): Promise<void> {
  const data = await world.ask(project, '/api/track/batch', { events });
  expect(data).toMatchObject({ rejected: 0 });
}
