import { expect, it } from 'vitest';
import { defaultRateLimits, parseRateLimits } from './rate-limits.ts';

it('has the limits that the contract documents', () => {
  const limits = Object.fromEntries(defaultRateLimits());
  expect(limits).toMatchObject({
    'projects/create': 5,
    'projects/delete': 5,
    'projects/regenerate-keys': 5,
    'projects/edit': 10,
    'projects/toggle': 10,
    'projects/verify': 20,
    'projects/list': 30,
    'analytics/visitors': 60,
    'analytics/utm': 60,
    'ingest-public': 600,
    'ingest-secret': 6000,
    redirect: 120,
    'link-passwords': 10,
  });
  expect(limits).not.toHaveProperty('health');
});

it('switches all of them off', () => {
  expect(new Set(parseRateLimits('off')!.values())).toEqual(new Set([null]));
});

it.each(['', 'maybe', 'projects/create', 'projects/create=', 'projects/create=1e3', 'projects/create=99999999'])(
  'does not guess what %j means',
  (value) => {
    expect(parseRateLimits(value)).toBeNull();
  },
);
