import { formatDay } from '@micrologs/domain';
import { pageviewQuery, sessionQuery } from '@micrologs/storage';
import { defineReport, visitorDays } from './report.ts';
import { percent } from './round.ts';

/** Unique visitors, pageviews, sessions and bounce rate, and the first two per day. */
export const visitors = defineReport({
  operationId: 'getVisitors',
  message: 'Visitor analytics fetched successfully',
  emptyDay: { pageviews: 0, unique_visitors: 0 },
  plan({ project, days }) {
    const scope = { project: project.id, days };
    return {
      total: pageviewQuery({ ...scope, by: [], measures: ['pageviews', 'visitors'] }),
      sessions: sessionQuery({ ...scope, by: [] }),
      series: pageviewQuery({ ...scope, by: ['day'], measures: ['pageviews', 'visitors'] }),
    };
  },
  answer: ({ total: [total], sessions: [{ sessions, bounces }], series }, { project }) => ({
    ...visitorDays(project),
    unique_visitors: total.visitors,
    total_pageviews: total.pageviews,
    total_sessions: sessions,
    bounce_rate: percent(bounces, sessions),
    over_time: series.map((row) => ({
      date: formatDay(row.day),
      pageviews: row.pageviews,
      unique_visitors: row.visitors,
    })),
  }),
});
