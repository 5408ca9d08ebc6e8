import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  dayStart,
  daysOfMonth,
  formatDay,
  formatLocal,
  HOUR_MS,
  isoLocal,
  isTimeZone,
  localDay,
  monthOf,
  offsetSpans,
  parseDay,
  zoneOffset,
} from './time.ts';

const ZONES = [
  'UTC',
  'Europe/Oslo',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Africa/Cairo',
];
const zone = fc.constantFrom(...ZONES);
/** Years whose rules this runtime's zone data holds, with minutes as the smallest step of a clock change. */
const instant = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2037, 0) });

/** The wall clock as the runtime itself writes it. */
function wallClock(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
}

describe('wall clocks', () => {
  it('are those of the runtime, at any instant in any zone', () => {
    fc.assert(
      fc.property(instant, zone, (at, name) => {
        expect(formatLocal(at, name)).toBe(wallClock(at, name));
        expect(formatDay(localDay(at, name))).toBe(wallClock(at, name).slice(0, 10));
      }),
      { numRuns: 500 },
    );
  });

  it('change at the very instant of a clock change', () => {
    const change = Date.UTC(2026, 2, 29, 1);
    expect(zoneOffset(change - 1, 'Europe/Oslo')).toBe(HOUR_MS);
    expect(zoneOffset(change, 'Europe/Oslo')).toBe(2 * HOUR_MS);
  });
});

describe('ISO times', () => {
  it('T2: name the very instant, on the same wall clock', () => {
    fc.assert(
      fc.property(instant, zone, (at, name) => {
        const text = isoLocal(at, name);
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
        expect(Date.parse(text)).toBe(Math.floor(at / 1000) * 1000);
        expect(text.slice(0, 19)).toBe(formatLocal(at, name).replace(' ', 'T'));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [Date.UTC(2026, 9, 25, 0, 30), 'Europe/Oslo', '2026-10-25T02:30:00+02:00'],
    [Date.UTC(2026, 9, 25, 1, 30), 'Europe/Oslo', '2026-10-25T02:30:00+01:00'],
    [Date.UTC(2026, 2, 1), 'UTC', '2026-03-01T00:00:00+00:00'],
    [Date.UTC(2026, 2, 1), 'America/St_Johns', '2026-02-28T20:30:00-03:30'],
    [Date.parse('0000-01-01T00:00:00Z'), 'Asia/Kolkata', '0000-01-01T05:53:00+05:53'],
    [Date.parse('0099-06-01T00:00:00Z'), 'Asia/Kolkata', '0099-06-01T05:53:00+05:53'],
    [Date.UTC(9999, 11, 31, 23), 'Europe/Oslo', '+010000-01-01T00:00:00+01:00'],
    [Date.UTC(1970, 0, 1), 'Africa/Monrovia', '1969-12-31T23:16:00-00:44'],
  ])('%s in %s is %s', (at, name, text) => {
    expect(isoLocal(at, name)).toBe(text);
  });
});

describe('days', () => {
  it('start where the one before ends, and hold their first instant', () => {
    fc.assert(
      fc.property(instant, zone, (at, name) => {
        const day = localDay(at, name);
        const start = dayStart(day, name);
        const next = dayStart(day + 1, name);
        expect(start).toBeLessThanOrEqual(at);
        expect(next).toBeGreaterThan(at);
        // Apia left a whole day out in 2011, so the day before may be two numbers away.
        if (next > start) {
          expect(localDay(start, name)).toBe(day);
          expect(localDay(start - 1, name)).toBeLessThan(day);
          expect(localDay(next - 1, name)).toBe(day);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have 23 and 25 hours where clocks change', () => {
    const length = (text: string, name: string) =>
      dayStart(parseDay(text)! + 1, name) - dayStart(parseDay(text)!, name);
    expect(length('2026-03-29', 'Europe/Oslo')).toBe(23 * HOUR_MS);
    expect(length('2026-10-25', 'Europe/Oslo')).toBe(25 * HOUR_MS);
    expect(length('2026-03-30', 'Europe/Oslo')).toBe(DAY_MS);
  });

  it('begin after the gap where midnight does not exist', () => {
    const start = dayStart(parseDay('2018-11-04')!, 'America/Sao_Paulo');
    expect(formatLocal(start, 'America/Sao_Paulo')).toBe('2018-11-04 01:00:00');
    expect(formatLocal(start - 1, 'America/Sao_Paulo')).toBe('2018-11-03 23:59:59');
  });

  it('are read and written as YYYY-MM-DD, and nothing else is a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 40_000 }), (day) => {
        expect(parseDay(formatDay(day))).toBe(day);
      }),
    );
    for (const text of [
      '2026-02-31',
      '2026-13-01',
      '2026-1-1',
      '20260101',
      '',
      '2026-01-01T00:00',
      '2025-02-29',
      'x',
    ]) {
      expect(parseDay(text), text).toBeNull();
    }
  });
});

it('knows time zones by name only', () => {
  for (const name of ['UTC', 'Europe/Oslo', 'America/Argentina/Ushuaia']) expect(isTimeZone(name), name).toBe(true);
  for (const name of ['', '+05:30', 'Mars/Olympus', 'Europe/Oslo ', '5']) expect(isTimeZone(name), name).toBe(false);
});

it('cuts time into spans of one offset that leave nothing out', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 800 }), zone, (from, days, name) => {
      const to = from + days * DAY_MS;
      const spans = offsetSpans(from, to, name);
      expect(spans[0]!.from).toBe(from);
      expect(spans.at(-1)!.to).toBe(to);
      for (const [index, span] of spans.entries()) {
        if (index > 0) expect(span.from).toBe(spans[index - 1]!.to);
        expect(zoneOffset(span.from, name)).toBe(span.offset);
        expect(zoneOffset(span.to - 1, name)).toBe(span.offset);
      }
    }),
    { numRuns: 60 },
  );
});

it('numbers months, each with its days', () => {
  expect(daysOfMonth(2024 * 12 + 1)).toEqual({ from: parseDay('2024-02-01'), to: parseDay('2024-02-29') });
  fc.assert(
    fc.property(fc.integer({ min: -30_000, max: 60_000 }), (day) => {
      const { from, to } = daysOfMonth(monthOf(day));
      expect(day).toBeGreaterThanOrEqual(from);
      expect(day).toBeLessThanOrEqual(to);
      expect([monthOf(from), monthOf(to), monthOf(to + 1)]).toEqual([0, 0, 1].map((more) => monthOf(day) + more));
    }),
  );
});
