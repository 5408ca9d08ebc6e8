import { formatDay, parseDay } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { parseRange, type RangeQuery } from './range.ts';
import { ContractError } from './result.ts';

const today = parseDay('2026-03-08')!;

function daysOf(search: string): string {
  const parsed = parseQuery('getVisitors', new URLSearchParams(search));
  if (!parsed.ok) return parsed.message;
  const { from, to } = parseRange(parsed.value, today);
  return `${formatDay(from)}..${formatDay(to)}`;
}

describe('a number of days', () => {
  it.each([
    ['', '2026-02-06..2026-03-08'],
    ['range=7d', '2026-03-01..2026-03-08'],
    ['range=7', '2026-03-01..2026-03-08'],
    ['range=+7+', '2026-03-01..2026-03-08'],
    ['range=0d', '2026-03-07..2026-03-08'],
    ['range=1000d', '2025-03-08..2026-03-08'],
    ['range=99999999999999999999999d', '2025-03-08..2026-03-08'],
    ['range=7d&from=junk&to[]=x', '2026-03-01..2026-03-08'],
    ['range=junk&range=7d', '2026-03-01..2026-03-08'],
  ])('%s', (search, days) => {
    expect(daysOf(search)).toBe(days);
  });

  it.each(['range=', 'range=abc', 'range=-7d', 'range=1.5d', 'range=7days', 'range=7d&range=x', 'range[]=7d'])(
    '%s is refused',
    (search) => {
      expect(daysOf(search)).toBe('Invalid range. Use a number of days such as 7d, or custom with from and to');
    },
  );
});

describe('custom days', () => {
  it('are both included', () => {
    expect(daysOf('range=custom&from=2026-01-01&to=2026-01-31')).toBe('2026-01-01..2026-01-31');
    expect(daysOf('range=custom&from=2026-01-01&to=2026-01-01')).toBe('2026-01-01..2026-01-01');
  });

  it.each([
    'range=custom',
    'range=custom&from=2026-01-01',
    'range=custom&to=2026-01-01',
    'range=custom&from=2026-02-31&to=2026-03-01',
    'range=custom&from=2026-01-01&to=2026-13-01',
    'range=custom&from=2026-1-1&to=2026-01-02',
    'range=custom&from=2026-01-01T00:00:00&to=2026-01-02',
    'range=custom&from[]=2026-01-01&to=2026-01-02',
  ])('%s has no dates', (search) => {
    expect(daysOf(search)).toBe('Invalid date format. Use YYYY-MM-DD');
  });

  it('span 365 days at most, in order', () => {
    expect(daysOf('range=custom&from=2026-01-02&to=2026-01-01')).toBe("'from' must be before 'to'");
    expect(daysOf('range=custom&from=2025-01-01&to=2026-01-01')).toBe('2025-01-01..2026-01-01');
    expect(daysOf('range=custom&from=2025-01-01&to=2026-01-02')).toBe('Custom date range cannot exceed 365 days');
  });
});

it('never throws for what parseQuery accepted', () => {
  const parameter = fc.oneof(fc.string(), fc.constantFrom('custom', '7d', '2026-01-01', '2026-02-01', '2020-02-29'));
  const search = fc.record({ range: parameter, from: parameter, to: parameter }, { requiredKeys: [] });
  fc.assert(
    fc.property(search, (parameters) => {
      const parsed = parseQuery('getVisitors', new URLSearchParams(parameters));
      if (!parsed.ok) return;
      const { from, to } = parseRange(parsed.value, today);
      expect(to - from).toBeGreaterThanOrEqual(0);
      expect(to - from).toBeLessThanOrEqual(365);
    }),
  );
});

it('throws for a range that was never checked', () => {
  const query: RangeQuery = { range: 'custom', from: 'x' };
  expect(() => parseRange(query, today)).toThrow(
    new ContractError({ message: 'Invalid date format. Use YYYY-MM-DD', field: 'from' }),
  );
});
