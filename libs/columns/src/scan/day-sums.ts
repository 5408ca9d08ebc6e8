import type { DayRange, LocalDay } from '@micrologs/domain';
import { type PageviewQuery, pageviewQuery, type SessionQuery, sessionQuery } from '../question.ts';
import type { ColumnSource, DaySums } from '../source.ts';
import { scanPageviews } from './scan-pageviews.ts';
import { scanSessions } from './scan-sessions.ts';

/** Days that are worth summing up for one question; more of them are scanned. */
const FEW_DAYS = 3;

/** The sums of a day, from its columns; null for a day without facts. */
export async function daySumsOf(source: ColumnSource, day: LocalDay): Promise<DaySums | null> {
  const scope = { project: 0, days: { from: day, to: day } };
  const [views] = await scanPageviews(
    source,
    pageviewQuery({ ...scope, by: [], measures: ['pageviews', 'visitors', 'newOnDay', 'sessions', 'engagedMs'] }),
  );
  const [started] = await scanSessions(source, sessionQuery({ ...scope, by: [], people: true }));
  if (views!.pageviews === 0 && started!.sessions === 0) return null;
  const lagging = new Set<number>();
  let maxLag = 0;
  for await (const [session, lag] of laggingSessions(source, scope.days)) {
    lagging.add(session);
    maxLag = Math.max(maxLag, lag);
  }
  return {
    day,
    pageviews: views!.pageviews,
    visitors: views!.visitors,
    newVisitors: views!.newOnDay,
    engagedMs: views!.engagedMs,
    viewedSessions: views!.sessions,
    ownSessions: views!.sessions - lagging.size,
    maxLag,
    started: started!,
  };
}

/** The sums of all days with facts, ascending; null where too many are not kept. */
export async function sumsOfDays(source: ColumnSource, days: DayRange): Promise<DaySums[] | null> {
  const kept = await source.daySums?.(days);
  if (!kept || kept.without.length > FEW_DAYS) return null;
  const sums = [...kept.sums];
  for (const day of kept.without) {
    const made = await daySumsOf(source, day);
    if (made) sums.push(made);
  }
  return sums.sort((a, b) => a.day - b.day);
}

/** How many sessions have a view on these days. */
export async function sessionsOfDays(source: ColumnSource, sums: readonly DaySums[], days: DayRange): Promise<number> {
  // Whoever started on one of the days has a view on that one.
  const earlier = new Set<number>();
  for (const { day, maxLag } of sums) {
    if (day - maxLag >= days.from) continue;
    for await (const [session, lag] of laggingSessions(source, { from: day, to: day })) {
      if (day - lag < days.from) earlier.add(session);
    }
  }
  return sums.reduce((count, { ownSessions }) => count + ownSessions, earlier.size);
}

/** Sessions with views on these days that started on an earlier one, and how many days before; some more than once. */
async function* laggingSessions(source: ColumnSource, days: DayRange): AsyncGenerator<[session: number, lag: number]> {
  for await (const block of source.blocks(days, ['session', 'startLag'])) {
    if (block.lagging === 0) continue;
    const sessions = block.numbers('session');
    const lags = block.numbers('startLag');
    for (let fragment = 0; fragment < lags.length; fragment++) {
      if (lags[fragment]! > 0) yield [sessions[fragment]!, lags[fragment]!];
    }
  }
}

type Asked = Pick<PageviewQuery | SessionQuery, 'filter' | 'times' | 'buckets' | 'nonEmpty' | 'by'>;

/** Whether a question is about whole days, all of what they have, and in no groups but days. */
export function isOfWholeDays({ filter, times, buckets, nonEmpty = [], by }: Asked): boolean {
  const isDay = (dimension: string) => dimension === 'day';
  return !filter && !times && !buckets && nonEmpty.every(isDay) && by.length <= 1 && by.every(isDay);
}
