import type { ReferrerCategory } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { LIST_CAP, listPages, listRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';

/** Full referrer URLs shown without a limit. */
const TOP_REFERRERS = 20;

/** Pageviews by category of referrer, and the referrer URLs that brought most of them. */
export const referrers = defineReport({
  operationId: 'getReferrers',
  message: 'Referrers fetched successfully',
  cursorWidth: 1,
  pagesEveryList: true,
  plan(scope) {
    const list = { ...scope.facts, mostOf: 'pageviews' } as const;
    return {
      byCategory: pageviewQuery({
        ...list,
        by: ['referrerCategory'],
        measures: ['pageviews', 'visitors'],
        ...listRows(scope, LIST_CAP),
      }),
      top: pageviewQuery({
        ...list,
        by: ['referrer'],
        measures: ['pageviews'],
        nonEmpty: ['referrer'],
        ...listRows(scope, TOP_REFERRERS),
      }),
    };
  },
  answer(rows, scope) {
    const { byCategory, top, next } = listPages(rows, scope);
    return {
      ...visitorDays(scope.project),
      by_category: byCategory.map((row) => ({
        category: row.referrerCategory as ReferrerCategory,
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
      })),
      top_referrers: top.map((row) => ({ referrer_url: row.referrer, pageviews: row.pageviews })),
      ...next,
    };
  },
});
