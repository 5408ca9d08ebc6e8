import { pageviewQuery, sessionQuery } from '@micrologs/storage';
import { defineReport, visitorDays } from './report.ts';
import { percent } from './round.ts';

/** Unique visitors, pageviews, sessions and bounce rate, and the first two per interval. */
export const visitors = defineReport({
  operationId: 'getVisitors',
  message: 'Visitor analytics fetched successfully',
  emptyRow: { pageviews: 0, unique_visitors: 0 },
  plan: ({ facts, series }) => ({
    total: pageviewQuery({ ...facts, by: [], measures: ['pageviews', 'visitors'] }),
    sessions: sessionQuery({ ...facts, by: [] }),
    series: pageviewQuery({ ...series, measures: ['pageviews', 'visitors'] }),
  }),
  answer: ({ total: [total], sessions: [{ sessions, bounces }], series }, { project, dateOf }) => ({
    ...visitorDays(project),
    unique_visitors: total.visitors,
    total_pageviews: total.pageviews,
    total_sessions: sessions,
    bounce_rate: percent(bounces, sessions),
    over_time: series.map((row) => ({
      date: dateOf(row),
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
  }),
});
