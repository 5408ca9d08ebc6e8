import type { ReferrerCategory } from '@micrologs/domain';
import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Full referrer URLs shown at most. */
const TOP_REFERRERS = 20;

/** Pageviews by category of referrer, and the referrer URLs that brought most of them. */
export const referrers = defineReport(
  'getReferrers',
  'Referrers fetched successfully',
  async (facts, { project, days }) => {
    const scope = { project: project.id, days, mostOf: 'pageviews' } as const;
    const [byCategory, top] = await Promise.all([
      facts.pageviews({
        ...scope,
        by: ['referrerCategory'],
        measures: ['pageviews', 'visitors'],
        limit: LIST_CAP,
      }),
      facts.pageviews({
        ...scope,
        by: ['referrer'],
        measures: ['pageviews'],
        nonEmpty: ['referrer'],
        limit: TOP_REFERRERS,
      }),
    ]);
    return {
      ...visitorDays(project),
      by_category: byCategory.map((row) => ({
        category: row.referrerCategory as ReferrerCategory,
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
      })),
      top_referrers: top.map((row) => ({ referrer_url: row.referrer, pageviews: row.pageviews })),
    };
  },
);
