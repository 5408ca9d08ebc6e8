import { localDay } from '@micrologs/domain';
import { expect, it } from 'vitest';
import { pageviewQuery, sessionQuery } from '../facts.ts';
import {
  anAct,
  aPageview,
  aProject,
  aSession,
  aVisitor,
  countFacts,
  hashOf,
  NOON,
  storeOneOfEach,
} from './builders.ts';
import type { Bench } from './target.ts';

export function projectPromises(bench: Bench): void {
  it('[ST1] a project comes back as it was created, active, and listed by its number', async () => {
    const { storage } = await bench.openPair();
    const settings = {
      cookieless: true,
      respectDnt: false,
      mergeFingerprints: true,
      scrubKeys: ['national_id'],
      safeKeys: ['token_count'],
      auditSecretOnly: true,
      retention: { pageviewsDays: 400, errorsDays: 30, clicksDays: null, auditDays: 1, keepCounts: false },
    };
    const given = aProject({
      name: 'Ærlig «talt» 😀',
      allowedDomains: ['a.org', 'b.org'],
      timeZone: 'Asia/Tokyo',
      settings,
    });
    const first = await storage.projects.create(given, anAct());
    expect(first).toEqual({ ...given, id: first.id, isActive: true, updatedAt: given.createdAt });
    const second = await storage.projects.create(aProject(), anAct());
    expect(second.id).toBeGreaterThan(first.id);
    expect(await storage.projects.all()).toEqual([first, second]);
  });

  it('[ST2] an update changes what it names and nothing else; an unknown project is null', async () => {
    const { storage } = await bench.openPair();
    const project = await storage.projects.create(aProject(), anAct());
    const other = await storage.projects.create(aProject(), anAct());
    const patch = { name: 'New', isActive: false, allowedDomains: [], publicKey: 'f'.repeat(32) };
    const updated = await storage.projects.update(project.id, patch, NOON + 5, anAct());
    expect(updated).toEqual({ ...project, ...patch, updatedAt: NOON + 5 });
    expect(await storage.projects.update(project.id, { name: undefined }, NOON + 6, anAct())).toEqual({
      ...updated,
      updatedAt: NOON + 6,
    });
    expect(await storage.projects.all()).toEqual([{ ...updated, updatedAt: NOON + 6 }, other]);
    expect(await storage.projects.update(other.id + 1, { name: 'x' }, NOON, anAct())).toBeNull();

    const both = [{ cookieless: true }, { scrubKeys: ['pin'], safeKeys: undefined }];
    await Promise.all(both.map((settings) => storage.projects.update(other.id, { settings }, NOON, anAct())));
    expect((await storage.projects.all()).at(-1)!.settings).toEqual({
      ...other.settings,
      cookieless: true,
      scrubKeys: ['pin'],
    });
    const retentions = [{ errorsDays: 30 }, { clicksDays: 7, errorsDays: undefined }, { keepCounts: false }];
    for (const retention of retentions) {
      await storage.projects.update(other.id, { settings: { retention } }, NOON, anAct());
    }
    expect((await storage.projects.all()).at(-1)!.settings).toMatchObject({
      cookieless: true,
      retention: { ...other.settings.retention, errorsDays: 30, clicksDays: 7, keepCounts: false },
    });
  });

  it('[ST3] every change to a project raises the change number, for every opener', async () => {
    const { storage } = await bench.openPair();
    const other = await bench.open();
    const numbers = [await other.projects.changeNumber()];
    const look = async () => numbers.push(await other.projects.changeNumber());
    const { id } = await storage.projects.create(aProject(), anAct());
    await look();
    await storage.projects.update(id, { isActive: false }, NOON, anAct());
    await look();
    await storage.projects.delete(id, anAct());
    await look();
    expect(numbers.every((number, i) => i === 0 || number > numbers[i - 1]!)).toBe(true);
    await storage.projects.update(id, { isActive: false }, NOON, anAct());
    await storage.projects.delete(id, anAct());
    expect(await other.projects.changeNumber()).toBe(numbers.at(-1));
    expect(await storage.projects.changeNumber()).toBe(numbers.at(-1));
  });

  it('[ST4] no two projects have a key in common', async () => {
    const { storage } = await bench.openPair();
    const first = await storage.projects.create(aProject(), anAct());
    await expect(storage.projects.create(aProject({ publicKey: first.publicKey }), anAct())).rejects.toThrow();
    await expect(storage.projects.create(aProject({ secretHash: first.secretHash }), anAct())).rejects.toThrow();
    expect(await storage.projects.all()).toEqual([first]);
  });

  it('[ST5] statistics count the views of each project', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: first } = await storage.projects.create(aProject(), anAct());
    const { id: second } = await storage.projects.create(aProject(), anAct());
    await writable.ingest.transact(async (t) => {
      await t.addPageviews([1, 2, 3].map((number) => aPageview({ project: first, number })));
    });
    expect(await storage.projects.stats()).toEqual(
      new Map([
        [first, { links: 0, pageviews: 3, errors: 0 }],
        [second, { links: 0, pageviews: 0, errors: 0 }],
      ]),
    );
  });

  it('[ST6] a deleted project leaves its ledger counts and nothing else, and no other project is touched', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: gone } = await storage.projects.create(aProject(), anAct());
    const kept = await storage.projects.create(aProject(), anAct());
    await writable.ingest.transact(async (t) => {
      await storeOneOfEach(t, gone);
      await storeOneOfEach(t, kept.id);
    });
    const salt = await storage.salts.getOrCreate(kept.id, 1, NOON);
    await storage.salts.getOrCreate(gone, 1, NOON);

    expect(await storage.projects.delete(gone, anAct())).toBe(true);
    expect(await storage.projects.delete(gone, anAct())).toBe(false);

    expect(await storage.projects.all()).toEqual([kept]);
    expect(await countFacts(storage, gone)).toEqual({ pageviews: 0, visitors: 0, sessions: 0 });
    expect(await countFacts(storage, kept.id)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
    expect(await storage.salts.get(gone, 1)).toBeNull();
    expect(await storage.salts.get(kept.id, 1)).toEqual(salt);
    expect((await storage.ledger('any')).projects).toEqual(
      new Map([
        // Its dead letter is pending no more.
        [gone, { stored: 1, dropped: { project_deleted: 1 }, deadLetters: 0, receivedElsewhere: 0 }],
        [kept.id, { stored: 1, dropped: {}, deadLetters: 1, receivedElsewhere: 0 }],
      ]),
    );
    await writable.ingest.transact(async (t) => {
      const found = async (project: number) => [
        (await t.projects([project])).size,
        (await t.findVisitors([{ project, hash: hashOf(`visitor ${project} 1`) }])).length,
        (await t.findVisitors([{ project, hash: hashOf('alias 1') }])).length,
        (await t.findVisitorsByFingerprint([{ project, fingerprintHash: hashOf('print 1') }])).length,
        (await t.getSessions([{ project, number: 1 }])).length,
        (await t.getPageviews([{ project, number: 1 }])).length,
        (await t.findEventIds([{ project, kind: 'pageview', id: 'view-1' }])).length,
        (await t.takeWaitingEngagements([{ project, pageviewId: 'late-1' }])).length,
        (await t.counters([project])).get(project)!.visitor,
      ];
      expect(await found(gone)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
      expect(await found(kept.id)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    });
    expect((await storage.projects.create(aProject(), anAct())).id).toBeGreaterThan(kept.id);
    expect(await bench.database.dayVersions(gone)).toEqual(new Map());
  });

  it('[ST7] the number of a deleted project is never given again, be it the highest', async () => {
    const { storage } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    await storage.projects.delete(id, anAct());
    expect((await storage.projects.create(aProject(), anAct())).id).toBeGreaterThan(id);
  });

  it.each([
    ['UTC', 'Europe/Oslo', Date.UTC(2026, 2, 27)],
    ['America/New_York', 'Australia/Lord_Howe', Date.UTC(2026, 9, 30)],
    ['Europe/Oslo', 'Pacific/Apia', Date.UTC(2011, 11, 28)],
    ['Asia/Kolkata', 'America/Sao_Paulo', Date.UTC(2018, 1, 15)],
  ])('[ST8] a change of zone from %s to %s gives every fact its new day', async (from, to, begin) => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject({ timeZone: from }), anAct());
    const { id: other } = await storage.projects.create(aProject({ timeZone: from }), anAct());
    // Every 20 minutes over five days, over a clock change on the way.
    const times = Array.from({ length: 360 }, (_, i) => begin + i * 1_200_000);
    await writable.ingest.transact(async (t) => {
      for (const id of [project, other]) {
        const at = times.map((time, i) => ({ time, number: i + 1, day: localDay(time, from) }));
        await t.addVisitors(
          at.map(({ time, number, day }) => aVisitor({ project: id, number, firstSeen: time, firstDay: day })),
        );
        await t.putSessions(
          at.map(({ time, number, day }) => aSession({ project: id, number, startedAt: time, startDay: day })),
        );
        await t.addPageviews(
          at.map(({ time, number, day }) => aPageview({ project: id, number, visitor: number, occurredAt: time, day })),
        );
      }
    });
    const versionsOfOther = await bench.database.dayVersions(other);

    expect(await storage.projects.update(project, { timeZone: to }, NOON, anAct())).toMatchObject({ timeZone: to });

    const range = { from: localDay(begin, 'UTC') - 3, to: localDay(begin, 'UTC') + 10 };
    for (const [id, zone] of [
      [project, to],
      [other, from],
    ] as const) {
      const expected = new Map<number, number>();
      for (const time of times) expected.set(localDay(time, zone), (expected.get(localDay(time, zone)) ?? 0) + 1);
      const { views, sessions } = await storage.facts.read({
        views: pageviewQuery({ project: id, days: range, by: ['day'], measures: ['pageviews', 'newOnDay'] }),
        sessions: sessionQuery({ project: id, days: range, by: ['day'] }),
      });
      expect(new Map(views.map((row) => [row.day, row.pageviews]))).toEqual(expected);
      // Each visitor came once, so all are new on their day if their first day moved along.
      expect(new Map(views.map((row) => [row.day, row.newOnDay]))).toEqual(expected);
      expect(new Map(sessions.map((row) => [row.day, row.sessions]))).toEqual(expected);
    }
    const versions = await bench.database.dayVersions(project);
    for (const time of times) {
      expect(versions.get(localDay(time, from))).toBeGreaterThan(0);
      expect(versions.get(localDay(time, to))).toBeGreaterThan(0);
    }
    expect(await bench.database.dayVersions(other)).toEqual(versionsOfOther);
  });
}
