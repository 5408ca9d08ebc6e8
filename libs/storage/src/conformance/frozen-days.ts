import {
  DAY_MS,
  dayStart,
  type EpochMs,
  FrozenDaysError,
  HOUR_MS,
  KEEP_FOR_EVER,
  type ProjectId,
  parseDay,
  StateConflictError,
} from '@micrologs/domain';
import { expect, it } from 'vitest';
import { type FactQueries, pageviewQuery, sessionQuery } from '../facts.ts';
import type { IngestTransaction } from '../ingest.ts';
import type { WritableStorage } from '../storage.ts';
import { anAct, aPageview, aProject, aSession, aVisitor, hashOf } from './builders.ts';
import type { Bench } from './target.ts';

const ACT = anAct({ action: 'retention.applied' });
const JANUARY = parseDay('2026-01-01')!;
const MARCH = parseDay('2026-03-01')!;
const LAST_DAY = parseDay('2026-03-31')!;
/** With 40 days kept, March is the first month that stays. */
const KEPT_DAYS = 40;
const NOW = dayStart(parseDay('2026-05-01')!, 'UTC');
const MEASURES = ['pageviews', 'visitors', 'sessions', 'newOnDay', 'engagedMs'] as const;

/** One visit on every day from January to March, and one that goes on over midnight into each month but the first. @returns how many views */
async function storeVisits(storage: WritableStorage, project: ProjectId): Promise<number> {
  let number = 0;
  const visit = async (t: IngestTransaction, session: number, visitor: number, times: readonly EpochMs[]) => {
    const url = (i: number) => `https://example.org/${(session + i) % 3}`;
    const views = times.map((occurredAt, i) =>
      aPageview({ project, number: ++number, visitor, session, occurredAt, url: url(i), engagedMs: 10 * session }),
    );
    const [startedAt, lastActivity] = [times[0]!, times.at(-1)!];
    const span = { startedAt, lastActivity, entryAt: startedAt, exitAt: lastActivity };
    const ends = { entryUrl: url(0), exitUrl: url(times.length - 1) };
    await t.putSessions([aSession({ project, number: session, visitor, ...span, ...ends, views: times.length })]);
    await t.addPageviews(views);
    await t.bumpDays([...new Set(views.map(({ day }) => day))].map((day) => ({ project, day })));
  };
  const firstSeen = (visitor: number) => dayStart(JANUARY + visitor - 1, 'UTC') + HOUR_MS;
  await storage.ingest.transact((t) =>
    t.addVisitors(
      Array.from({ length: 7 }, (_, i) => aVisitor({ project, number: i + 1, firstSeen: firstSeen(i + 1) })),
    ),
  );
  await storage.ingest.transact(async (t) => {
    for (let day = JANUARY; day <= LAST_DAY; day++) {
      const at = dayStart(day, 'UTC') + HOUR_MS;
      const visitor = 1 + ((day - JANUARY) % 7);
      await visit(t, 1 + day - JANUARY, visitor, [at, at + 60_000]);
      const isMonthEnd = day < MARCH && new Date(dayStart(day + 1, 'UTC')).getUTCDate() === 1;
      const late = dayStart(day + 1, 'UTC') - 60_000;
      if (isMonthEnd) await visit(t, 1000 + day - JANUARY, visitor, [late, late + 120_000, late + 180_000]);
    }
  });
  return number;
}

/** Seals, joins and groups what is due, and removes the rows. */
async function settle({ columns }: WritableStorage, project: ProjectId): Promise<void> {
  for (let due = await columns.due(NOW, null); due.length > 0; due = await columns.due(NOW, null)) {
    await columns.store(
      await columns.encode(
        project,
        due.map(({ day }) => day),
      ),
    );
  }
  for (const { month } of await columns.dueMonths(NOW, null)) await columns.joinMonth(project, month);
  for (const due of await columns.dueGroups(NOW, null)) await columns.storeGroups((await columns.encodeGroups(due))!);
  while (await columns.retire(project, NOW - 10 * DAY_MS));
}

