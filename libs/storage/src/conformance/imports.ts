import { expect, it } from 'vitest';
import type { ImportProgress } from '../imports.ts';
import { LeaseLostError } from '../partitions.ts';
import { aLink, anAct, aPageview, aProject, countFacts, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** Importing: how far it has come, and links that come with their ids. */
export function importPromises(bench: Bench): void {
  const openWithProject = async () => {
    const storage = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const lease = await storage.ingest.acquireLease('import', 60_000);
    const progress = (given: Partial<ImportProgress> = {}): ImportProgress => ({
      source: 'a database',
      part: 'pageviews',
      project,
      position: 10,
      counts: { stored: 10 },
      ...given,
    });
    return { storage, project, lease, progress };
  };

  it('[ST190] how far a part of an import has come is kept with what came of it, or not at all', async () => {
    const { storage, project, lease, progress } = await openWithProject();
    expect(await storage.ingest.importProgress('a database')).toEqual([]);
    const store = (position: number, before: number, work: () => void = () => {}) =>
      storage.ingest.transact(async (t) => {
        await t.imports.begin(lease, progress(), before);
        await t.addPageviews([aPageview({ project, number: position })]);
        await t.imports.note(progress({ position, counts: { stored: position, 'no time': 1 } }));
        work();
      });
    await store(10, 0);
    const fails = store(20, 10, () => {
      throw new Error('half-way');
    });
    await expect(fails).rejects.toThrow('half-way');
    await storage.ingest.transact((t) => t.imports.note(progress({ part: 'clicks', position: 3 })));
    await storage.ingest.transact((t) => t.imports.note(progress({ source: 'another' })));
    expect(await storage.ingest.importProgress('a database')).toEqual([
      progress({ part: 'clicks', position: 3 }),
      progress({ position: 10, counts: { stored: 10, 'no time': 1 } }),
    ]);
    expect(await countFacts(storage, project)).toMatchObject({ pageviews: 1 });
    await store(30, 10);
    expect((await storage.ingest.importProgress('a database'))[1]).toMatchObject({ position: 30 });
  });

  it('[ST191] of two that import the same, or after the lease was lost, the second stores nothing', async () => {
    const { storage, project, lease, progress } = await openWithProject();
    const store = (before: number, position: number) =>
      storage.ingest.transact(async (t) => {
        await t.imports.begin(lease, progress(), before);
        await t.addPageviews([aPageview({ project, number: position })]);
        await t.imports.note(progress({ position }));
      });
    await store(0, 10);
    await expect(store(0, 12)).rejects.toThrow(LeaseLostError);
    await storage.ingest.acquireLease('import', 60_000);
    await expect(store(10, 20)).rejects.toThrow(LeaseLostError);
    expect(await countFacts(storage, project)).toMatchObject({ pageviews: 1 });
  });

  it('[ST192] how far an import has come goes with its project', async () => {
    const { storage, project, progress } = await openWithProject();
    await storage.ingest.transact((t) => t.imports.note(progress()));
    await storage.projects.delete(project, anAct());
    expect(await storage.ingest.importProgress('a database')).toEqual([]);
  });

  it('[ST193] an imported link keeps its id where that is free, and a code is issued once', async () => {
    const { storage, project } = await openWithProject();
    const [made] = await storage.links.create([aLink({ project, code: 'Made-here' })], anAct());
    const imported = (id: number, code: string) => ({
      ...aLink({ project, code, tags: ['sale', 'sale'], isActive: false }),
      id,
      updatedAt: NOON + 5,
    });
    const ids = await storage.ingest.transact((t) =>
      t.imports.addLinks([imported(700, 'kept'), imported(made!.id, 'moved'), imported(701, 'Made-here')]),
    );
    expect(ids).toEqual([700, expect.any(Number), null]);
    expect(new Set([made!.id, 700, ids[1]]).size).toBe(3);
    expect(await storage.links.get(project, 'kept')).toEqual({
      ...imported(700, 'kept'),
      tags: ['sale', 'sale'],
      reservedClicks: 0,
      totalClicks: 0,
    });
    const [later] = await storage.links.create([aLink({ project, code: 'later' })], anAct());
    expect(later!.id).toBeGreaterThan(700);
    expect(await storage.links.create([aLink({ project, code: 'kept' })], anAct())).toEqual([null]);
    const found = await storage.ingest.transact((t) =>
      t.imports.findLinks([
        { project, code: 'kept' },
        { project, code: 'Kept' },
        { project: project + 1, code: 'kept' },
      ]),
    );
    expect(found).toEqual([{ project, code: 'kept', id: 700 }]);
  });
}
