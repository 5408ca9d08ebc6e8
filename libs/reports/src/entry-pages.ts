import { sessionQuery } from '@micrologs/storage';
import { countedPage, countedRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';
import { sessionMeans } from './session-means.ts';

/** Sessions by the path of their first page, most first. */
export const entryPages = defineReport({
  operationId: 'getEntryPages',
  message: 'Entry pages fetched successfully',
  cursorWidth: 1,
  plan: (scope) => ({
    pages: sessionQuery({ ...scope.facts, by: ['entryPage'], people: true, mostFirst: true, ...countedRows(scope) }),
  }),
  answer({ pages }, scope) {
    const { rows, next_cursor } = countedPage(pages, scope);
    return {
      ...visitorDays(scope.project),
      count: rows.length,
      pages: rows.map((row) => ({
        entry_page: row.entryPage,
        sessions: row.sessions,
        unique_visitors: row.visitors,
        ...sessionMeans(row),
      })),
      next_cursor,
    };
  },
});
