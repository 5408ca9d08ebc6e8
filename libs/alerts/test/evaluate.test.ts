import { DAY_MS, HOUR_MS, MINUTE_MS, type WebhookTrigger } from '@micrologs/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Evaluation, evaluate } from '../src/evaluate.ts';
import { NOON, seconds, World } from './world.ts';

const ALL = { environments: [], severities: [] };
/** Clocks of the project show full hours at half past. */
const HOUR = NOON + HOUR_MS / 2;

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const ask = (trigger: WebhookTrigger) =>
  evaluate(world.store.facts, world.project, trigger, world.now, async () => world.lagMs);
const plain = (fires: boolean | null, value: number | null, limit: number | null): Evaluation => ({
  fires,
  value,
  limit,
  usual: null,
  days: null,
});

it('counts what a threshold counts: the group with most, or all of them', async () => {
  await world.errors(1, seconds(3, NOON - MINUTE_MS));
  await world.errors(2, seconds(4, NOON - MINUTE_MS), { environment: 'staging' });
  await world.errors(2, seconds(9, NOON - 6 * MINUTE_MS));
  const ofGroups = { type: 'errors.threshold' as const, groups: [], per: 'group' as const, windowMinutes: 5, ...ALL };
  const threshold = { ...ofGroups, count: 4 };
  expect(await ask(threshold)).toEqual(plain(true, 4, 4));
  expect(await ask({ ...threshold, environments: ['production'] })).toEqual(plain(false, 3, 4));
  expect(await ask({ ...threshold, per: 'project', count: 8 })).toEqual(plain(false, 7, 8));
  expect(await ask({ ...threshold, groups: [3] })).toEqual(plain(false, 0, 4));
});

it('compares errors and views of an hour with what is usual, once that is known', async () => {
  world.now = HOUR + MINUTE_MS;
  const spike = { type: 'errors.spike', factor: 2, ...ALL } as const;
  expect(await ask(spike)).toMatchObject({ fires: false, value: 0, usual: 0, days: 14 });
  expect(await ask({ type: 'traffic.spike', factor: 2 })).toEqual(plain(null, 0, null));
  expect(await ask({ type: 'traffic.drop', factor: 2 })).toEqual(plain(null, 0, null));
  for (let day = 1; day <= 15; day++) {
    await world.errors(1, seconds(10, HOUR - day * DAY_MS));
    await world.views(seconds(50, HOUR - day * DAY_MS));
    await world.views(seconds(40, HOUR - day * DAY_MS - HOUR_MS));
  }
  await world.errors(1, seconds(23, HOUR));
  await world.views(seconds(101, HOUR));
  await world.views(seconds(14, HOUR - HOUR_MS));
  // Twice as many of so few errors may be chance.
  expect(await ask(spike)).toMatchObject({ fires: true, value: 23, limit: 23, usual: 10, days: 14 });
  expect(await ask({ type: 'traffic.spike', factor: 2 })).toEqual({
    fires: true,
    value: 101,
    limit: 100,
    usual: 50,
    days: 14,
  });
  expect(await ask({ type: 'traffic.spike', factor: 3 })).toMatchObject({ fires: false, limit: 150 });
  expect(await ask({ type: 'traffic.drop', factor: 2 })).toEqual({
    fires: true,
    value: 14,
    limit: 14,
    usual: 40,
    days: 14,
  });
  expect(await ask({ type: 'traffic.drop', factor: 4 })).toMatchObject({ fires: false, value: 14, limit: 10 });
});

it('says nothing of an hour that the clocks change', async () => {
  world.project = { ...world.project, timeZone: 'Europe/Berlin' };
  world.now = Date.parse('2026-10-25T00:30:00Z');
  for (const trigger of [
    { type: 'errors.spike', factor: 2, ...ALL } as const,
    { type: 'traffic.spike', factor: 2 } as const,
    { type: 'traffic.drop', factor: 2 } as const,
  ]) {
    expect(await ask(trigger)).toEqual(plain(null, null, null));
  }
});

it('tells how long it has been silent, and how long events wait', async () => {
  expect(await ask({ type: 'events.silence', minutes: 5 })).toEqual(plain(null, null, 5));
  await world.views([NOON - 6 * MINUTE_MS + 1]);
  expect(await ask({ type: 'events.silence', minutes: 5 })).toEqual(plain(true, 5, 5));
  expect(await ask({ type: 'events.silence', minutes: 6 })).toEqual(plain(false, 5, 6));
  world.lagMs = 60_000;
  expect(await ask({ type: 'queue.lag', seconds: 60 })).toEqual(plain(true, 60, 60));
  expect(await ask({ type: 'queue.lag', seconds: 61 })).toEqual(plain(false, 60, 61));
  world.lagMs = null;
  expect(await ask({ type: 'queue.lag', seconds: 61 })).toEqual(plain(null, null, 61));
});

it('has nothing to say of what single events bring about', async () => {
  expect(await ask({ type: 'error_group.created', ...ALL })).toEqual(plain(null, null, null));
  expect(await ask({ type: 'dead_letters.added' })).toEqual(plain(null, null, null));
});
