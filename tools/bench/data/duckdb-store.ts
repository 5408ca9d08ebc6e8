import type { LocalDay, VisitorNumber } from '@micrologs/domain';
import type { DuckDb } from '../duckdb/facts.ts';
import { columnsOf, createTable, PAGEVIEWS, SESSIONS } from '../duckdb/tables.ts';
import type { DayShare } from '../traffic/index.ts';
import type { TrafficStore } from './fill.ts';

/** The same traffic in DuckDB's own tables, in the order of time. */
export async function duckDbStore(database: DuckDb, shares: readonly DayShare[]): Promise<TrafficStore> {
  await database.all(createTable('pageviews', PAGEVIEWS));
  await database.all(createTable('sessions', SESSIONS));
  await database.all('CREATE TABLE IF NOT EXISTS days (day INTEGER)');
  return {
    async days() {
      const [row] = await database.all('SELECT count(*)::INTEGER AS days FROM days');
      return row!.days;
    },
    async add({ sessions, pageviews }, { day }) {
      const entries = new Map(pageviews.toReversed().map((view) => [view.session, view]));
      const views = pageviews.map((view) => ({
        ...view,
        firstDay: firstDayOf(view.visitor, shares),
        entry: entries.get(view.session)!,
      }));
      const visits = sessions.map((session) => ({ session, entry: entries.get(session.number)! }));
      await database.all('BEGIN');
      await database.append('pageviews', columnsOf(PAGEVIEWS, views));
      await database.append('sessions', columnsOf(SESSIONS, visits));
      await database.all('INSERT INTO days VALUES (?)', [day]);
      await database.all('COMMIT');
    },
    close: () => database.close(),
  };
}

/** Visitors are numbered as they come, so the number tells the day. */
function firstDayOf(visitor: VisitorNumber, shares: readonly DayShare[]): LocalDay {
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shares[middle]!.before.visitors < visitor) low = middle;
    else high = middle - 1;
  }
  return shares[low]!.day;
}
