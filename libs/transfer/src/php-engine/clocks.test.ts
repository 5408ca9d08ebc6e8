import { HOUR_MS, MINUTE_MS } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksOf, parseOffset } from './clocks.ts';

describe('a stored time', () => {
  const { php, database } = clocksOf('Europe/Oslo', 5.5 * HOUR_MS);

  it('that PHP wrote follows its zone, with its summer time', () => {
    expect(php('2026-01-15 12:00:00')).toBe(Date.UTC(2026, 0, 15, 11));
    expect(php('2026-07-15 12:00:00')).toBe(Date.UTC(2026, 6, 15, 10));
  });

  it('that the database wrote has an offset that never changes', () => {
    expect(database('2026-01-15 12:00:00')).toBe(Date.UTC(2026, 0, 15, 6, 30));
    expect(database('2026-07-15 12:00:00')).toBe(Date.UTC(2026, 6, 15, 6, 30));
    expect(clocksOf('Europe/Oslo', null).database('2026-07-15 12:00:00')).toBe(Date.UTC(2026, 6, 15, 10));
  });

  it('that happened twice is the first of the two, one that never was the end of the gap', () => {
    expect(php('2026-10-25 02:30:00')).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(php('2026-03-29 02:30:00')).toBe(Date.UTC(2026, 2, 29, 1));
  });

  it.each([
    null,
    '',
    '0000-00-00 00:00:00',
    '2026-00-10 00:00:00',
    '2026-02-30 00:00:00',
    '1969-12-31 00:00:00',
    'now',
  ])('%j is none', (text) => expect(php(text)).toBeNull());

  it('reads as the clock shows it, in every zone and season', () => {
    const zones = ['Europe/Oslo', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2015, 0) / 1000, max: Date.UTC(2027, 0) / 1000 }),
        (zone, second) => {
          const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
          const text = shown.format(second * 1000);
          const at = clocksOf(zone, null).php(text)!;
          expect(shown.format(at)).toBe(text);
          // Where a time is shown twice, the first instant of the two.
          expect(second * 1000 - at).toBeGreaterThanOrEqual(0);
          expect(second * 1000 - at).toBeLessThanOrEqual(HOUR_MS);
        },
      ),
    );
  });
});

it('offsets are read, and nothing else', () => {
  expect(['+05:30', '-03:00', '+00:00'].map(parseOffset)).toEqual([330 * MINUTE_MS, -180 * MINUTE_MS, 0]);
  expect(['05:30', '+5:30', '+15:00', '+01:60', 'Europe/Oslo', ''].map(parseOffset)).toEqual(Array(6).fill(null));
});
