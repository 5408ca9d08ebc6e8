import { pageviewQuery } from '@micrologs/storage';
import { countedPage, countedRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';
import { meanSeconds, rounded } from './round.ts';

/** The most viewed URLs, or paths, each under its newest title. */
export const pages = defineReport({
  operationId: 'getPages',
  message: 'Pages fetched successfully',
  cursorWidth: 1,
  plan: (scope) => ({
    pages: pageviewQuery({
      ...scope.facts,
      by: [scope.query.by],
      measures: ['pageviews', 'visitors', 'latestTitle', 'engagedMs', 'scrollPct'],
      mostOf: 'pageviews',
      ...countedRows(scope),
    }),
  }),
  answer({ pages }, scope) {
    const { rows, next_cursor } = countedPage(pages, scope);
    return {
      ...visitorDays(scope.project),
      count: rows.length,
      pages: rows.map((row) => ({
        url: row[scope.query.by],
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
