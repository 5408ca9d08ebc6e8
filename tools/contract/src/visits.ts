import { expect, vi } from 'vitest';
import { json, text } from './validator.ts';
import { BROWSER_HEADERS, type TestProject, type World } from './world.ts';

/** An address that the walk's GeoIP file knows. */
export const KNOWN_ADDRESS = '203.0.113.9';

/** Sends visits that give every list of every report at least one row, and waits until reports show them. */
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
  ];
  const answer = await world.http.send({
    method: 'POST',
    path: '/api/track/batch',
    headers: { ...BROWSER_HEADERS, 'X-API-Key': project.secretKey },
    body: JSON.stringify({ events }),
  });
  expect(answer.status, text(answer)).toBe(202);
  const headers = { 'X-API-Key': project.secretKey };
  await vi.waitFor(
    async () => {
      const report = await world.http.send({ method: 'GET', path: '/api/analytics/sessions', headers });
      expect(json(report).data).toMatchObject({
        total_sessions: 1,
        avg_pages_per_session: 2,
        avg_engaged_seconds: 12.5,
      });
    },
    { timeout: 30_000, interval: 50 },
  );
}
