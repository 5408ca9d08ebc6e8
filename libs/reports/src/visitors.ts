import { formatDay } from '@micrologs/domain';
import { defineReport, visitorDays } from './report.ts';
import { percent } from './round.ts';

/** Unique visitors, pageviews, sessions and bounce rate, and the first two per day. */
export const visitors = defineReport(
  'getVisitors',
  'Visitor analytics fetched successfully',
  async (facts, { project, days }) => {
    const scope = { project: project.id, days };
    const [[total], [sessions], series] = await Promise.all([
      facts.pageviews({ ...scope, by: [], measures: ['pageviews', 'visitors'] }),
      facts.sessions({ ...scope, by: 'total' }),
      facts.pageviews({ ...scope, by: ['day'], measures: ['pageviews', 'visitors'] }),
    ]);
    return {
      ...visitorDays(project),
      unique_visitors: total!.visitors,
      total_pageviews: total!.pageviews,
      total_sessions: sessions!.sessions,
      bounce_rate: percent(sessions!.bounces, sessions!.sessions),
      over_time: series.map((row) => ({
        date: formatDay(row.day),
        pageviews: row.pageviews,
        unique_visitors: row.visitors,
      })),
    };
  },
);
