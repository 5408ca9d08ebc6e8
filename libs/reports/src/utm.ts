import { pageviewQuery } from '@micrologs/storage';
import { LIST_CAP, listPages, listRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';

/** Pageviews by UTM source, medium and campaign; those without a campaign are left out. */
export const utm = defineReport({
  operationId: 'getUtm',
  message: 'UTM data fetched successfully',
  cursorWidth: 1,
  plan: (scope) => ({
    campaigns: pageviewQuery({
      ...scope.facts,
      by: ['utmSource', 'utmMedium', 'utmCampaign'],
      measures: ['pageviews', 'visitors'],
      nonEmpty: ['utmCampaign'],
      mostOf: 'pageviews',
      ...listRows(scope, LIST_CAP),
    }),
  }),
  answer(rows, scope) {
    const { campaigns, next } = listPages(rows, scope);
    return {
      ...visitorDays(scope.project),
      count: campaigns.length,
      campaigns: campaigns.map((row) => ({
        utm_source: row.utmSource,
        utm_medium: row.utmMedium,
        utm_campaign: row.utmCampaign,
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
      })),
      ...next,
    };
  },
});
