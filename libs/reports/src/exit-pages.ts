import { sessionQuery } from '@micrologs/storage';
import { countedPage, countedRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';
import { sessionMeans } from './session-means.ts';

/** Sessions by the path of their last page, most first. */
export const exitPages = defineReport({
  operationId: 'getExitPages',
  message: 'Exit pages fetched successfully',
  cursorWidth: 1,
  plan: (scope) => ({
    pages: sessionQuery({ ...scope.facts, by: ['exitPage'], people: true, mostFirst: true, ...countedRows(scope) }),
  }),
  answer({ pages }, scope) {
    const { rows, next_cursor } = countedPage(pages, scope);
    return {
      ...visitorDays(scope.project),
      count: rows.length,
      pages: rows.map((row) => ({
        exit_page: row.exitPage,
        exits: row.sessions,
        unique_visitors: row.visitors,
        ...sessionMeans(row),
      })),
      next_cursor,
    };
  },
});
