import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, type WebhookTrigger } from '@micrologs/domain';
import { anAct } from '@micrologs/storage/conformance';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON, seconds, World } from './world.ts';

const ALL = { environments: [], severities: [] };
/** Clocks of the project show full hours at half past. */
const HOUR = NOON + HOUR_MS / 2;

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const threshold = (values: Partial<WebhookTrigger & { type: 'errors.threshold' }> = {}): WebhookTrigger => ({
  type: 'errors.threshold',
  groups: [],
  per: 'group',
  count: 10,
  windowMinutes: 5,
  ...ALL,
  ...values,
});

describe('a threshold of errors', () => {
  it('is told of at the occurrence that reaches it, with what there is to say of the group', async () => {
    const { id } = await world.listen(threshold());
    await world.errors(1, seconds(9, NOON - 60_000));
    expect(await world.look()).toEqual([]);
    await world.errors(1, [NOON]);
    expect(await world.look()).toMatchObject([
      {
        type: 'errors.threshold',
        endpoint: id,
        data: {
          summary: '10 times in 5 minutes: TypeError: fault 1',
          count: 10,
          threshold: 10,
          window_minutes: 5,
          group_id: 1,
          message: 'fault 1',
        },
      },
    ]);
  });

  it('counts a window that ends now, wherever the clock stands', async () => {
    await world.listen(threshold());
    await world.errors(1, [...seconds(5, NOON - 5 * MINUTE_MS), ...seconds(5, NOON - MINUTE_MS)]);
    world.now = NOON + 1;
    expect(await world.look()).toEqual([]);
    world.now = NOON;
    // Who has counted does not count again before more errors come.
    expect(await world.look(world.newLookout())).toHaveLength(1);
  });

  it('is looked at again when an endpoint comes to ask for it, and after a look that failed', async () => {
    await world.errors(1, seconds(10, NOON - 60_000));
    expect(await world.look()).toEqual([]);
    const { id } = await world.listen(threshold({ count: 11 }));
    expect(await world.look()).toEqual([]);
    const other = await world.listen(threshold());
    const failures: [string, number][] = [];
    const { webhooks } = world.store;
    const addEvents = webhooks.addEvents.bind(webhooks);
    webhooks.addEvents = async () => {
      throw new Error('away');
    };
    await world.lookout.look(({ message }, project) => failures.push([message, project]));
    webhooks.addEvents = addEvents;
    expect(failures).toEqual([['away', world.project.id]]);
    expect(await world.look()).toMatchObject([{ endpoint: other.id }]);
    await world.errors(1, [NOON]);
    expect(await world.look()).toMatchObject([{ endpoint: id, data: { count: 11 } }]);
  });

  it('is told of once in an hour for each group, and again while more come', async () => {
    await world.listen(threshold());
    const told: [EpochMs, unknown][] = [];
    for (let minute = 0; minute < 150; minute++) {
      // The second group begins later.
      for (const group of minute < 30 ? [1] : [1, 2]) await world.errors(group, seconds(4, world.now));
      for (const { data } of await world.look()) told.push([(world.now - NOON) / MINUTE_MS, data.group_id]);
      world.now += MINUTE_MS;
    }
    expect(told).toEqual([
      [2, 1],
      [32, 2],
      [62, 1],
      [92, 2],
      [122, 1],
    ]);
  });

  it('of all groups together counts those of its groups, environments and severities', async () => {
    const { id } = await world.listen(
      threshold({ per: 'project', count: 6 }),
      threshold({ per: 'project', count: 4, groups: [2, 3] }),
      threshold({ per: 'project', count: 3, environments: ['staging'], severities: ['critical'] }),
      threshold({ per: 'project', count: 7 }),
    );
    await world.errors(1, seconds(3, NOON - 10_000), { environment: 'staging', severity: 'critical' });
    await world.errors(2, seconds(2, NOON - 10_000), { environment: 'staging' });
    await world.errors(3, seconds(1, NOON - 10_000));
    const told = await world.look();
    expect(told.map(({ endpoint, data }) => [endpoint, data.threshold, data.count])).toEqual([
      [id, 6, 6],
      [id, 3, 3],
    ]);
    expect(told[0]!.data.summary).toBe('6 errors in 5 minutes');
  });
});