/** Questions that what is kept of frozen months answers. */
function keptQuestions(project: ProjectId): FactQueries {
  const days = { from: JANUARY, to: LAST_DAY };
  const within = { from: JANUARY + 9, to: MARCH + 9 };
  const fromFebruary = { from: parseDay('2026-02-01')!, to: MARCH - 1 };
  return {
    total: pageviewQuery({ project, days, by: [], measures: ['pageviews', 'visitors'] }),
    pages: pageviewQuery({ project, days, by: ['url'], measures: ['pageviews', 'visitors', 'latestTitle'] }),
    entries: sessionQuery({ project, days, by: ['entryPage'], people: true }),
    series: pageviewQuery({ project, days: within, by: ['day'], measures: [...MEASURES] }),
    sums: pageviewQuery({ project, days: within, by: [], measures: ['pageviews', 'sessions', 'engagedMs'] }),
    carried: pageviewQuery({ project, days: fromFebruary, by: [], measures: ['pageviews', 'sessions'] }),
    started: sessionQuery({ project, days: within, by: ['day'], people: true }),
    march: pageviewQuery({ project, days: { from: MARCH, to: LAST_DAY }, by: ['os'], measures: [...MEASURES] }),
  };
}

/** Questions that need pageviews of frozen days. */
function lostQuestions(project: ProjectId) {
  const days = { from: JANUARY, to: LAST_DAY };
  const within = { from: JANUARY + 9, to: LAST_DAY };
  const filter = { field: 'os', op: 'is', values: ['Linux'] } as const;
  return {
    'edge days': pageviewQuery({ project, days: within, by: ['url'], measures: ['pageviews'] }),
    'visitors of days together': pageviewQuery({ project, days: within, by: [], measures: ['visitors'] }),
    'a filter': pageviewQuery({ project, days, by: [], measures: ['pageviews'], filter }),
    'another grouping': pageviewQuery({ project, days, by: ['os', 'browser'], measures: ['pageviews'] }),
    'sessions of edge days': sessionQuery({ project, days: within, by: ['channel'], people: true }),
    'the last frozen day': pageviewQuery({
      project,
      days: { from: MARCH - 1, to: LAST_DAY },
      by: ['os'],
      measures: ['pageviews'],
    }),
  };
}

