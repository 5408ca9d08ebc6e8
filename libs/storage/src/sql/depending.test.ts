import { expect, it } from 'vitest';
import type { FactQuery } from '../facts.ts';
import { type Answered, plainQuery } from './depending.ts';

const PROJECT = 7;
const days = { from: 20_000, to: 20_006 };

function answers(entries: Record<string, { from: FactQuery['from']; rows: object[] }>): Map<string, Answered> {
  return new Map(Object.entries(entries));
}

it('leaves a query alone that says everything itself', () => {
  const counts: FactQuery = { from: 'errorCounts', project: PROJECT, days, groups: [3], by: [] };
  const sessions: FactQuery = { from: 'sessions', project: PROJECT, days, by: ['day'] };
  expect(plainQuery(counts, answers({}))).toBe(counts);
  expect(plainQuery(sessions, answers({}))).toBe(sessions);
});

it('takes groups from groups and from counts by group, and a link from links', () => {
  const known = answers({
    groups: { from: 'errorGroups', rows: [{ number: 4 }, { number: 2 }] },
    top: { from: 'errorCounts', rows: [{ group: 9 }] },
    link: { from: 'links', rows: [{ id: 12 }] },
  });
  expect(plainQuery({ from: 'errorEnvironments', project: PROJECT, groups: { rowsOf: 'groups' } }, known)).toEqual({
    from: 'errorEnvironments',
    project: PROJECT,
    groups: [4, 2],
  });
  expect(plainQuery({ from: 'errorGroups', project: PROJECT, numbers: { rowsOf: 'top' }, limit: 5 }, known)).toEqual({
    from: 'errorGroups',
    project: PROJECT,
    numbers: [9],
    limit: 5,
  });
  const clicks = { from: 'clicks', project: PROJECT, days, counted: true, by: [] } as const;
  expect(plainQuery({ ...clicks, link: { rowsOf: 'link' } }, known)).toEqual({ ...clicks, link: 12 });
});

it('asks nothing about no rows', () => {
  const known = answers({ groups: { from: 'errorGroups', rows: [] } });
  expect(
    plainQuery({ from: 'errorCounts', project: PROJECT, days, groups: { rowsOf: 'groups' }, by: [] }, known),
  ).toBeNull();
});

it('refuses a query that depends on one that does not come before it, or on other things', () => {
  const query: FactQuery = { from: 'errorEnvironments', project: PROJECT, groups: { rowsOf: 'groups' } };
  expect(() => plainQuery(query, answers({}))).toThrow('takes the rows of groups, which does not come before it');
  expect(() => plainQuery(query, answers({ groups: { from: 'links', rows: [{ id: 1 }] } }))).toThrow(
    'There are no error groups in the rows about links',
  );
});