describe('a spike of errors', () => {
  const usually = async () => {
    for (let day = 1; day <= 14; day++) {
      await world.errors(1, seconds(4, HOUR - day * DAY_MS + MINUTE_MS));
      // At other hours there are more.
      await world.errors(1, seconds(40, HOUR - day * DAY_MS - MINUTE_MS));
    }
  };

  it('is told of when the hour has many times what it has on other days, once in the hour', async () => {
    await usually();
    const { id } = await world.listen({ type: 'errors.spike', factor: 3, ...ALL });
    world.now = HOUR + 10 * MINUTE_MS;
    await world.errors(2, seconds(11, HOUR));
    expect(await world.look()).toEqual([]);
    await world.errors(3, [HOUR + MINUTE_MS]);
    expect(await world.look()).toMatchObject([
      {
        type: 'errors.spike',
        endpoint: id,
        data: {
          summary: 'Already 12 errors in an hour that usually has 4',
          errors: 12,
          usual: 4,
          days: 14,
          factor: 3,
          from: '2026-03-02T12:30:00.000Z',
          to: '2026-03-02T13:30:00.000Z',
        },
      },
    ]);
    await world.errors(3, seconds(100, HOUR + MINUTE_MS));
    world.now = HOUR + HOUR_MS - 1;
    expect(await world.look()).toEqual([]);
    // Another hour is another story: it has a tenth of what is usual there.
    world.now = HOUR + HOUR_MS + MINUTE_MS;
    expect(await world.look()).toEqual([]);
  });

  it('looks at the errors that are meant, and at days since the project was made', async () => {
    await usually();
    await world.listen({ type: 'errors.spike', factor: 3, environments: ['staging'], severities: [] });
    world.now = HOUR + MINUTE_MS;
    await world.errors(2, seconds(3, HOUR), { environment: 'staging' });
    await world.errors(2, seconds(50, HOUR));
    expect(await world.look()).toEqual([]);
    await world.errors(2, seconds(3, HOUR), { environment: 'staging' });
    expect(await world.look()).toMatchObject([{ data: { errors: 6, usual: 0, environments: ['staging'] } }]);
  });
});

describe('traffic', () => {
  /** The same hour of some days, with about so many views, and twice as many in the hour before. */
  const usually = async (views: number, days: number) => {
    for (let day = 1; day <= days; day++) {
      const odd = day % 3;
      await world.views(seconds(views + odd, HOUR - day * DAY_MS));
      await world.views(seconds(2 * views, HOUR - day * DAY_MS - HOUR_MS));
    }
  };

  it('that is many times what is usual is a spike, at the view that makes it so, once in the hour', async () => {
    await usually(20, 15);
    const { id } = await world.listen({ type: 'traffic.spike', factor: 3 }, { type: 'traffic.spike', factor: 4 });
    world.now = HOUR + 20 * MINUTE_MS;
    await world.views(seconds(30, HOUR));
    expect(await world.look()).toEqual([]);
    await world.views([...seconds(32, HOUR + MINUTE_MS), HOUR - 1, HOUR + HOUR_MS]);
    expect(await world.look()).toEqual([]);
    await world.views([HOUR]);
    expect(await world.look()).toMatchObject([
      {
        type: 'traffic.spike',
        endpoint: id,
        data: {
          summary: 'Already 63 pageviews in an hour that usually has 21',
          pageviews: 63,
          usual: 21,
          days: 14,
          factor: 3,
          from: '2026-03-02T12:30:00.000Z',
        },
      },
    ]);
    await world.views(seconds(20, HOUR + 5 * MINUTE_MS));
    expect(await world.look()).toEqual([]);
    await world.views(seconds(1, HOUR + 6 * MINUTE_MS));
    expect(await world.look()).toMatchObject([{ data: { pageviews: 84, factor: 4 } }]);
    // Whoever takes over counts the same, and tells nothing again.
    expect(await world.look(world.newLookout())).toEqual([]);
  });

  it('that is a small part of what is usual is a drop, as soon as the hour is over and stored', async () => {
    await usually(30, 15);
    const { id } = await world.listen({ type: 'traffic.drop', factor: 3 });
    await world.views(seconds(8, HOUR + MINUTE_MS));
    world.now = HOUR + HOUR_MS - 1;
    // The hour before had nothing at all.
    expect(await world.look()).toMatchObject([{ data: { pageviews: 0, usual: 60, from: '2026-03-02T11:30:00.000Z' } }]);
    world.now = HOUR + HOUR_MS + 2 * SECOND_MS - 1;
    expect(await world.look()).toEqual([]);
    world.now += 1;
    world.lagMs = 1;
    expect(await world.look()).toEqual([]);
    world.lagMs = null;
    expect(await world.look()).toEqual([]);
    world.lagMs = 0;
    expect(await world.look()).toMatchObject([
      {
        type: 'traffic.drop',
        endpoint: id,
        data: { summary: 'Only 8 pageviews in an hour that usually has 31', pageviews: 8, usual: 31, factor: 3 },
      },
    ]);
    expect(await world.look()).toEqual([]);
    expect(await world.look(world.newLookout())).toEqual([]);
  });

  it('of an hour that was over before anybody asked is not judged', async () => {
    await usually(30, 15);
    world.now = HOUR;
    await world.listen({ type: 'traffic.drop', factor: 3 });
    world.now = HOUR + MINUTE_MS;
    expect(await world.look()).toEqual([]);
    world.now = HOUR + HOUR_MS + MINUTE_MS;
    expect(await world.look()).toMatchObject([{ type: 'traffic.drop', data: { pageviews: 0, usual: 31 } }]);
  });

  it('is not judged before there are five days to compare with', async () => {
    // The first day may have begun at any time.
    await usually(30, 5);
    await world.listen({ type: 'traffic.drop', factor: 2 }, { type: 'traffic.spike', factor: 2 });
    world.now = HOUR + MINUTE_MS;
    await world.views(seconds(300, HOUR));
    expect(await world.look()).toEqual([]);
    await world.close();
    world = await World.create();
    await usually(30, 6);
    await world.listen({ type: 'traffic.drop', factor: 2 }, { type: 'traffic.spike', factor: 2 });
    world.now = HOUR + MINUTE_MS;
    await world.views(seconds(300, HOUR));
    expect((await world.look()).map(({ type }) => type)).toEqual(['traffic.spike', 'traffic.drop']);
  });
});