export function frozenDaysPromises(bench: Bench): void {
  const begin = async (retention: { pageviewsDays: number | null; keepCounts?: boolean }) => {
    const storage = await bench.open();
    const { settings } = aProject();
    const { id: project } = await storage.projects.create(
      aProject({ timeZone: 'UTC', settings: { ...settings, retention: { ...KEEP_FOR_EVER, ...retention } } }),
      anAct(),
    );
    const views = await storeVisits(storage, project);
    return { storage, project, views };
  };
  const step = (storage: WritableStorage, project: ProjectId) => storage.retention.step(project, NOW, ACT, null);
  const refusesLost = async (storage: WritableStorage, project: ProjectId) => {
    for (const [what, query] of Object.entries(lostQuestions(project))) {
      const refusal = storage.facts.read({ query }).then(
        (answer) => answer,
        (error: unknown) => error,
      );
      expect(await refusal, what).toBeInstanceOf(FrozenDaysError);
      expect(((await refusal) as Error).message, what).toContain('from 2026-03-01 on');
    }
  };
  const exported = (storage: WritableStorage, project: ProjectId) =>
    storage.exports.page('pageviews', project, { from: JANUARY, to: LAST_DAY }, null, 1000);

  it('[ST320] months whose pageviews went answer by their counts as before, and what these do not tell is refused', async () => {
    const { storage, project, views } = await begin({ pageviewsDays: KEPT_DAYS });
    // Nothing goes before all is sealed, counted and without rows.
    expect(await step(storage, project)).toBe(false);
    expect(await storage.retention.plan(project, NOW)).toEqual({});
    await settle(storage, project);
    const questions = keptQuestions(project);
    const before = await storage.facts.read(questions);
    const ofMarch = (await exported(storage, project)).filter(({ day }) => day >= MARCH);
    const gone = views - ofMarch.length;
    expect(await storage.retention.plan(project, NOW)).toEqual({ pageviews: gone, pageviewMonths: 2 });

    // Whoever is stopped between two steps leaves whole months.
    expect(await step(storage, project)).toBe(true);
    expect(await storage.facts.read(questions)).toEqual(before);
    expect(await step(storage, project)).toBe(true);
    expect(await step(storage, project)).toBe(false);
    expect(await storage.facts.read(questions)).toEqual(before);
    await refusesLost(storage, project);
    expect(await exported(storage, project)).toEqual(ofMarch);
    expect((await storage.projects.stats()).get(project)!.pageviews).toBe(views);
    expect(await storage.retention.plan(project, NOW)).toEqual({});
    expect(await storage.retention.finish(project, ACT)).toEqual({ pageviews: gone, pageviewMonths: 2 });
    await settle(storage, project);
    expect(await storage.facts.read(questions)).toEqual(before);
  });

  it('[ST321] without counts nothing of the months is left, and every question about them is refused', async () => {
    const { storage, project, views } = await begin({ pageviewsDays: KEPT_DAYS, keepCounts: false });
    await settle(storage, project);
    const { march } = await storage.facts.read({ march: keptQuestions(project).march! });
    const ofMarch = (await exported(storage, project)).filter(({ day }) => day >= MARCH);
    while (await step(storage, project));
    expect(await storage.facts.read({ march: keptQuestions(project).march! })).toEqual({ march });
    await refusesLost(storage, project);
    for (const [name, query] of Object.entries(keptQuestions(project))) {
      if (name !== 'march') await expect(storage.facts.read({ query }), name).rejects.toThrow(FrozenDaysError);
    }
    expect(await exported(storage, project)).toEqual(ofMarch);
    expect((await storage.projects.stats()).get(project)!.pageviews).toBe(ofMarch.length);
    expect(await storage.retention.finish(project, ACT)).toMatchObject({ pageviews: views - ofMarch.length });
    await settle(storage, project);
    expect(await storage.columns.due(NOW, null)).toEqual([]);
    expect(await storage.columns.dueGroups(NOW, null)).toEqual([]);
  });

  it('[ST322] of a session that began on a frozen day, later days know nothing but that it was there', async () => {
    const { storage, project } = await begin({ pageviewsDays: KEPT_DAYS });
    await settle(storage, project);
    while (await step(storage, project));
    const days = { from: MARCH, to: MARCH };
    const ofEntry = (entry: string) =>
      pageviewQuery({
        project,
        days,
        by: [],
        measures: ['pageviews'],
        filter: { field: 'entryPage', op: 'is', values: [entry] },
      });
    const { all, unknown } = await storage.facts.read({
      all: pageviewQuery({ project, days, by: [], measures: ['pageviews', 'sessions'] }),
      unknown: ofEntry(''),
    });
    expect(all).toEqual([{ pageviews: 4, sessions: 2 }]);
    expect(unknown).toEqual([{ pageviews: 2 }]);
  });

  it('[ST323] a project keeps its zone once days are frozen, and its visitors can still be erased', async () => {
    const { storage, project } = await begin({ pageviewsDays: KEPT_DAYS });
    await settle(storage, project);
    while (await step(storage, project));
    const early = pageviewQuery({
      project,
      days: { from: JANUARY, to: MARCH - 1 },
      by: [],
      measures: ['pageviews', 'visitors'],
    });
    const before = await storage.facts.read({ early });
    const move = storage.projects.update(project, { timeZone: 'Asia/Tokyo' }, NOW, anAct());
    await expect(move).rejects.toThrow(StateConflictError);
    expect((await storage.projects.all()).map(({ timeZone }) => timeZone)).toEqual(['UTC']);

    const borders = await storage.ingest.transact((t) => t.frozenBefore([project, project + 1]));
    expect(borders).toEqual(new Map([[project, MARCH]]));
    const erased = await storage.erasure.erase(project, hashOf(`visitor ${project} 1`), NOW, ACT);
    expect(erased!.sealedDays.length).toBeGreaterThan(0);
    expect(erased!.sealedDays.every((day) => day >= MARCH)).toBe(true);
    await settle(storage, project);
    expect(await storage.facts.read({ early })).toEqual(before);
  });
}
