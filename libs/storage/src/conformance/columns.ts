import { ZONES } from '@micrologs/columns/conformance';
import { DAY_MS, dayStart, HOUR_MS, localDay, monthOf } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageviewQuery } from '../facts.ts';
import { anAct, aPageview, aProject, aSession, aVisitor, NOON } from './builders.ts';
import { ColumnStory } from './column-story.ts';
import { randomView } from './random-views.ts';
import type { Bench } from './target.ts';

const views = fc.array(randomView, { minLength: 1, maxLength: 12, size: 'max' });
/** Days after the first of a story. */
const someDays = fc.subarray([0, 1, 2, 3, 4, 5, 6]);

/** What may happen to a project, in any order. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('views' as const), views }),
  fc.record({ kind: fc.constant('engage' as const), place: fc.nat({ max: 1000 }), engagedMs: fc.nat({ max: 1000 }) }),
  fc.record({ kind: fc.constant('seal' as const), days: someDays, meanwhile: fc.option(views, { freq: 4 }) }),
  fc.record({ kind: fc.constant('join' as const), month: fc.constantFrom(0, 1) }),
  fc.record({ kind: fc.constant('group' as const), meanwhile: fc.option(views, { freq: 4 }) }),
  fc.record({ kind: fc.constant('retire' as const), days: fc.integer({ min: 0, max: 7 }), steps: fc.nat({ max: 6 }) }),
  fc.record({
    kind: fc.constant('move' as const),
    zone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/New_York'),
  }),
  fc.record({ kind: fc.constant('erase' as const), visitor: fc.integer({ min: 1, max: 6 }) }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export function columnPromises(bench: Bench): void {
  const begin = async (zone = 'UTC', viewsPerBlock?: number) => {
    const change = ZONES.find(([name]) => name === zone)![1];
    if (viewsPerBlock === undefined) return { zone, change, pair: await bench.openPair() };
    const storage = await bench.open({ viewsPerBlock });
    return { zone, change, pair: { storage, writable: storage } };
  };

  it.each([
    ['UTC', 'in one block', undefined],
    ['Europe/Oslo', 'in one block', undefined],
    ['Europe/Oslo', 'cut into parts', 5],
  ])(
    '[ST170] whatever is stored, sealed, retired, erased and moved to other zones in whatever order, every answer is a recount (%s, days %s)',
    async (zone, _, viewsPerBlock) => {
      const { change, pair } = await begin(zone, viewsPerBlock);
      const act = async (story: ColumnStory, one: Step) => {
        if (one.kind === 'views') return story.addViews(one.views);
        if (one.kind === 'erase') {
          await story.erase(one.visitor);
          return;
        }
        if (one.kind === 'move') return story.move(one.zone);
        if (one.kind === 'engage') return story.engage(one.place, one.engagedMs);
        if (one.kind === 'join') {
          await pair.storage.columns.joinMonth(story.project, monthOf(story.days.from) + one.month);
          return;
        }
        if (one.kind === 'group') return story.keepGroups(() => story.addViews(one.meanwhile ?? []));
        if (one.kind === 'retire') {
          const endedBefore = change + (one.days - 3) * DAY_MS;
          for (let i = 0; i < one.steps; i++) await pair.storage.columns.retire(story.project, endedBefore);
          return;
        }
        const days = one.days.map((offset) => story.days.from + offset);
        await story.seal(days, () => story.addViews(one.meanwhile ?? []));
      };
      let keptAnswers = 0;
      const property = fc.asyncProperty(
        views,
        fc.array(step, { minLength: 4, maxLength: 14 }),
        fc.nat(),
        async (first, steps, seed) => {
          const story = await ColumnStory.begin(pair, [zone, change]);
          await story.addViews(first);
          for (const [i, one] of steps.entries()) {
            await act(story, one);
            await story.check(seed + i);
          }
          await story.sealAll();
          for (const { project, month } of await pair.storage.columns.dueMonths(change + 60 * DAY_MS, null)) {
            expect(await pair.storage.columns.joinMonth(project, month)).toBe(true);
          }
          expect(await pair.storage.columns.dueMonths(change + 60 * DAY_MS, null)).toEqual([]);
          await story.keepGroups();
          expect(await pair.storage.columns.dueGroups(change + 60 * DAY_MS, null)).toEqual([]);
          await story.check(seed);
          while (await pair.storage.columns.retire(story.project, change + 10 * DAY_MS));
          expect(await story.rows()).toBe(0);
          await story.check(seed);
          keptAnswers += story.keptAnswers;
        },
      );
      await fc.assert(property, { numRuns: 6, endOnFailure: true });
      // What did not change was not read again.
      expect(keptAnswers).toBeGreaterThan(0);
    },
  );

  it('[ST171] of two that seal the same days at once, none harms the other', async () => {
    const { zone, change, pair } = await begin();
    const others = await bench.open();
    const property = fc.asyncProperty(views, views, async (first, later) => {
      const story = await ColumnStory.begin(pair, [zone, change]);
      await story.addViews(first);
      const days = Array.from({ length: 7 }, (_, offset) => story.days.from + offset);
      const encoded = await Promise.all(
        [pair.storage, others].map(({ columns }) => columns.encode(story.project, days)),
      );
      await story.addViews(later);
      const late = await others.columns.encode(story.project, days);
      await Promise.all([
        pair.storage.columns.store(encoded[0]!),
        others.columns.store(encoded[1]!),
        others.columns.store(late),
      ]);
      await story.check(1);
      await story.sealAll();
      await story.check(1);
      // What the first had in hand is of yesterday.
      await pair.storage.columns.store(encoded[0]!);
      await story.check(1);
    });
    await fc.assert(property, { numRuns: 6, endOnFailure: true });
  });

  it('[ST172] days are due that have ended in their zone and are not sealed as they are', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject({ timeZone: 'Asia/Tokyo' }), anAct());
    const day = localDay(NOON, 'Asia/Tokyo');
    const midnight = dayStart(day + 1, 'Asia/Tokyo');
    const bump = (...days: number[]) =>
      writable.ingest.transact((t) => t.bumpDays(days.map((one) => ({ project, day: one }))));
    await bump(day, day - 1);
    const due = (at: number, owner: string | null = null) => storage.columns.due(at, owner);
    const first = { project, day: day - 1, version: 1, wasSealed: false };
    const second = { project, day, version: 1, wasSealed: false };
    expect(await due(midnight - 1)).toEqual([first]);
    expect(await due(midnight)).toEqual([first, second]);
    await storage.columns.store(await storage.columns.encode(project, [day - 1, day]));
    expect(await due(midnight)).toEqual([]);
    await bump(day);
    expect(await due(midnight)).toEqual([{ ...second, version: 2, wasSealed: true }]);

    const lease = await writable.ingest.acquireLease('me', 60_000);
    expect(await due(midnight, 'me')).toHaveLength(1);
    expect(await due(midnight, 'somebody else')).toEqual([]);
    await writable.ingest.releaseLease(lease);
  });

  it('[ST174] a change of zone moves sealed days along, also those whose rows are gone', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject({ timeZone: 'UTC' }), anAct());
    const late = NOON + 11 * HOUR_MS;
    await writable.ingest.transact(async (t) => {
      await t.addVisitors([aVisitor({ project, number: 1, firstSeen: late })]);
      await t.putSessions([aSession({ project, number: 1, startedAt: late })]);
      await t.addPageviews([aPageview({ project, number: 1, occurredAt: late })]);
      await t.bumpDays([{ project, day: localDay(late, 'UTC') }]);
    });
    const views = async () => {
      const days = { from: localDay(NOON, 'UTC') - 5, to: localDay(NOON, 'UTC') + 5 };
      return (
        await storage.facts.read({ views: pageviewQuery({ project, days, by: ['day'], measures: ['newOnDay'] }) })
      ).views;
    };
    const sealEverything = async () => {
      const due = await storage.columns.due(NOON + 5 * DAY_MS, null);
      await storage.columns.store(
        await storage.columns.encode(
          project,
          due.map(({ day }) => day),
        ),
      );
    };
    await sealEverything();
    await storage.projects.update(project, { timeZone: 'Asia/Tokyo' }, NOON, anAct());
    const moved = [{ day: localDay(late, 'Asia/Tokyo'), newOnDay: 1 }];
    expect(await views()).toEqual(moved);
    await sealEverything();
    expect(await views()).toEqual(moved);
    while (await storage.columns.retire(project, NOON + 5 * DAY_MS));
    const rows = () => writable.ingest.transact((t) => t.getPageviews([{ project, number: 1 }]));
    expect(await rows()).toEqual([]);
    expect(await storage.projects.update(project, { name: 'Other' }, NOON, anAct())).toMatchObject({ name: 'Other' });
    expect(await rows()).toEqual([]);
    await storage.projects.update(project, { timeZone: 'UTC' }, NOON, anAct());
    expect(await views()).toEqual([{ day: localDay(late, 'UTC'), newOnDay: 1 }]);
    expect(await rows()).toHaveLength(1);
    // The change is over, so nothing keeps the rows from going again.
    await sealEverything();
    while (await storage.columns.retire(project, NOON + 5 * DAY_MS));
    expect(await rows()).toEqual([]);
    expect(await views()).toEqual([{ day: localDay(late, 'UTC'), newOnDay: 1 }]);
  });

  it('[ST173] of a deleted project nothing is left, and what was made of its days is not stored any more', async () => {
    const { zone, change, pair } = await begin();
    const [gone, kept] = [await ColumnStory.begin(pair, [zone, change]), await ColumnStory.begin(pair, [zone, change])];
    const [sample] = fc.sample(fc.array(randomView, { minLength: 40, maxLength: 40 }), 1);
    for (const story of [gone, kept]) {
      await story.addViews(sample!);
      await story.sealAll();
      while (await pair.storage.columns.retire(story.project, change));
    }
    const encoded = await pair.storage.columns.encode(gone.project, [gone.days.from + 1]);
    encoded.texts.push('new');
    expect(await bench.database.tablesWith(gone.project)).toContain('day_segments');
    await pair.storage.projects.delete(gone.project, anAct());
    expect(await bench.database.tablesWith(gone.project)).toEqual([]);
    expect(await pair.storage.columns.store(encoded)).toEqual([]);
    expect(await pair.storage.columns.store({ ...encoded, texts: [] })).toEqual([]);
    expect(await pair.storage.columns.retire(gone.project, change)).toBe(false);
    expect(await bench.database.tablesWith(gone.project)).toEqual([]);
    await kept.check(1);
  });
}
