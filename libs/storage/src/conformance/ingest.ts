import { expect, it } from 'vitest';
import type { IngestTransaction } from '../ingest.ts';
import { anAct, aPageview, aProject, countFacts, NOON, storeOneOfEach } from './builders.ts';
import type { Bench } from './target.ts';

/** Transactions, and what is kept for a while only. */
export function ingestPromises(bench: Bench): void {
  const openWithProject = async () => {
    const storage = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    return { storage, project };
  };

  it('[ST30] a transaction that fails half-way stores none of it, and the next one works', async () => {
    const { storage, project } = await openWithProject();
    await expect(
      storage.ingest.transact(async (t) => {
        await storeOneOfEach(t, project);
        throw new Error('half-way');
      }),
    ).rejects.toThrow('half-way');
    await expect(
      storage.ingest.transact(async (t) => {
        await storeOneOfEach(t, project, 2);
        // The same number twice.
        await t.addPageviews([aPageview({ project, number: 2 })]);
      }),
    ).rejects.toThrow();
    expect(await countFacts(storage, project)).toEqual({ pageviews: 0, visitors: 0, sessions: 0 });
    expect((await storage.ledger('any')).projects).toEqual(new Map());
    expect(await bench.database.dayVersions(project)).toEqual(new Map());
    expect(await storage.ingest.transact(async (t) => storeOneOfEach(t, project).then(() => 'its result'))).toBe(
      'its result',
    );
    expect(await countFacts(storage, project)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
  });

  it('[ST31] transactions of one store, and its other calls, never interleave', async () => {
    const { storage, project } = await openWithProject();
    const steps: string[] = [];
    const slow = storage.ingest.transact(async (t) => {
      steps.push('first in');
      await t.count([{ project, outcome: 'stored', count: 1 }]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      steps.push('first out');
      throw new Error('undone');
    });
    const meanwhile = [
      storage.ingest.transact(async () => void steps.push('second')),
      storage.projects.update(project, { name: 'Renamed meanwhile' }, NOON, anAct()).then(() => steps.push('update')),
      storage.ledger('any').then((ledger) => steps.push(`ledger ${ledger.projects.size}`)),
    ];
    await expect(slow).rejects.toThrow('undone');
    await Promise.all(meanwhile);
    expect(steps).toEqual(['first in', 'first out', 'second', 'update', 'ledger 0']);
    expect((await storage.projects.all())[0]!.name).toBe('Renamed meanwhile');
  });

  it('[ST32] writers on several openers wait for each other', async () => {
    const { storage, project } = await openWithProject();
    const other = await bench.open();
    const count = (store: typeof storage) =>
      store.ingest.transact(async (t) => {
        const counters = (await t.counters([project])).get(project)!;
        await t.setCounters([{ project, counters: { ...counters, visitor: counters.visitor + 1 } }]);
      });
    for (let round = 0; round < 10; round++) {
      await count(storage);
      await count(other);
    }
    await storage.ingest.transact(async (t) => {
      expect(await t.counters([project])).toEqual(new Map([[project, { visitor: 20, session: 0, pageview: 0 }]]));
    });
  });

  it('[ST33] a transaction that has ended refuses every call', async () => {
    const { storage, project } = await openWithProject();
    let kept: IngestTransaction | undefined;
    await storage.ingest.transact(async (t) => {
      kept = t;
    });
    await expect(kept!.count([{ project, outcome: 'stored', count: 1 }])).rejects.toThrow('ended');
    expect((await storage.ledger('any')).projects.size).toBe(0);
  });

  it('[ST42] every bump of a day raises its version', async () => {
    const { storage, project } = await openWithProject();
    await storage.ingest.transact((t) =>
      t.bumpDays([
        { project, day: 5 },
        { project, day: 6 },
      ]),
    );
    await storage.ingest.transact((t) => t.bumpDays([{ project, day: 6 }]));
    expect(await bench.database.dayVersions(project)).toEqual(
      new Map([
        [5, 1],
        [6, 2],
      ]),
    );
  });

  it('[ST43] expiry forgets what was received before, in however many steps, and nothing else', async () => {
    const { storage, project } = await openWithProject();
    const old = Array.from({ length: 5000 }, (_, i) => `old-${i}`);
    const id = (text: string, receivedAt: number) => ({
      project,
      kind: 'pageview' as const,
      id: text,
      pageview: 1,
      receivedAt,
    });
    const waiting = (pageviewId: string, receivedAt: number) => ({
      project,
      pageviewId,
      engagedMs: 1,
      scrollPct: null,
      occurredAt: NOON,
      receivedAt,
    });
    await storage.ingest.transact(async (t) => {
      await t.addEventIds([...old.map((text) => id(text, NOON - 1)), id('new', NOON)]);
      await t.addWaitingEngagements([waiting('old', NOON + 9), waiting('new', NOON + 10)]);
      await t.count([{ project, outcome: 'stored', count: 2 }]);
    });
    await storage.ingest.expire({ eventIds: NOON, engagements: NOON + 10 });
    await storage.ingest.transact(async (t) => {
      const left = await t.findEventIds([...old, 'new'].map((text) => ({ project, kind: 'pageview', id: text })));
      expect(left.map((row) => row.id)).toEqual(['new']);
      const taken = await t.takeWaitingEngagements(['old', 'new'].map((pageviewId) => ({ project, pageviewId })));
      expect(taken.map((row) => row.pageviewId)).toEqual(['new']);
    });
    expect((await storage.ledger('any')).projects.get(project)).toEqual({
      stored: 2,
      dropped: {},
      deadLetters: 0,
      receivedElsewhere: 0,
    });
  });

  it('[ST44] salts made before an instant are destroyed, and later days get new ones', async () => {
    const { storage } = await openWithProject();
    const first = await storage.salts.getOrCreate(1, 10, NOON);
    const second = await storage.salts.getOrCreate(1, 11, NOON + 1);
    expect(await storage.ingest.destroySalts(NOON + 1)).toBe(1);
    expect(await storage.ingest.destroySalts(NOON + 1)).toBe(0);
    expect(await storage.salts.get(1, 10)).toBeNull();
    expect(await storage.salts.get(1, 11)).toEqual(second);
    expect(await storage.salts.getOrCreate(1, 10, NOON)).not.toEqual(first);
  });

  it('[ST45] empty sets are no work and no error', async () => {
    const { storage } = await openWithProject();
    await storage.ingest.transact(async (t) => {
      expect(await t.projects([])).toEqual(new Map());
      expect(await t.counters([])).toEqual(new Map());
      expect(await t.findEventIds([])).toEqual([]);
      expect(await t.findVisitors([])).toEqual([]);
      expect(await t.findVisitorsByFingerprint([])).toEqual([]);
      expect(await t.findSessions([])).toEqual([]);
      expect(await t.getSessions([])).toEqual([]);
      expect(await t.findViews([])).toEqual([]);
      expect(await t.getPageviews([])).toEqual([]);
      expect(await t.takeWaitingEngagements([])).toEqual([]);
      await t.addEventIds([]);
      await t.addVisitors([]);
      await t.addVisitorAliases([]);
      await t.updateVisitors([]);
      await t.setCounters([]);
      await t.putSessions([]);
      await t.addPageviews([]);
      await t.setEngagement([]);
      await t.addWaitingEngagements([]);
      await t.bumpDays([]);
      await t.count([]);
      await t.addDeadLetters([]);
    });
  });

  it('[ST46] projects are read inside the transaction, disabled ones included, by number', async () => {
    const { storage, project } = await openWithProject();
    const disabled = await storage.projects.update(project, { isActive: false }, NOON, anAct());
    await storage.ingest.transact(async (t) => {
      expect(await t.projects([project, project, project + 1])).toEqual(new Map([[project, disabled]]));
    });
  });
}
