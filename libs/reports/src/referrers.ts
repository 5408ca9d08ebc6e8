import type { ReferrerCategory } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Full referrer URLs shown at most. */
const TOP_REFERRERS = 20;

/** Pageviews by category of referrer, and the referrer URLs that brought most of them. */
export const referrers = defineReport({
  operationId: 'getReferrers',
  message: 'Referrers fetched successfully',
  plan({ project, days }) {
    const scope = { project: project.id, days, mostOf: 'pageviews' } as const;
    return {
      byCategory: pageviewQuery({
        ...scope,
        by: ['referrerCategory'],
        measures: ['pageviews', 'visitors'],
        limit: LIST_CAP,
      }),
      top: pageviewQuery({
        ...scope,
        by: ['referrer'],
        measures: ['pageviews'],
        nonEmpty: ['referrer'],
        limit: TOP_REFERRERS,
      }),
    };
  },
  answer: ({ byCategory, top }, { project }) => ({
    ...visitorDays(project),
    by_category: byCategory.map((row) => ({
      category: row.referrerCategory as ReferrerCategory,
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
    top_referrers: top.map((row) => ({ referrer_url: row.referrer, pageviews: row.pageviews })),
  }),
});
