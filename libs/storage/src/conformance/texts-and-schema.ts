import { localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageviewQuery } from '../facts.ts';
import { NewerSchemaError } from '../storage.ts';
import { anAct, aPageview, aProject, aSession, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** Any UTF-16 units at all: NUL, lone surrogates, and pairs of them. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom(0, 0xd800, 0xdfff, 0x27, 0x5c, 0x25, 0xfeff), fc.integer({ min: 0, max: 0xffff })))
  .map((units) => String.fromCharCode(...units));

export function textPromises(bench: Bench): void {
  it('[ST60] any text is stored, and comes back with lone surrogates read as U+FFFD', async () => {
    const { storage, writable } = await bench.openPair();
    const day = localDay(NOON, 'UTC');
    const property = fc.asyncProperty(anyText, async (text) => {
      const { id: project, name } = await storage.projects.create(aProject({ name: text }), anAct());
      expect(name).toBe(text.toWellFormed());
      await writable.ingest.transact(async (t) => {
        await t.putSessions([aSession({ project, number: 1, entryUrl: text, exitUrl: text })]);
        await t.addPageviews([aPageview({ project, number: 1, url: text, title: text, referrer: text })]);
        await t.addDeadLetters([{ project, kind: text, receivedAt: NOON, reason: text, event: text }]);
        expect(await t.findViews([{ project, visitor: 1, url: text, from: NOON, to: NOON }])).toHaveLength(1);
        expect(await t.getSessions([{ project, number: 1 }])).toMatchObject([
          { entryUrl: text.toWellFormed(), exitUrl: text.toWellFormed() },
        ]);
      });
      const days = { from: day, to: day };
      const { pages } = await storage.facts.read({
        pages: pageviewQuery({ project, days, by: ['url', 'referrer'], measures: ['latestTitle'] }),
      });
      const read = text.toWellFormed();
      expect(pages).toEqual([{ url: read, referrer: read, latestTitle: read }]);
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });

  it('[ST61] numbers come back as numbers, up to 2^53', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const large = Number.MAX_SAFE_INTEGER;
    await writable.ingest.transact(async (t) => {
      await t.setCounters([{ project, counters: { visitor: large, session: large - 1, pageview: 2 ** 40 } }]);
      expect((await t.counters([project])).get(project)).toEqual({
        visitor: large,
        session: large - 1,
        pageview: 2 ** 40,
      });
      await t.count([{ project, outcome: 'stored', count: large }]);
    });
    expect((await storage.ledger('any')).projects.get(project)!.stored).toBe(large);
  });
}

export function schemaPromises(bench: Bench): void {
  it('[ST70] openers that start at once make one schema, and a later one keeps what is stored', async () => {
    const openers = await Promise.all([bench.open(), bench.open(), bench.open()]);
    const project = await openers[0]!.projects.create(aProject(), anAct());
    for (const opener of openers) expect(await opener.projects.all()).toEqual([project]);
    await openers[0]!.close();
    expect(await (await bench.open()).projects.all()).toEqual([project]);
  });

  it('[ST71] a database of a later version is refused, in words that say what to do', async () => {
    const before = await bench.open();
    await before.projects.create(aProject(), anAct());
    await before.close();
    await bench.database.pretendNewerSchema();
    await expect(bench.open()).rejects.toThrow(NewerSchemaError);
    await expect(bench.open()).rejects.toThrow(/newer version/);
    const { openShared } = bench.database;
    if (openShared) await expect(openShared.call(bench.database)).rejects.toThrow(NewerSchemaError);
  });
}
