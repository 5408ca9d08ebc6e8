import { DAY_MS, formatDay, HOUR_MS, type IanaZone, localDay, parseDay } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haveSameDays, type Interval, stretchesOf } from './series.ts';

function cut(interval: Interval, from: string, to: string, zone: IanaZone) {
  const { bounds, dates } = stretchesOf(interval, { from: parseDay(from)!, to: parseDay(to)! }, zone);
  return { dates, hours: bounds.slice(1).map((bound, index) => (bound - bounds[index]!) / HOUR_MS) };
}

describe('hours', () => {
  it('are those of the clock, one less where it goes forward', () => {
    const { dates, hours } = cut('hour', '2026-03-29', '2026-03-29', 'Europe/Oslo');
    expect(hours).toEqual(Array(23).fill(1));
    expect(dates.slice(0, 3)).toEqual([
      '2026-03-29T00:00:00+01:00',
      '2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00:00+02:00',
    ]);
  });

  it('are told apart where the clock repeats one', () => {
    const { dates, hours } = cut('hour', '2025-10-26', '2025-10-26', 'Europe/Oslo');
    expect(hours).toEqual(Array(25).fill(1));
    expect(dates.slice(1, 4)).toEqual([
      '2025-10-26T01:00:00+02:00',
      '2025-10-26T02:00:00+02:00',
      '2025-10-26T02:00:00+01:00',
    ]);
  });

  it('begin where hours of the zone do', () => {
    expect(cut('hour', '2026-03-01', '2026-03-01', 'Asia/Kolkata').dates[1]).toBe('2026-03-01T01:00:00+05:30');
  });

  it('leave a shorter stretch where a clock changes by half an hour', () => {
    const forward = cut('hour', '2026-10-04', '2026-10-04', 'Australia/Lord_Howe');
    expect(forward.dates.slice(1, 4)).toEqual([
      '2026-10-04T01:00:00+10:30',
      '2026-10-04T02:30:00+11:00',
      '2026-10-04T03:00:00+11:00',
    ]);
    expect(forward.hours.slice(1, 4)).toEqual([1, 0.5, 1]);
  });

  it('end where a clock is changed in the middle of one', () => {
    const back = cut('hour', '2026-04-05', '2026-04-05', 'Pacific/Chatham');
    expect(back.dates.slice(3, 6)).toEqual([
      '2026-04-05T03:00:00+13:45',
      '2026-04-05T02:45:00+12:45',
      '2026-04-05T03:00:00+12:45',
    ]);
    expect(back.hours.slice(3, 6)).toEqual([0.75, 0.25, 1]);
  });

  it('begin with the day where it has no midnight', () => {
    expect(cut('hour', '2025-09-07', '2025-09-07', 'America/Santiago').dates[0]).toBe('2025-09-07T01:00:00-03:00');
  });
});

describe('days, weeks and months', () => {
  it('are whole but at the ends of the range', () => {
    expect(cut('day', '2026-03-28', '2026-03-30', 'Europe/Oslo')).toEqual({
      dates: ['2026-03-28', '2026-03-29', '2026-03-30'],
      hours: [24, 23, 24],
    });
    // A Wednesday to a Tuesday.
    expect(cut('week', '2026-03-04', '2026-03-17', 'UTC')).toEqual({
      dates: ['2026-03-04', '2026-03-09', '2026-03-16'],
      hours: [5 * 24, 7 * 24, 2 * 24],
    });
    expect(cut('month', '2026-01-31', '2026-03-01', 'UTC')).toEqual({
      dates: ['2026-01-31', '2026-02-01', '2026-03-01'],
      hours: [24, 28 * 24, 24],
    });
    expect(cut('week', '1969-12-28', '1969-12-30', 'UTC').dates).toEqual(['1969-12-28', '1969-12-29']);
  });

  it('leave out a day that a zone never had', () => {
    const apia = { from: parseDay('2011-12-29')!, to: parseDay('2011-12-31')! };
    expect(stretchesOf('day', apia, 'Pacific/Apia').dates).toEqual(['2011-12-29', '2011-12-31']);
    const none = { from: apia.from + 1, to: apia.from + 1 };
    expect(stretchesOf('day', none, 'Pacific/Apia').dates).toEqual([]);
  });
});

it('puts every moment into the stretch that its wall clock tells', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Oslo',
    'America/New_York',
    'Pacific/Chatham',
    'America/Santiago',
    'Asia/Kolkata',
  );
  const interval = fc.constantFrom<Interval>('hour', 'day', 'week', 'month');
  const day = fc.integer({ min: parseDay('2024-01-01')!, max: parseDay('2027-01-01')! });
  fc.assert(
    fc.property(zone, interval, day, fc.nat(31), fc.nat(), (zone, interval, from, length, moment) => {
      const { bounds, dates } = stretchesOf(interval, { from, to: from + length }, zone);
      expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      expect(new Set(bounds).size).toBe(dates.length + 1);
      const at = bounds[0]! + (moment % (bounds.at(-1)! - bounds[0]!));
      const index = bounds.findLastIndex((bound) => bound <= at);
      expect(dates[index]!.slice(0, 10)).toBe(formatDay(firstDayOf(interval, at, zone, from)));
      if (interval === 'hour') expect(Date.parse(dates[index]!)).toBe(bounds[index]);
    }),
  );
});

/** The first day of the interval in which a moment lies, told by the calendar of the runtime. */
function firstDayOf(interval: Interval, at: number, zone: IanaZone, from: number): number {
  const day = localDay(at, zone);
  const date = new Date(day * DAY_MS);
  if (interval === 'week') return Math.max(from, day - ((date.getUTCDay() + 6) % 7));
  if (interval === 'month') return Math.max(from, day - date.getUTCDate() + 1);
  return day;
}

it('knows zones whose days are the same', () => {
  const march = { from: parseDay('2026-03-01')!, to: parseDay('2026-03-31')! };
  expect(haveSameDays(march, 'Europe/Oslo', 'Europe/Berlin')).toBe(true);
  expect(haveSameDays(march, 'Europe/Oslo', 'Europe/London')).toBe(false);
  // The same offset, but for one day of the two.
  expect(haveSameDays(march, 'Africa/Lagos', 'Europe/Oslo')).toBe(false);
  expect(haveSameDays({ ...march, to: parseDay('2026-03-28')! }, 'Africa/Lagos', 'Europe/Oslo')).toBe(true);
  // The last day ends an hour earlier.
  expect(haveSameDays({ ...march, to: parseDay('2026-03-29')! }, 'Africa/Lagos', 'Europe/Oslo')).toBe(false);
});
