import { parseQuery, unwrap } from '@micrologs/contract';
import { type Project, parseDay } from '@micrologs/domain';
import { type ReportId, reports } from '@micrologs/reports';
import type { Storage } from '@micrologs/storage';
import { byText } from './recount.ts';

/** What the reports say of a project, in the form of `recount`. */
export async function answersOf(storage: Pick<Storage, 'facts'>, project: Project, from: string, to: string) {
  const days = { from: parseDay(from)!, to: parseDay(to)! };
  // biome-ignore lint/suspicious/noExplicitAny: reports of every form are looked into
  const ask = async (id: ReportId, parameters: Record<string, string> = {}): Promise<any> => {
    const report = reports.find(({ operationId }) => operationId === id)!;
    const query = unwrap(parseQuery(id, new URLSearchParams(parameters)));
    return report.run(storage.facts, { project, days, query, shortUrl: (code: string) => code } as never);
  };
  const visitors = await ask('getVisitors');
  const rows = async (id: ReportId, list: string, members: readonly string[]) => {
    const found: unknown[][] = [];
    for (let cursor: string | null | undefined = ''; cursor != null; ) {
      const page: Record<string, unknown> = await ask(id, cursor === '' ? {} : { cursor });
      for (const row of page[list] as Record<string, unknown>[]) found.push(members.map((member) => row[member]));
      cursor = page.next_cursor as string | null | undefined;
    }
    return found.sort(byText);
  };
  const both = ['pageviews', 'unique_visitors'];
  return {
    visitors: {
      unique_visitors: visitors.unique_visitors,
      total_pageviews: visitors.total_pageviews,
      total_sessions: visitors.total_sessions,
      bounce_rate: visitors.bounce_rate,
      over_time: visitors.over_time,
    },
    averageDuration: (await ask('getSessions')).avg_duration_seconds,
    pages: await rows('getPages', 'pages', ['url', ...both]),
    devices: await rows('getDevices', 'by_device', ['device_type', ...both]),
    countries: await rows('getLocations', 'by_country', ['country_code', ...both]),
    categories: await rows('getReferrers', 'by_category', ['category', ...both]),
    campaigns: await rows('getUtm', 'campaigns', ['utm_campaign', ...both]),
    links: await rows('getLinkAnalytics', 'links', ['code', 'total_clicks', 'unique_clicks']),
    errors: await rows('getErrors', 'errors', [
      'id',
      'message',
      'status',
      'occurrence_count',
      'first_seen',
      'last_seen',
    ]),
    occurrences: (await ask('getErrorTrend')).total_occurrences,
    // Acts of the server itself are entered in the same log.
    audits: (await rows('getAudits', 'logs', ['source', 'action', 'actor', 'context', 'created_at']))
      .filter(([source]) => source === 'client')
      .map(([, action, actor, context, at]) => [action, actor, (context as { text: string } | null)?.text ?? null, at])
      .sort(byText),
  };
}
