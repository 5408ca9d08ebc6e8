import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@micrologs/domain';
import { pageviewQuery, sessionQuery } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOON, World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await World.create();
});

afterEach(() => world.close());

describe('sessions', () => {
  it('holds the views of one token without a pause of more than 30 minutes', async () => {
    await world.apply(world.view(NOON), world.view(NOON + 30 * MINUTE_MS), world.view(NOON + 60 * MINUTE_MS));
    await world.apply(world.view(NOON + 90 * MINUTE_MS + 1));
    expect(await world.sessions()).toMatchObject([
      {
        startedAt: NOON,
        lastActivity: NOON + 60 * MINUTE_MS,
        views: 3,
        entryUrl: 'https://shop.test/1',
        exitUrl: 'https://shop.test/3',
      },
      { startedAt: NOON + 90 * MINUTE_MS + 1, views: 1 },
    ]);
  });

  it('are told apart by token, by visitor and by project', async () => {
    const other = await world.addProject();
    await world.apply(
      world.view(NOON),
      world.view(NOON + 1, { body: { session_token: 'token-2' } }),
      world.view(NOON + 2, { body: { visitor_id: 'visitor-2' } }),
      world.view(NOON + 3, { project: other.id }),
    );
    expect((await world.sessions()).map((session) => session.views)).toEqual([1, 1, 1]);
    const total = sessionQuery({ project: other.id, days: { from: 0, to: 99999 }, by: [] });
    expect(await world.store.facts.read({ total })).toMatchObject({ total: [{ sessions: 1, bounces: 1 }] });
  });

  it('live without a token, by visitor alone', async () => {
    const view = (at: number) => world.view(at, { body: { session_token: '' } });
    await world.apply(view(NOON), view(NOON + 29 * MINUTE_MS));
    await world.apply(view(NOON + 2 * HOUR_MS));
    expect((await world.sessions()).map((session) => session.views)).toEqual([2, 1]);
  });

  it('start earlier when a late event belongs to them, with its entry page and day', async () => {
    const midnight = NOON + 12 * HOUR_MS;
    await world.apply(world.view(midnight + MINUTE_MS));
    const dayAfter = (await world.sessions())[0]!.startDay;
    await world.apply(world.view(midnight + HOUR_MS, { occurredAt: midnight - MINUTE_MS }));
    expect(await world.sessions()).toMatchObject([
      {
        views: 2,
        startedAt: midnight - MINUTE_MS,
        startDay: dayAfter - 1,
        entryUrl: 'https://shop.test/2',
        exitUrl: 'https://shop.test/1',
      },
    ]);
  });
});

describe('repeated views', () => {
  const url = 'https://shop.test/same';

  it('of the same URL within 300 s count once, and keep the session alive', async () => {
    await world.apply(world.view(NOON, { body: { url } }), world.view(NOON + 300 * SECOND_MS, { body: { url } }));
    await world.apply(
      world.view(NOON + 301 * SECOND_MS, { body: { url } }),
      world.view(NOON + 302 * SECOND_MS, { body: { url: `${url}#` } }),
    );
    expect(await world.counts()).toEqual({ stored: 3, repeated_view: 1 });
    expect(await world.sessions()).toMatchObject([{ views: 3, lastActivity: NOON + 302 * SECOND_MS }]);
  });

  it('start no session in a second tab', async () => {
    await world.apply(
      world.view(NOON, { body: { url } }),
      world.view(NOON + 1, { body: { url, session_token: 'token-2' } }),
    );
    expect(await world.sessions()).toHaveLength(1);
    await world.apply(world.view(NOON + MINUTE_MS, { body: { session_token: 'token-2' } }));
    expect(await world.sessions()).toMatchObject([{ views: 1 }, { views: 1, startedAt: NOON + MINUTE_MS }]);
  });

  it('move neither the start of a session nor the first day of its visitor', async () => {
    const midnight = NOON + 12 * HOUR_MS;
    const before = { occurredAt: midnight - MINUTE_MS, body: { url } };
    await world.apply(world.view(midnight + MINUTE_MS, { body: { url } }));
    const [session] = await world.sessions();
    await world.apply(world.view(midnight + HOUR_MS, before));
    expect(await world.counts()).toEqual({ stored: 1, repeated_view: 1 });
    expect(await world.sessions()).toEqual([session]);
    const days = { from: session!.startDay - 1, to: session!.startDay };
    const series = pageviewQuery({ project: world.project.id, days, by: ['day'], measures: ['newOnDay'] });
    expect(await world.store.facts.read({ series })).toEqual({ series: [{ day: session!.startDay, newOnDay: 1 }] });
  });

  it('compare URLs exactly, and visitors', async () => {
    await world.apply(
      world.view(NOON, { body: { url } }),
      world.view(NOON, { body: { url: url.toUpperCase() } }),
      world.view(NOON, { body: { url: `${url} ` } }),
      world.view(NOON, { body: { url, visitor_id: 'visitor-2' } }),
    );
    expect(await world.counts()).toEqual({ stored: 4 });
  });

  it('lend their id to the view that they repeat, so that engagement finds it', async () => {
    await world.apply(world.view(NOON, { id: 'a', body: { url } }), world.view(NOON + 1, { id: 'b', body: { url } }));
    await world.apply(world.engagement(NOON + MINUTE_MS, 'b', 5000, 40));
    expect(await world.views()).toMatchObject([{ engagedMs: 5000, scrollPct: 40 }]);
  });
});

