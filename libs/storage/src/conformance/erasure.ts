import { ZONES } from '@micrologs/columns/conformance';
import { DAY_MS, type ProjectId, SECOND_MS } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Storage, WritableStorage } from '../storage.ts';
import { wholeChain } from './audit-chains.ts';
import { anAct, aPageview, aProject, aSession, aVisitor, countFacts, hashOf, NOON } from './builders.ts';
import { ColumnStory } from './column-story.ts';
import { aGroup, anErrorEvent } from './error-builders.ts';
import { randomView } from './random-views.ts';
import type { Bench } from './target.ts';

const TOKEN = hashOf('a session token');
const own = (project: ProjectId, n: number) => hashOf(`visitor ${project} ${n}`);
const act = anAct({ action: 'visitor.erased', context: { via: 'cli' } });

/** Two visitors with an alias, a session and a view each. */
async function storeTwo({ ingest }: WritableStorage, project: ProjectId): Promise<void> {
  await ingest.transact(async (t) => {
    for (const number of [1, 2]) {
      await t.addVisitors([aVisitor({ project, number, fingerprintHash: hashOf(`print ${number}`) })]);
      await t.addVisitorAliases([{ project, hash: hashOf(`alias ${number}`), number }]);
      const tokenHash = number === 1 ? TOKEN : '';
      await t.putSessions([aSession({ project, number, visitor: number, tokenHash })]);
      await t.addPageviews([aPageview({ project, number, visitor: number, session: number })]);
      await t.addEventIds([{ project, kind: 'pageview', id: `view-${number}`, pageview: number, receivedAt: NOON }]);
    }
  });
}

/** Whose errors these are, by their numbers. */
async function namesOfErrors({ exports }: Storage, project: ProjectId) {
  const events = await exports.page('errors', project, { from: 0, to: 100_000 }, null, 100);
  return events.map(({ visitorHash, sessionHash }) => [visitorHash, sessionHash]);
}

