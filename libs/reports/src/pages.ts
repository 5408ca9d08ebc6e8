import { pageviewQuery } from '@micrologs/storage';
import { defineReport, pageLimit, pageOf, visitorDays } from './report.ts';
import { meanSeconds, rounded } from './round.ts';

/** The most viewed URLs, each under its newest title. */
export const pages = defineReport({
  operationId: 'getPages',
  message: 'Pages fetched successfully',
  cursorWidth: 1,
  plan: (scope) => ({
    pages: pageviewQuery({
      project: scope.project.id,
      days: scope.days,
      by: ['url'],
      measures: ['pageviews', 'visitors', 'latestTitle', 'engagedMs', 'scrollPct'],
      mostOf: 'pageviews',
      limit: pageLimit(scope),
      offset: offsetOf(scope),
    }),
  }),
  answer({ pages }, scope) {
    const { rows, next_cursor } = pageOf(pages, scope, () => [offsetOf(scope) + scope.query.limit]);
    return {
      ...visitorDays(scope.project),
      count: rows.length,
      pages: rows.map((row) => ({
        url: row.url,
        page_title: row.latestTitle,
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
        avg_engaged_seconds: meanSeconds(row.engagedMs, row.pageviews, 1),
        avg_scroll_pct: row.scrollPct === null ? null : rounded(row.scrollPct, 1),
      })),
      next_cursor,
    };
  },
});

/** Pages have no order that later views leave alone, so a page of them begins after so many rows. */
function offsetOf({ after }: { after: readonly number[] | null }): number {
  return after?.[0] ?? 0;
}