describe('event ids', () => {
  it('given twice count once: in one batch, and in another', async () => {
    const view = world.view(NOON, { id: 'once' });
    await world.apply(view, { ...view });
    await world.apply({ ...view, receivedAt: NOON + DAY_MS });
    expect(await world.counts()).toEqual({ stored: 1, duplicate: 2 });
    expect(await world.views()).toHaveLength(1);
  });

  it('are those of one project', async () => {
    const other = await world.addProject();
    const view = world.view(NOON, { id: 'once' });
    await world.apply(view, { ...view, project: other.id });
    expect(await world.counts()).toEqual({ stored: 1 });
  });
});

describe('engagement', () => {
  it('keeps the maximum, whatever the order, and adds to the session once', async () => {
    await world.apply(world.view(NOON, { id: 'v' }));
    await world.apply(world.engagement(NOON + 9000, 'v', 8000, 30), world.engagement(NOON + 9000, 'v', 3000, 90));
    await world.apply(world.engagement(NOON + 20_000, 'v', 12_000));
    expect(await world.views()).toMatchObject([{ engagedMs: 12_000, scrollPct: 90 }]);
    expect(await world.sessions()).toMatchObject([{ engagedMs: 12_000, lastActivity: NOON + 12_000, views: 1 }]);
  });

  it('that comes before its pageview waits for it, across batches and within one', async () => {
    await world.apply(world.engagement(NOON, 'v', 4000, 10));
    await world.apply(world.engagement(NOON + 5, 'v', 3000, 20));
    await world.apply(world.view(NOON + 10, { id: 'v' }));
    await world.apply(world.engagement(NOON, 'w', 700), world.view(NOON + 20, { id: 'w' }));
    expect(await world.views()).toMatchObject([
      { engagedMs: 4000, scrollPct: 20 },
      { engagedMs: 700, scrollPct: null },
    ]);
    expect(await world.counts()).toEqual({ stored: 5 });
  });

  it('that came before a view which repeats another counts for the one that is stored', async () => {
    const url = 'https://shop.test/same';
    await world.apply(world.view(NOON, { body: { url } }));
    await world.apply(world.engagement(NOON + 1, 'later', 900, 10));
    await world.apply(
      world.engagement(NOON + 2, 'later', 300, 60),
      world.view(NOON + 3, { id: 'later', body: { url } }),
    );
    expect(await world.views()).toMatchObject([{ engagedMs: 900, scrollPct: 60 }]);
    expect(await world.sessions()).toMatchObject([{ engagedMs: 900, views: 1 }]);
  });

  it('of another project finds nothing', async () => {
    const other = await world.addProject();
    await world.apply(world.view(NOON, { id: 'v' }));
    await world.apply({ ...world.engagement(NOON, 'v', 4000), project: other.id });
    expect(await world.views()).toMatchObject([{ engagedMs: 0 }]);
  });
});

