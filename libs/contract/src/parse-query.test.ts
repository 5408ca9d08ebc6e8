import { expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';

function limitOf(search: string): number | string {
  const parsed = parseQuery('getPages', new URLSearchParams(search));
  return parsed.ok ? parsed.value.limit : parsed.message;
}

it.each([
  ['', 20],
  ['limit=5', 5],
  ['limit=0', 1],
  ['limit=-3', 1],
  ['limit=101', 100],
  ['limit=10abc', 10],
  ['limit=abc', 1],
  ['limit=', 1],
  ['limit=7.9', 7],
  ['limit=3&limit=4', 4],
  ['limit[]=5', 'limit must be a number from 1 to 100'],
  ['limit[a]=5', 'limit must be a number from 1 to 100'],
])('%s gives %s rows at most', (search, limit) => {
  expect(limitOf(search)).toBe(limit);
});

it('ignores parameters that it does not know', () => {
  expect(parseQuery('getSessions', new URLSearchParams('limit=x&__proto__=1&range=7d'))).toEqual({
    ok: true,
    value: { range: '7d', interval: 'day', fill: false },
  });
});

it.each([
  ['fill=true', true],
  ['fill=1', true],
  ['fill=false', false],
  ['fill=0', false],
  ['fill=', false],
  ['fill=yes', 'fill must be true or false'],
  ['fill[]=1', 'fill must be true or false'],
])('%s is %s', (search, fill) => {
  const parsed = parseQuery('getSessions', new URLSearchParams(search));
  expect(parsed.ok ? parsed.value.fill : parsed.message).toBe(fill);
});

it('ignores filters that mean nothing', () => {
  const read = (search: string) => parseQuery('getErrors', new URLSearchParams(search));
  expect(read('status=closed&severity=&environment[]=unknown')).toEqual({
    ok: true,
    value: { range: '30d', limit: 50 },
  });
  expect(read('status=open&severity=critical&environment=unknown')).toMatchObject({
    value: { status: 'open', severity: 'critical', environment: 'unknown' },
  });
});

it.each([
  ['', 'id is required'],
  ['id=0', 'id is required'],
  ['id=x', 'id is required'],
  ['id[]=4', 'id is required'],
  ['id=99999999999999999999', 'id is required'],
  ['range=custom&from=2026-03-08&to=2026-03-01', "'from' must be before 'to'"],
  ['range=abc', 'Invalid range. Use a number of days such as 7d, or custom with from and to'],
  ['range[]=7d', 'Invalid range. Use a number of days such as 7d, or custom with from and to'],
  ['range=custom&from[]=2026-03-08&to=2026-03-01', 'Invalid date format. Use YYYY-MM-DD'],
])('%s: the range is judged first, then the id', (search, message) => {
  expect(parseQuery('getErrorDetail', new URLSearchParams(search))).toMatchObject({ ok: false, message });
});

it.each(['0', 'x', '-1', '1.5', ''])('A15: group_id=%s names no group', (id) => {
  expect(parseQuery('getErrorTrend', new URLSearchParams({ group_id: id }))).toMatchObject({
    ok: false,
    message: 'group_id must be a positive integer',
  });
});
