import { formatLocal, isoLocal } from '@micrologs/domain';
import { pageLimit, pageOf } from './paging.ts';
import { defineReport } from './report.ts';

/** Every link of the project with its clicks in the range, most clicks first. */
export const linkAnalytics = defineReport({
  operationId: 'getLinkAnalytics',
  message: 'Link analytics fetched successfully',
  cursorWidth: 2,
  plan(scope) {
    const { after } = scope;
    return {
      links: {
        from: 'linkClicks',
        project: scope.project.id,
        days: scope.days,
        after: after ? { clicks: after[0]!, id: after[1]! } : undefined,
        limit: pageLimit(scope),
      },
    };
  },
  answer({ links }, scope) {
    const zone = scope.project.timeZone;
    const { rows, next_cursor } = pageOf(links, scope, ({ clicks, link }) => [clicks, link.id]);
    return {
      count: rows.length,
      links: rows.map(({ link, clicks, uniqueClicks }) => ({
        code: link.code,
        short_url: scope.shortUrl(link.code),
        label: link.label,
        destination_url: link.destinationUrl,
        total_clicks: clicks,
        unique_clicks: uniqueClicks,
        created_at: formatLocal(link.createdAt, zone),
        created_at_iso: isoLocal(link.createdAt, zone),
      })),
      next_cursor,
    };
  },
});
