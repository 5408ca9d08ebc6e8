import { DAY_MS, localDay, MINUTE_MS } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { expect, it } from 'vitest';
import { NOON, World } from './world.ts';

it('a late view that moves the start of a session to another day is known on every day of it, sealed or not', async () => {
  const world = await World.create();
  try {
    const midnight = Math.floor(NOON / DAY_MS) * DAY_MS;
    const view = (minutes: number, path: string) =>
      world.view(midnight + minutes * MINUTE_MS, { body: { url: `https://shop.test/${path}` } });
    const lastDay = localDay(midnight, 'UTC') + 1;
    const entryPages = async () => {
      const days = { from: lastDay, to: lastDay };
      const rows = pageviewQuery({ project: world.project.id, days, by: ['entryPage'], measures: ['pageviews'] });
      return (await world.store.facts.read({ rows })).rows;
    };
    const manyViews = Array.from({ length: 60 }, (_, i) => view(10 + 29 * i, i === 0 ? 'first' : `${i}`));
    await world.apply(...manyViews);
    const before = await entryPages();
    expect(before).toMatchObject([{ entryPage: '/first' }]);
    const { columns } = world.store;
    expect(await columns.store(await columns.encode(world.project.id, [lastDay]))).toEqual([lastDay]);
    await world.apply(view(-10, 'late'));
    expect(await entryPages()).toEqual([{ ...before[0], entryPage: '/late' }]);
  } finally {
    await world.close();
  }
});
