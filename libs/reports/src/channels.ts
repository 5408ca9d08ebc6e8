import type { Channel } from '@micrologs/domain';
import { pageviewQuery, type SessionSums, sessionQuery } from '@micrologs/storage';
import { countedPage, countedRows } from './paging.ts';
import { defineReport, visitorDays } from './report.ts';
import { sessionMeans } from './session-means.ts';

const NO_SESSIONS: SessionSums = {
  sessions: 0,
  visitors: 0,
  bounces: 0,
  durationMs: 0,
  unbouncedDurationMs: 0,
  engagedMs: 0,
};

/**
 * Sessions by channel, most first. The pageviews of a channel are those in the range, also where their session started
 * before it, so a channel may have pageviews alone.
 */
export const channels = defineReport({
  operationId: 'getChannels',
  message: 'Channels fetched successfully',
  cursorWidth: 1,
  plan: ({ facts }) => ({
    sessions: sessionQuery({ ...facts, by: ['channel'], people: true, mostFirst: true }),
    views: pageviewQuery({ ...facts, by: ['channel'], measures: ['pageviews'] }),
  }),
  answer({ sessions, views }, scope) {
    const viewsOf = new Map(views.map(({ channel, pageviews }) => [channel, pageviews]));
    const started = new Set(sessions.map(({ channel }) => channel));
    const others = views.filter(({ channel }) => !started.has(channel));
    // Channels are few, so there is no question for one page of them alone.
    const all = [...sessions, ...others.map(({ channel }) => ({ channel, ...NO_SESSIONS }))];
    const { limit, offset } = countedRows(scope);
    const { rows, next_cursor } = countedPage(all.slice(offset, offset + limit), scope);
    return {
      ...visitorDays(scope.project),
      count: rows.length,
      channels: rows.map((row) => ({
        channel: row.channel as Channel,
        sessions: row.sessions,
        unique_visitors: row.visitors,
        pageviews: viewsOf.get(row.channel) ?? 0,
        ...sessionMeans(row),
      })),
      next_cursor,
    };
  },
});