describe('visitors', () => {
  it('are new on the first day ever, corrected by late events', async () => {
    const days = { from: 0, to: 99999 };
    const series = pageviewQuery({ project: world.project.id, days, by: ['day'], measures: ['newOnDay'] });
    const newByDay = async () => (await world.store.facts.read({ series })).series.map((row) => row.newOnDay);
    await world.apply(world.view(NOON));
    expect(await newByDay()).toEqual([1]);
    await world.apply(world.view(NOON + 1, { occurredAt: NOON - 2 * DAY_MS }));
    expect(await newByDay()).toEqual([1, 0]);
  });

  it('with a known fingerprint are merged only where the project wants it, and never afterwards', async () => {
    const merging = await World.create({ mergeFingerprints: true });
    for (const place of [world, merging]) {
      const view = (at: number, id: string) => place.view(at, { body: { visitor_id: id, fingerprint: 'canvas' } });
      await place.apply(view(NOON, 'first'), view(NOON + HOUR_MS, 'lost-cookie'));
      await place.apply(view(NOON + 2 * HOUR_MS, 'lost-cookie'), view(NOON + 3 * HOUR_MS, 'lost-again'));
    }
    const visitors = async (place: World) => new Set((await place.views()).map((view) => view.visitor)).size;
    expect(await visitors(world)).toBe(3);
    expect(await visitors(merging)).toBe(1);
    await merging.close();
  });

  it('without cookies keep their session over midnight, and are others the day after', async () => {
    const anonymous = await World.create({ cookieless: true });
    const hash = (digit: string) => digit.repeat(64);
    const midnight = NOON + 12 * HOUR_MS;
    const view = (at: number, hashes: [string] | [string, string]) =>
      anonymous.view(at, { visitorHashes: hashes, body: { visitor_id: undefined, session_token: undefined } });
    await anonymous.apply(view(midnight - 5 * MINUTE_MS, [hash('a')]));
    await anonymous.apply(view(midnight + 5 * MINUTE_MS, [hash('b'), hash('a')]));
    await anonymous.apply(view(midnight + 10 * HOUR_MS, [hash('b'), hash('a')]));
    expect((await anonymous.views()).map((row) => [row.visitor, row.session])).toEqual([
      [1, 1],
      [1, 1],
      [1, 2],
    ]);
    // Somebody else whose session ended before midnight is a new visitor on the new day.
    await anonymous.apply(view(midnight - HOUR_MS, [hash('c')]), view(midnight + HOUR_MS, [hash('d'), hash('c')]));
    expect(new Set((await anonymous.views()).map((row) => row.visitor)).size).toBe(3);
    await anonymous.close();
  });
});

it('counts events of a deleted project and drops with their reason', async () => {
  await world.apply(
    { ...world.view(NOON), project: 99 },
    { kind: 'drop', project: world.project.id, receivedAt: NOON, reason: 'bot_user_agent' },
  );
  expect(await world.counts()).toEqual({ stored: 0, bot_user_agent: 1 });
  expect((await world.store.ledger('none')).projects.get(99)).toMatchObject({ dropped: { project_deleted: 1 } });
});

describe('days whose views have gone', () => {
  it('take no more views, which are counted as too old', async () => {
    const { store, project } = world;
    const old = NOON - 40 * DAY_MS;
    await world.apply(world.view(old));
    const later = NOON + 60 * DAY_MS;
    const { columns } = store;
    await columns.store(
      await columns.encode(
        project.id,
        (await columns.due(later, null)).map(({ day }) => day),
      ),
    );
    for (const { month } of await columns.dueMonths(later, null)) await columns.joinMonth(project.id, month);
    for (const due of await columns.dueGroups(later, null))
      await columns.storeGroups((await columns.encodeGroups(due))!);
    while (await columns.retire(project.id, later));
    await store.projects.update(project.id, { settings: { retention: { pageviewsDays: 60 } } }, NOON, anAct());
    while (await store.retention.step(project.id, later, anAct(), null));

    await world.apply(world.view(old + HOUR_MS), world.view(NOON));
    expect(await world.counts()).toMatchObject({ stored: 2, too_old: 1 });
    expect(await columns.due(NOON, null)).toEqual([]);
  });
});
