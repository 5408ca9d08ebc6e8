import { HOUR_MS, MINUTE_MS } from '@micrologs/domain';
import { expect, it } from 'vitest';
import { DueDays } from './due-days.ts';

const due = (day: number, version: number, wasSealed: boolean) => ({ project: 1, day, version, wasSealed });
const days = (ready: Map<number, number[]>) => ready.get(1) ?? [];

it('seals a day that was never sealed at once', () => {
  expect(new DueDays().ready([due(1, 5, false), { ...due(2, 1, false), project: 2 }, due(3, 1, false)], 0)).toEqual(
    new Map([
      [1, [1, 3]],
      [2, [2]],
    ]),
  );
});

it('seals a day that has changed again when nothing more comes', () => {
  const dueDays = new DueDays();
  expect(days(dueDays.ready([due(1, 5, true)], 0))).toEqual([]);
  expect(days(dueDays.ready([due(1, 6, true)], 9 * MINUTE_MS))).toEqual([]);
  expect(days(dueDays.ready([due(1, 6, true)], 18 * MINUTE_MS))).toEqual([]);
  expect(days(dueDays.ready([due(1, 6, true)], 19 * MINUTE_MS))).toEqual([1]);
});

it('seals a day that changes all the time now and then', () => {
  const dueDays = new DueDays();
  const sealedAt: number[] = [];
  let wasDue = true;
  for (let minute = 0; minute <= 300; minute++) {
    // It changes every minute, so one that was just sealed is due again with the next look.
    const ready = days(dueDays.ready(wasDue ? [due(1, minute, true)] : [], minute * MINUTE_MS));
    if (ready.length > 0) sealedAt.push(minute);
    wasDue = ready.length === 0;
  }
  expect(sealedAt).toEqual([120, 242]);
  expect((sealedAt[1]! - sealedAt[0]!) * MINUTE_MS).toBeGreaterThan(2 * HOUR_MS);
});
