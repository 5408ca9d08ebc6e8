import { pageviewQuery } from '@micrologs/storage';
import { defineReport, visitorDays } from './report.ts';
import { meanSeconds, rounded } from './round.ts';

/** The most viewed URLs, each under its newest title. */
export const pages = defineReport({
  operationId: 'getPages',
  message: 'Pages fetched successfully',
  plan: ({ project, days, limit }) => ({
    pages: pageviewQuery({
      project: project.id,
      days,
      by: ['url'],
      measures: ['pageviews', 'visitors', 'latestTitle', 'engagedMs', 'scrollPct'],
      mostOf: 'pageviews',
      limit,
    }),
  }),
  answer: ({ pages }, { project }) => ({
    ...visitorDays(project),
    count: pages.length,
    pages: pages.map((row) => ({
      url: row.url,
      page_title: row.latestTitle,
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
      avg_engaged_seconds: meanSeconds(row.engagedMs, row.pageviews, 1),
      avg_scroll_pct: row.scrollPct === null ? null : rounded(row.scrollPct, 1),
    })),
  }),
});