export function erasurePromises(bench: Bench): void {
  const openWithProject = async () => {
    const storage = await bench.open();
    const project = await storage.projects.create(aProject(), anAct());
    await storeTwo(storage, project.id);
    return { storage, project };
  };

  it('[ST310] an erased visitor leaves nothing but its act and its number, and nobody else loses anything', async () => {
    const { storage, project } = await openWithProject();
    const { id } = project;
    const versions = await bench.database.dayVersions(id);
    expect(await storage.erasure.erase(id, hashOf('alias 1'), NOON, act)).toEqual({ visitor: 1, sealedDays: [] });

    expect(await countFacts(storage, id)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
    await storage.ingest.transact(async (t) => {
      const hashes = [own(id, 1), own(id, 2), hashOf('alias 1'), hashOf('alias 2')];
      const found = await t.findVisitors(hashes.map((hash) => ({ project: id, hash })));
      expect(found.map(({ number }) => number)).toEqual([2, 2]);
      const print = { project: id, fingerprintHash: hashOf('print 1') };
      expect(await t.findVisitorsByFingerprint([print])).toEqual([]);
      expect((await t.getSessions([1, 2].map((number) => ({ project: id, number })))).length).toBe(1);
      // A retry of the view must not count again.
      expect(await t.findEventIds([{ project: id, kind: 'pageview', id: 'view-1' }])).toHaveLength(1);
    });
    const [day] = [...(await bench.database.dayVersions(id)).keys()];
    expect((await bench.database.dayVersions(id)).get(day!)).toBe((versions.get(day!) ?? 0) + 1);
    const last = (await wholeChain(storage, id)).at(-1)!;
    expect(last).toMatchObject({ action: 'visitor.erased', context: '{"via":"cli","visitor":1}' });
    expect(await storage.erasure.erase(id, hashOf('alias 1'), NOON, act)).toBeNull();
    expect(await storage.erasure.erase(id + 1, own(id, 2), NOON, act)).toBeNull();
    expect((await wholeChain(storage, id)).at(-1)).toEqual(last);
  });

  it('[ST311] erasing shows as an edit of the project, also at the very instant of the last one', async () => {
    const { storage, project } = await openWithProject();
    const number = await storage.projects.changeNumber();
    await storage.erasure.erase(project.id, own(project.id, 1), project.updatedAt, act);
    expect((await storage.projects.all())[0]!.updatedAt).toBe(project.updatedAt + 1);
    await storage.erasure.erase(project.id, own(project.id, 2), NOON + SECOND_MS, act);
    expect((await storage.projects.all())[0]!.updatedAt).toBe(NOON + SECOND_MS);
    expect(await storage.projects.changeNumber()).toBeGreaterThan(number);
  });

  it('[ST312] error occurrences lose whom they name, by any of the visitor’s hashes and sessions', async () => {
    const { storage, project } = await openWithProject();
    const { id } = project;
    const names: [string, string][] = [
      [own(id, 1), hashOf('of another tab')],
      [hashOf('alias 1'), ''],
      ['', TOKEN],
      [own(id, 2), ''],
      ['', hashOf('of somebody else')],
    ];
    await storage.ingest.transact(async ({ errors }) => {
      await errors.putGroups([aGroup({ project: id, number: 1 })]);
      const rows = names.map(([visitorHash, sessionHash], i) =>
        anErrorEvent({ project: id, number: i + 1, group: 1, visitorHash, sessionHash }),
      );
      await errors.addEvents(rows);
    });
    expect(await storage.erasure.unlinkErrors(id, own(id, 1))).toBe(3);
    expect(await storage.erasure.unlinkErrors(id, own(id, 1))).toBe(0);
    expect(await namesOfErrors(storage, id)).toEqual([['', ''], ['', ''], ['', ''], names[3], names[4]]);
    // Of somebody who is known by errors alone.
    await storage.erasure.erase(id, own(id, 2), NOON, act);
    expect(await storage.erasure.unlinkErrors(id, own(id, 2))).toBe(1);
  });

  it('[ST313] dead letters of the visitor are dropped, and counted as dropped', async () => {
    const { storage, project } = await openWithProject();
    const { id } = project;
    const letters = [own(id, 1), own(id, 2), hashOf('alias 1'), 'none'].map((hash) => ({
      project: id,
      kind: 'pageview',
      receivedAt: NOON,
      reason: 'a test',
      event: JSON.stringify([hash]),
    }));
    await storage.ingest.transact((t) => t.addDeadLetters(letters));
    const hashesOf = (event: string) => JSON.parse(event) as string[];
    expect(await storage.erasure.dropDeadLetters(id, own(id, 1), hashesOf)).toBe(2);
    expect(await storage.erasure.dropDeadLetters(id, own(id, 1), hashesOf)).toBe(0);
    expect((await storage.ledger('any')).projects.get(id)).toEqual({
      stored: 0,
      dropped: { dead_letter_dropped: 2 },
      deadLetters: 2,
      receivedElsewhere: 0,
    });
  });

  it('[ST314] what was removed can be wiped from the files', async () => {
    const { storage, project } = await openWithProject();
    await storage.erasure.erase(project.id, own(project.id, 1), NOON, act);
    expect(await storage.erasure.wipe()).toBe(true);
  });

  it('[ST315] a visitor is erased from sealed days at once, and from their columns when they are sealed again', async () => {
    const [zone, change] = ZONES[0]!;
    const storage = await bench.open();
    const story = await ColumnStory.begin({ storage, writable: storage }, [zone, change]);
    await story.addViews(fc.sample(randomView, 60));
    await story.sealAll();
    while (await storage.columns.retire(story.project, change + 10 * DAY_MS));
    expect(await story.rows()).toBe(0);
    for (const visitor of [1, 2]) {
      const days = await story.erase(visitor);
      expect(days.length).toBeGreaterThan(0);
      await story.check(visitor);
      const due = await storage.columns.due(change + 30 * DAY_MS, null);
      expect(due.filter(({ wasSealed }) => wasSealed).map(({ day }) => day)).toEqual(days);
      await story.sealAll();
      await story.check(visitor);
    }
    // Whoever comes back is somebody new.
    await story.addViews(fc.sample(randomView, 20));
    await story.check(3);
    await story.sealAll();
    await story.check(3);
  });
}
