import { expect, it } from 'vitest';
import { optedOut } from './opt-out.ts';

it('reads both signals where the project respects them', () => {
  expect(optedOut({ dnt: '1' }, { respectDnt: true })).toBe(true);
  expect(optedOut({ 'sec-gpc': '1' }, { respectDnt: true })).toBe(true);
  expect(optedOut({ dnt: '0', 'sec-gpc': '1' }, { respectDnt: true })).toBe(true);
});

it('takes nothing else for a signal', () => {
  for (const headers of [{}, { dnt: '0' }, { dnt: 'unspecified' }, { 'sec-gpc': '?1' }, { dnt: '' }]) {
    expect(optedOut(headers, { respectDnt: true })).toBe(false);
  }
});

it('leaves both alone in every other project', () => {
  expect(optedOut({ dnt: '1', 'sec-gpc': '1' }, { respectDnt: false })).toBe(false);
});
