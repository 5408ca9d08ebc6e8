import type { TestServer } from '@micrologs/testing';
import { expect } from 'vitest';

/** Asks the Micrologs server itself, so that what the plugin shows is not judged by the plugin. */
export function serverSide(server: TestServer) {
  const headers = { 'X-API-Key': server.project.secretKey, 'Content-Type': 'application/json' };

  // biome-ignore lint/suspicious/noExplicitAny: reports are read as their readers do, member by member.
  async function report(name: string): Promise<any> {
    const answer = await fetch(`${server.url}/api/analytics/${name}${name.includes('?') ? '&' : '?'}range=1d`, {
      headers,
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { data: unknown }).data;
  }

  return {
    report,
    /** Views by path, once everything that was received is stored. */
    async views(): Promise<Record<string, number>> {
      await expect.poll(async () => (await report('ledger')).pending).toBe(0);
      const { pages } = (await report('pages?by=path')) as { pages: { url: string; pageviews: number }[] };
      return Object.fromEntries(pages.map(({ url, pageviews }) => [url, pageviews]));
    },
    /** Gives the project a week of visits, so that there is something to draw. */
    async fillWeek(site: string): Promise<void> {
      const pages = [
        ['/', 'Harbour News'],
        ['/tides/', 'Tides of the week'],
        ['/ferries/', 'Ferries'],
        ['/fish-market/', 'The fish market'],
      ] as const;
      const referrers = [
        '',
        'https://www.google.com/',
        'https://news.example/harbour',
        'https://mastodon.social/@port',
      ];
      const agents = [
        'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      ];
      const events = Array.from({ length: 300 }, (_, index) => {
        const visit = Math.floor(index / 2);
        const [path, title] = pages[(visit + (index % 2) * (visit % 3)) % pages.length]!;
        const daysAgo = (visit * visit * 0.37) % 6.4;
        return {
          kind: 'pageview',
          url: `${site}${path}`,
          page_title: title,
          visitor_id: `visitor-${visit % 90}`,
          session_token: `session-${visit}`,
          referrer: referrers[(visit * 7) % 5] ?? '',
          user_agent: agents[visit % 3] ?? agents[0],
          client_ip: '203.0.113.9',
          occurred_at: new Date(Date.now() - daysAgo * 86_400_000 - (1 - (index % 2)) * 60_000).toISOString(),
        };
      });
      const answer = await fetch(`${server.url}/api/track/batch`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ events }),
      });
      expect(answer.status).toBe(202);
    },
  };
}
