import { type LocalDay, parseDay } from '@micrologs/domain';
import { schedule, trafficOf } from '../../../tools/bench/traffic/index.ts';
import { type SessionFacts, sessionFacts, type ViewFacts, viewFacts } from '../src/facts.ts';

const PAGEVIEWS = 10_000_000;
const SEED = 1;

const SHARES = schedule(PAGEVIEWS, parseDay('2026-03-01')!);

export const FIRST_DAY: LocalDay = SHARES[0]!.day;

/** The facts of a day. */
export interface DayOfFacts {
  day: LocalDay;
  views: ViewFacts[];
  sessions: SessionFacts[];
  /** Visitors from this number on are new. */
  firstNew: number;
}

/** Makes one day of a year of 10 million views; what a session did after midnight is left out. */
export function factsOf(day: LocalDay): DayOfFacts {
  const share = SHARES[day - FIRST_DAY]!;
  const traffic = trafficOf(1, share, SEED);
  return {
    day,
    views: traffic.pageviews.filter((view) => view.day === day).map(viewFacts),
    sessions: traffic.sessions.map(sessionFacts),
    firstNew: share.before.visitors + 1,
  };
}