describe('silence', () => {
  it('is told of when nothing has happened for so long, and once in an hour while it lasts', async () => {
    await world.views([NOON - 10 * MINUTE_MS]);
    world.now = NOON - 20 * MINUTE_MS;
    const { id } = await world.listen({ type: 'events.silence', minutes: 15 });
    world.now = NOON + 5 * MINUTE_MS + 2 * SECOND_MS - 1;
    expect(await world.look()).toEqual([]);
    world.now += 1;
    expect(await world.look()).toMatchObject([
      {
        type: 'events.silence',
        endpoint: id,
        data: { summary: 'No event for 15 minutes', minutes: 15, last_event_at: '2026-03-02T11:50:00.000Z' },
      },
    ]);
    world.now += HOUR_MS - 1;
    expect(await world.look()).toEqual([]);
    world.now += 1;
    expect(await world.look()).toHaveLength(1);
    await world.errors(1, [world.now]);
    world.now += 2 * HOUR_MS;
    await world.errors(1, [world.now]);
    expect(await world.look()).toEqual([]);
  });

  it('is none while events wait to be stored, nor before somebody listens for it', async () => {
    await world.listen({ type: 'events.silence', minutes: 15 });
    world.now = NOON + 10 * MINUTE_MS;
    expect(await world.look()).toEqual([]);
    world.now = NOON + 20 * MINUTE_MS;
    world.lagMs = 6 * MINUTE_MS;
    expect(await world.look()).toEqual([]);
    world.lagMs = null;
    expect(await world.look()).toEqual([]);
    world.lagMs = 0;
    expect(await world.look()).toMatchObject([{ data: { last_event_at: null } }]);
  });
});

it('tells how long events wait, from the time that was asked for, once in an hour', async () => {
  const { id } = await world.listen({ type: 'queue.lag', seconds: 60 });
  world.lagMs = 59_999;
  expect(await world.look()).toEqual([]);
  world.lagMs = 61_500;
  expect(await world.look()).toMatchObject([
    {
      type: 'queue.lag',
      endpoint: id,
      data: { summary: 'Events wait 61 s before they are stored', seconds: 61, threshold: 60 },
    },
  ]);
  world.now += HOUR_MS - 1;
  expect(await world.look()).toEqual([]);
  world.now += 1;
  expect(await world.look()).toHaveLength(1);
});

it('leaves alone projects and endpoints that are disabled, from the next look on', async () => {
  const { id } = await world.listen(threshold({ count: 1 }));
  await world.errors(1, [NOON]);
  const project = world.project.id;
  await world.store.webhooks.update(project, id, { isEnabled: false }, NOON, anAct());
  expect(await world.look()).toEqual([]);
  await world.store.webhooks.update(project, id, { isEnabled: true }, NOON, anAct());
  await world.store.projects.update(project, { isActive: false }, NOON, anAct());
  expect(await world.look()).toEqual([]);
  await world.store.projects.update(project, { isActive: true }, NOON, anAct());
  expect(await world.look()).toHaveLength(1);
});
