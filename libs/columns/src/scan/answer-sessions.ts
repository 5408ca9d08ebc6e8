import type { SessionGroup, SessionQuery, SessionRow, SessionSums } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { isOfWholeDays, sumsOfDays } from './day-sums.ts';
import { scanSessions } from './scan-sessions.ts';

/** Answers from columns, or from what is kept of days and months; the same as a recount of the single sessions. */
export async function answerSessions<D extends SessionGroup>(
  source: ColumnSource,
  query: SessionQuery<D>,
): Promise<SessionRow<D>[]> {
  const rows = await rowsOfSums(source, query);
  return (rows as SessionRow<D>[] | null) ?? scanSessions(source, query);
}

/** Null where sums of days are not enough. */
async function rowsOfSums(source: ColumnSource, query: SessionQuery): Promise<SessionSums[] | null> {
  const { by, people, mostFirst, offset = 0, limit } = query;
  // Who started sessions on several days is not known from sums.
  if (!isOfWholeDays(query) || (by.length === 0 && people)) return null;
  const sums = await sumsOfDays(source, query.days);
  if (!sums) return null;
  const days = sums.map(({ day, started }) => ({ day, ...started, visitors: people ? started.visitors : 0 }));
  if (by.length === 0)
    return [days.reduce((total, { day: _, ...started }) => added(total, started), NOTHING)].slice(offset);
  const rows = days.filter(({ sessions }) => sessions > 0);
  if (mostFirst) rows.sort((a, b) => b.sessions - a.sessions || a.day - b.day);
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

const NOTHING: SessionSums = {
  sessions: 0,
  visitors: 0,
  bounces: 0,
  durationMs: 0,
  unbouncedDurationMs: 0,
  engagedMs: 0,
};

function added(a: SessionSums, b: SessionSums): SessionSums {
  const names = Object.keys(NOTHING) as (keyof SessionSums)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as SessionSums;
}
