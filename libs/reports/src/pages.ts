import { defineReport, visitorDays } from './report.ts';
import { meanSeconds, rounded } from './round.ts';

/** The most viewed URLs, each under its newest title. */
export const pages = defineReport('getPages', 'Pages fetched successfully', async (facts, { project, days, limit }) => {
  const rows = await facts.pageviews({
    project: project.id,
    days,
    by: ['url'],
    measures: ['pageviews', 'visitors', 'latestTitle', 'engagedMs', 'scrollPct'],
    mostOf: 'pageviews',
    limit,
  });
  return {
    ...visitorDays(project),
    count: rows.length,
    pages: rows.map((row) => ({
      url: row.url,
      page_title: row.latestTitle,
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
      avg_engaged_seconds: meanSeconds(row.engagedMs, row.pageviews, 1),
      avg_scroll_pct: row.scrollPct === null ? null : rounded(row.scrollPct, 1),
    })),
  };
});
