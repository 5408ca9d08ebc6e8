import {
  DAY_MS,
  type DayRange,
  dayStart,
  type EpochMs,
  formatDay,
  HOUR_MS,
  type IanaZone,
  isoLocal,
  type LocalDay,
  MINUTE_MS,
  zoneOffset,
} from '@micrologs/domain';

const QUARTER_MS = 15 * MINUTE_MS;

/** What a row of a series stands for. */
export type Interval = 'hour' | 'day' | 'week' | 'month';

/** Stretches of time that lie side by side, in order. */
export interface Stretches {
  /** One more than there are stretches: the last one is where the last stretch ends. */
  bounds: EpochMs[];
  /** What a row of the series says of itself: the first day of the stretch, or the first moment of an hour. */
  dates: string[];
}

/** The days cut into intervals of a zone: weeks begin on Mondays; the first and the last one end where the days do. */
export function stretchesOf(interval: Interval, days: DayRange, zone: IanaZone): Stretches {
  const end = dayStart(days.to + 1, zone);
  if (interval === 'hour') {
    const starts = hoursOf(dayStart(days.from, zone), end, zone);
    return { bounds: [...starts, end], dates: starts.map((at) => isoLocal(at, zone)) };
  }
  const starts = daysOf(days)
    .filter((day) => day === days.from || begins(interval, day))
    .map((day) => ({ day, at: dayStart(day, zone) }));
  // A day that a zone left out, when it moved over the date line, begins and ends with the next one.
  const real = starts.filter(({ at }, index) => at < (starts[index + 1]?.at ?? end));
  return { bounds: [...real.map(({ at }) => at), end], dates: real.map(({ day }) => formatDay(day)) };
}

/** True when the days begin at the same moments in both zones. */
export function haveSameDays(days: DayRange, zone: IanaZone, other: IanaZone): boolean {
  if (zone === other) return true;
  return daysOf({ from: days.from, to: days.to + 1 }).every((day) => dayStart(day, zone) === dayStart(day, other));
}

export function daysOf({ from, to }: DayRange): LocalDay[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The moments at which an hour of the wall clock begins. A changed clock begins another, which may be shorter. */
function hoursOf(from: EpochMs, to: EpochMs, zone: IanaZone): EpochMs[] {
  const starts: EpochMs[] = [];
  for (let at = from; at < to; at = nextHour(at, zone)) starts.push(at);
  return starts;
}

function nextHour(at: EpochMs, zone: IanaZone): EpochMs {
  const offset = zoneOffset(at, zone);
  const wall = at + offset;
  const next = at + HOUR_MS - (((wall % HOUR_MS) + HOUR_MS) % HOUR_MS);
  // Clocks are changed at quarters of an hour of UTC.
  for (let quarter = nextQuarter(at); quarter < next; quarter += QUARTER_MS) {
    if (zoneOffset(quarter, zone) !== offset) return quarter;
  }
  return next;
}

function nextQuarter(at: EpochMs): EpochMs {
  return (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS;
}

function begins(interval: 'day' | 'week' | 'month', day: LocalDay): boolean {
  switch (interval) {
    case 'day':
      return true;
    case 'week':
      // 1970-01-01, day 0, was a Thursday.
      return (((day + 3) % 7) + 7) % 7 === 0;
    case 'month':
      return new Date(day * DAY_MS).getUTCDate() === 1;
  }
}
