import { formatDay, parseDay } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { parseQuery } from './parse-query.ts';
import { type Comparison, comparedDays } from './range.ts';

function read(parameters: Record<string, string>, operation: 'getVisitors' | 'getPages' = 'getVisitors') {
  const parsed = parseQuery(operation, new URLSearchParams(parameters));
  return parsed.ok ? parsed.value : [parsed.field, parsed.message];
}

describe('the parameters that reports share', () => {
  it('are absent unless they are given', () => {
    expect(read({})).toEqual({ range: '30d', interval: 'day', fill: false });
    expect(read({}, 'getPages')).toEqual({ range: '30d', by: 'url', limit: 20 });
    expect(read({ filters: '' })).toEqual(read({}));
    expect(read({ filters: '[]' })).toEqual(read({}));
  });

  it('come in their strict form', () => {
    expect(
      read({ timezone: ' Europe/Oslo ', interval: 'week', compare: 'year', filters: '["is_not","os","iOS"]' }),
    ).toMatchObject({
      timezone: 'Europe/Oslo',
      interval: 'week',
      compare: 'year',
      filters: { not: { field: 'os', op: 'is', values: ['iOS'] } },
    });
  });

  const ZONE = 'timezone must be the IANA name of a time zone such as Europe/Oslo';
  const INTERVAL = 'interval must be hour, day, week or month';
  const HOURS = 'interval=hour takes a range of 31 days at most';
  it.each([
    [{ timezone: '' }, 'timezone', ZONE],
    [{ timezone: '+02:00' }, 'timezone', ZONE],
    [{ timezone: 'Europe/Nowhere' }, 'timezone', ZONE],
    [{ 'timezone[]': 'UTC' }, 'timezone', ZONE],
    [{ interval: '' }, 'interval', INTERVAL],
    [{ interval: 'Day' }, 'interval', INTERVAL],
    [{ interval: 'hour', range: '32d' }, 'interval', HOURS],
    [{ interval: 'hour', range: 'custom', from: '2026-01-01', to: '2026-02-02' }, 'interval', HOURS],
    [{ compare: '' }, 'compare', 'compare must be previous or year'],
    [{ compare: 'week' }, 'compare', 'compare must be previous or year'],
    [
      { compare: 'previous', range: 'custom', from: '0000-01-02', to: '0000-01-03' },
      'compare',
      'compare must not reach before the year 0',
    ],
    [{ filters: '["is"]' }, 'filters', "'filters' must have an operator, a field and values"],
    [{ 'filters[]': '[]' }, 'filters', 'filters must be a text'],
    [{ filters: 'x', interval: 'x', range: 'x' }, 'range', expect.stringContaining('Invalid range')],
  ])('%j: %s', (parameters, field, message) => {
    expect(read(parameters)).toEqual([field, message]);
  });

  it('take hours of up to 31 days', () => {
    const month = { range: 'custom', from: '2026-01-01', to: '2026-02-01' };
    expect(read({ interval: 'hour', range: '31d' })).toMatchObject({ interval: 'hour' });
    expect(read({ interval: 'hour', ...month })).toMatchObject({ interval: 'hour' });
  });

  it('make other lists, whose cursors are their own', () => {
    const scope = (parameters: Record<string, string>) => ({
      operationId: 'getPages' as const,
      project: 3,
      query: read(parameters, 'getPages') as Record<string, unknown>,
    });
    const filters = '["is","os","iOS"]';
    const cursor = encodeCursor(scope({ filters }), [20]);
    expect(decodeCursor(scope({ filters: ' [["is", "os", ["iOS"]]] ', limit: '5' }), cursor, 1)).toEqual([20]);
    const others: Record<string, string>[] = [
      {},
      { filters: '["is","os","macOS"]' },
      { filters, timezone: 'UTC' },
      { filters, compare: 'year' },
      { filters, by: 'path' },
    ];
    for (const other of others) expect(() => decodeCursor(scope(other), cursor, 1)).toThrow('cursor is not valid');
  });
});

describe('the days that a range is compared with', () => {
  const compared = (from: string, to: string, comparison: Comparison) => {
    const days = comparedDays({ from: parseDay(from)!, to: parseDay(to)! }, comparison);
    return `${formatDay(days.from)}..${formatDay(days.to)}`;
  };

  it.each([
    ['2026-03-08', '2026-03-08', 'previous', '2026-03-07..2026-03-07'],
    ['2026-03-01', '2026-03-08', 'previous', '2026-02-21..2026-02-28'],
    ['2026-03-01', '2026-03-08', 'year', '2025-03-01..2025-03-08'],
    ['2024-02-29', '2024-02-29', 'year', '2023-02-28..2023-02-28'],
    ['2024-02-01', '2024-02-29', 'year', '2023-02-01..2023-02-28'],
    ['2024-02-29', '2024-03-31', 'year', '2023-02-28..2023-03-31'],
    ['2025-02-01', '2025-02-28', 'year', '2024-02-01..2024-02-28'],
    ['2025-02-28', '2025-03-01', 'year', '2024-02-28..2024-03-01'],
  ] as const)('%s..%s, %s: %s', (from, to, comparison, days) => {
    expect(compared(from, to, comparison)).toBe(days);
  });

  it('are as many, or the same dates', () => {
    const day = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(day, fc.nat(365), (from, length) => {
        const days = { from, to: from + length };
        const before = comparedDays(days, 'previous');
        expect([before.to - before.from, before.to + 1]).toEqual([length, from]);
        const year = comparedDays(days, 'year');
        for (const [then, now] of [
          [year.from, days.from],
          [year.to, days.to],
        ] as const) {
          const [date, today] = [formatDay(then), formatDay(now)];
          expect(Number(date.slice(0, 4))).toBe(Number(today.slice(0, 4)) - 1);
          expect(date.slice(4)).toBe(today.endsWith('-02-29') ? '-02-28' : today.slice(4));
        }
      }),
    );
  });
});
