import { pageviewQuery } from '@micrologs/storage';
import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Pageviews by UTM source, medium and campaign; those without a campaign are left out. */
export const utm = defineReport({
  operationId: 'getUtm',
  message: 'UTM data fetched successfully',
  plan: ({ project, days }) => ({
    campaigns: pageviewQuery({
      project: project.id,
      days,
      by: ['utmSource', 'utmMedium', 'utmCampaign'],
      measures: ['pageviews', 'visitors'],
      nonEmpty: ['utmCampaign'],
      mostOf: 'pageviews',
      limit: LIST_CAP,
    }),
  }),
  answer: ({ campaigns }, { project }) => ({
    ...visitorDays(project),
    count: campaigns.length,
    campaigns: campaigns.map((row) => ({
      utm_source: row.utmSource,
      utm_medium: row.utmMedium,
      utm_campaign: row.utmCampaign,
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
  }),
});
