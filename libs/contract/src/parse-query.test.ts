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
    value: { range: '7d' },
  });
});
