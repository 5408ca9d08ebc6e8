import { defineReport, LIST_CAP, visitorDays } from './report.ts';

/** Pageviews by UTM source, medium and campaign; those without a campaign are left out. */
export const utm = defineReport('getUtm', 'UTM data fetched successfully', async (facts, { project, days }) => {
  const rows = await facts.pageviews({
    project: project.id,
    days,
    by: ['utmSource', 'utmMedium', 'utmCampaign'],
    measures: ['pageviews', 'visitors'],
    nonEmpty: ['utmCampaign'],
    mostOf: 'pageviews',
    limit: LIST_CAP,
  });
  return {
    ...visitorDays(project),
    count: rows.length,
    campaigns: rows.map((row) => ({
      utm_source: row.utmSource,
      utm_medium: row.utmMedium,
      utm_campaign: row.utmCampaign,
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
  };
});
