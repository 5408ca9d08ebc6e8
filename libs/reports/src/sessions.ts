import { pageviewQuery, sessionQuery } from '@micrologs/storage';
import { defineReport } from './report.ts';
import { meanSeconds, percent, ratio } from './round.ts';

/**
 * Sessions that started in the range: how many, how many bounced, how long they lasted. Only the pages per session look
 * at the pageviews in the range instead, so a session over midnight counts on both days there.
 */
export const sessions = defineReport({
  operationId: 'getSessions',
  message: 'Session analytics fetched successfully',
  emptyRow: { sessions: 0, avg_duration_seconds: 0 },
  plan: ({ facts, series }) => ({
    total: sessionQuery({ ...facts, by: [] }),
    series: sessionQuery(series),
    views: pageviewQuery({ ...facts, by: [], measures: ['pageviews', 'sessions'] }),
  }),
  answer({ total: [total], series, views: [views] }, { dateOf }) {
    const { sessions: count, bounces, durationMs, unbouncedDurationMs, engagedMs } = total;
    return {
      total_sessions: count,
      bounce_rate: percent(bounces, count),
      avg_duration_seconds: meanSeconds(durationMs, count),
      avg_duration_engaged: meanSeconds(unbouncedDurationMs, count - bounces),
      avg_engaged_seconds: meanSeconds(engagedMs, count, 1),
      avg_pages_per_session: ratio(views.pageviews, views.sessions, 2),
      over_time: series.map((row) => ({
        date: dateOf(row),
        sessions: row.sessions,
        avg_duration_seconds: meanSeconds(row.durationMs, row.sessions),
      })),
    };
  },
});
