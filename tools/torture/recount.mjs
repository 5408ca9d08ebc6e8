import { isPageview, visitorOf } from './sender.mjs';

const DAY_MS = 86_400_000;

const percent = (part, whole) => (whole === 0 ? 0 : Math.round((part * 1000) / whole) / 10);
const dateOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** What the reports must say of the events: each visitor has one session on each of their days. */
export function recount(events) {
  /** Views by day, and on each by visitor. */
  const days = new Map();
  const firstDays = new Map();
  for (const event of events) {
    if (!isPageview(event)) continue;
    const { day, number } = event;
    const visitor = visitorOf(number);
    const views = days.get(day) ?? new Map();
    days.set(day, views.set(visitor, (views.get(visitor) ?? 0) + 1));
    firstDays.set(visitor, Math.min(day, firstDays.get(visitor) ?? day));
  }
  const series = [...days].sort(([a], [b]) => a - b);
  const viewsOfSessions = series.flatMap(([, views]) => [...views.values()]);
  const pageviews = viewsOfSessions.reduce((sum, views) => sum + views, 0);
  const bounceRate = percent(viewsOfSessions.filter((views) => views === 1).length, viewsOfSessions.length);
  return {
    visitors: {
      unique_visitors: firstDays.size,
      total_pageviews: pageviews,
      total_sessions: viewsOfSessions.length,
      bounce_rate: bounceRate,
      over_time: series.map(([day, views]) => ({
        date: dateOf(day),
        pageviews: [...views.values()].reduce((sum, count) => sum + count, 0),
        unique_visitors: views.size,
      })),
    },
    sessions: series.map(([day, views]) => ({ date: dateOf(day), sessions: views.size })),
    returning: series.map(([day, views]) => {
      const isNew = (visitor) => firstDays.get(visitor) === day;
      const newVisitors = [...views.keys()].filter(isNew).length;
      return { date: dateOf(day), new_visitors: newVisitors, returning_visitors: views.size - newVisitors };
    }),
  };
}

/** The same as the server's reports tell it. */
export async function readReports(server) {
  const ask = (report) => server.read(`/api/analytics/${report}?range=365d`);
  const { unique_visitors, total_pageviews, total_sessions, bounce_rate, over_time } = await ask('visitors');
  const sessions = (await ask('sessions')).over_time;
  const returning = (await ask('visitors-returning')).over_time;
  return {
    visitors: { unique_visitors, total_pageviews, total_sessions, bounce_rate, over_time },
    sessions: sessions.map(({ date, sessions }) => ({ date, sessions })),
    returning,
  };
}
