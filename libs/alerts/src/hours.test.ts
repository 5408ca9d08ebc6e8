import { DAY_MS, HOUR_MS, localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierHours, hourAt } from './hours.ts';

const at = (text: string) => Date.parse(text);
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });

describe('an hour of a zone', () => {
  it('begins where the clocks of the zone show a full hour', () => {
    expect(hourAt(at('2026-03-02T09:47:11Z'), 'Asia/Kolkata')).toEqual({
      from: at('2026-03-02T09:30:00Z'),
      to: at('2026-03-02T10:30:00Z'),
    });
  });

  it('is none where the clocks change in it', () => {
    // Clocks of Berlin go from 3:00 back to 2:00 at 1:00 UTC.
    expect(hourAt(at('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toBeNull();
    expect(hourAt(at('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toBeNull();
    expect(hourAt(at('2026-10-25T02:30:00Z'), 'Europe/Berlin')).toEqual({
      from: at('2026-10-25T02:00:00Z'),
      to: at('2026-10-25T03:00:00Z'),
    });
  });

  it('holds its instant, and is an hour long', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const hour = hourAt(instant, zone);
        if (!hour) return;
        expect(hour.from).toBeLessThanOrEqual(instant);
        expect(hour.to).toBeGreaterThan(instant);
        expect(hour.to - hour.from).toBe(HOUR_MS);
      }),
    );
  });
});

describe('the same hour of earlier days', () => {
  it('keeps to the clocks of the zone over their change, and leaves out what the change left out', () => {
    // 2:00 to 3:00 does not exist on 29 March 2026 in Berlin.
    const hour = hourAt(at('2026-03-31T00:20:00Z'), 'Europe/Berlin')!;
    expect(earlierHours(hour, 'Europe/Berlin', 3).map(({ from }) => new Date(from).toISOString())).toEqual([
      '2026-03-30T00:00:00.000Z',
      '2026-03-28T01:00:00.000Z',
    ]);
  });

  it('lies a day apart, one on each local day', () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: 1, max: 28 }), (instant, zone, days) => {
        const hour = hourAt(instant, zone);
        if (!hour) return;
        const earlier = earlierHours(hour, zone, days);
        expect(earlier.length).toBeGreaterThanOrEqual(days - 2);
        const local = earlier.map(({ from }) => localDay(from, zone));
        expect(new Set(local).size).toBe(earlier.length);
        for (const { from, to } of earlier) {
          expect(to - from).toBe(HOUR_MS);
          const offClock = (hour.from - from) % DAY_MS;
          expect([0, HOUR_MS / 2, HOUR_MS]).toContain(Math.min(offClock, DAY_MS - offClock));
        }
      }),
    );
  });
});
