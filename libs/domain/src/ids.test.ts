import { expect, it } from 'vitest';
import { EVENT_ID_PATTERN, uuidv7 } from './ids.ts';

it('makes ids of version 7 that carry their time and sort by it', () => {
  const now = Date.UTC(2026, 0, 1);
  const ids = Array.from({ length: 1000 }, (_, index) => uuidv7(now + index));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.every((id) => EVENT_ID_PATTERN.test(id))).toBe(true);
  expect([...ids].sort()).toEqual(ids);
  expect(Number.parseInt(ids[7]!.replace('-', '').slice(0, 12), 16)).toBe(now + 7);
});

it('never makes the same id twice within a millisecond', () => {
  expect(new Set(Array.from({ length: 20_000 }, () => uuidv7(5))).size).toBe(20_000);
});
