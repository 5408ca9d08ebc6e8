import { localDay } from '@micrologs/domain';
import { expect, it } from 'vitest';
import { anAct, aPageview, aProject, aSession, aVisitor, hashOf, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** How a batch finds what is stored of its events, visitors, sessions and views, and changes it. */
export function ingestFactPromises(bench: Bench): void {
  const openWithProject = async () => {
    const storage = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    return { storage, project };
  };

  it('[ST34] an id is known by its project, its kind and its exact text', async () => {
    const { storage, project } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const ids = [
      '018f3c1e-7b2a-7c4d-9e10-0123456789ab',
      '018F3C1E-7B2A-7C4D-9E10-0123456789AB',
      '018f3c1e7b2a7c4d9e100123456789ab',
      '30303030-3030-3030-3030-303030303030',
      '01303030-3030-3030-3030-303030303030',
      '0000000000000000',
      '000000000000000',
      '00000000000000000',
      'a',
      'A',
      '_-'.repeat(32),
    ];
    await storage.ingest.transact(async (t) => {
      await t.addEventIds(ids.map((id, i) => ({ project, kind: 'pageview', id, pageview: i + 1, receivedAt: NOON })));
      await t.addEventIds([{ project, kind: 'engagement', id: 'a', pageview: null, receivedAt: NOON }]);
    });
    await storage.ingest.transact(async (t) => {
      const found = await t.findEventIds([
        ...ids.map((id) => ({ project, kind: 'pageview' as const, id })),
        { project, kind: 'engagement', id: 'a' },
        { project, kind: 'error', id: 'a' },
        { project, kind: 'pageview', id: 'b' },
        { project: other, kind: 'pageview', id: 'a' },
      ]);
      const byId = (a: { id: string; kind: string }, b: { id: string; kind: string }) =>
        `${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1;
      expect(found.sort(byId)).toEqual(
        [
          ...ids.map((id, i) => ({ project, kind: 'pageview', id, pageview: i + 1 })),
          { project, kind: 'engagement', id: 'a', pageview: null },
        ].sort(byId),
      );
      await expect(
        t.addEventIds([{ project, kind: 'pageview', id: 'a', pageview: 99, receivedAt: NOON }]),
      ).rejects.toThrow();
    });
  });

  it('[ST35] a visitor is found by the own hash and by every alias, in its project only', async () => {
    const { storage, project } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const visitor = aVisitor({ project, number: 7 });
    const alias = hashOf('an alias');
    await storage.ingest.transact(async (t) => {
      await t.addVisitors([visitor]);
      await t.addVisitorAliases([{ project, hash: alias, number: 7 }]);
      const { fingerprintHash: _, ...row } = visitor;
      expect(await t.findVisitors([{ project, hash: visitor.hash }])).toEqual([row]);
      expect(await t.findVisitors([{ project, hash: alias }])).toEqual([{ ...row, hash: alias }]);
      expect(
        (await t.findVisitors([visitor.hash, alias, hashOf('unknown')].map((hash) => ({ project, hash })))).map(
          (found) => found.hash,
        ),
      ).toEqual([visitor.hash, alias]);
      expect(await t.findVisitors([visitor.hash, alias].map((hash) => ({ project: other, hash })))).toEqual([]);
      await expect(t.addVisitors([{ ...visitor, number: 8 }])).rejects.toThrow();
    });
  });

  it('[ST36] the visitor of a fingerprint is the one with the lowest number', async () => {
    const { storage, project } = await openWithProject();
    const fingerprintHash = hashOf('print');
    await storage.ingest.transact(async (t) => {
      await t.addVisitors([
        aVisitor({ project, number: 1 }),
        aVisitor({ project, number: 3, fingerprintHash }),
        aVisitor({ project, number: 2, fingerprintHash }),
      ]);
      const found = await t.findVisitorsByFingerprint([
        { project, fingerprintHash },
        { project, fingerprintHash: hashOf('none') },
        { project, fingerprintHash: '' },
        { project: project + 1, fingerprintHash },
      ]);
      expect(found).toMatchObject([{ project, number: 2, fingerprintHash }]);
    });
  });

  it('[ST37] a visitor is overwritten, but a known fingerprint stays', async () => {
    const { storage, project } = await openWithProject();
    const [known, filled, late] = [hashOf('known'), hashOf('filled'), hashOf('late')];
    await storage.ingest.transact(async (t) => {
      const rows = [aVisitor({ project, number: 1, fingerprintHash: known }), aVisitor({ project, number: 2 })];
      await t.addVisitors(rows);
      const seen = { firstSeen: NOON - 5, firstDay: 1, lastSeen: NOON + 5 };
      await t.updateVisitors([
        { project, number: 1, ...seen, fingerprintHash: late },
        { project, number: 2, ...seen, fingerprintHash: filled },
      ]);
      await t.updateVisitors([{ project, number: 2, ...seen, fingerprintHash: '' }]);
      expect(await t.findVisitors(rows.map(({ hash }) => ({ project, hash })))).toEqual([
        { project, number: 1, hash: rows[0]!.hash, ...seen },
        { project, number: 2, hash: rows[1]!.hash, ...seen },
      ]);
      const found = await t.findVisitorsByFingerprint(
        [known, filled, late].map((fingerprintHash) => ({ project, fingerprintHash })),
      );
      expect(found.map((row) => [row.fingerprintHash, row.number])).toEqual([
        [known, 1],
        [filled, 2],
      ]);
    });
  });

  it('[ST38] sessions are found when they touch the range, ends included, and come back as they were put', async () => {
    const { storage, project } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const session = aSession({
      project,
      number: 4,
      visitor: 2,
      tokenHash: hashOf('token'),
      lastActivity: NOON + 1000,
      views: 3,
      engagedMs: 77,
      entryUrl: 'https://example.org/in',
      exitUrl: 'https://example.org/out',
      exitAt: NOON + 900,
    });
    const key = { project, visitor: 2 };
    await storage.ingest.transact(async (t) => {
      await t.putSessions([session, aSession({ project, number: 5, visitor: 3 })]);
      for (const [from, to, hit] of [
        [NOON - 10, NOON - 1, false],
        [NOON - 10, NOON, true],
        [NOON + 500, NOON + 501, true],
        [NOON + 1000, NOON + 2000, true],
        [NOON + 1001, NOON + 2000, false],
      ] as const) {
        expect(await t.findSessions([{ ...key, from, to }])).toEqual(hit ? [session] : []);
      }
      const all = { from: 0, to: NOON * 2 };
      expect(
        await t.findSessions([
          { ...key, ...all },
          { ...key, from: NOON, to: NOON },
        ]),
      ).toEqual([session]);
      expect(await t.findSessions([{ project: other, visitor: 2, ...all }])).toEqual([]);
      expect(
        await t.getSessions([
          { project, number: 4 },
          { project, number: 6 },
        ]),
      ).toEqual([session]);
      const changed = { ...session, startedAt: NOON - 9, startDay: 5, views: 4, entryUrl: '', entryAt: NOON - 9 };
      await t.putSessions([changed]);
      expect(await t.getSessions([{ project, number: 4 }])).toEqual([changed]);
      expect(await t.findSessions([{ ...key, from: 0, to: NOON - 9 }])).toEqual([changed]);
    });
  });

  it('[ST39] views are found by visitor, exact URL and time, ends included', async () => {
    const { storage, project } = await openWithProject();
    const url = 'https://example.org/a';
    await storage.ingest.transact(async (t) => {
      await t.addPageviews([
        aPageview({ project, number: 1, visitor: 2, url, occurredAt: NOON }),
        aPageview({ project, number: 2, visitor: 2, url: `${url}/`, occurredAt: NOON }),
        aPageview({ project, number: 3, visitor: 3, url, occurredAt: NOON }),
        aPageview({ project, number: 4, visitor: 2, url: url.toUpperCase(), occurredAt: NOON }),
      ]);
      const view = { project, number: 1, visitor: 2, url, occurredAt: NOON };
      for (const [from, to, hit] of [
        [NOON - 300_000, NOON - 1, false],
        [NOON - 300_000, NOON, true],
        [NOON, NOON + 300_000, true],
        [NOON + 1, NOON + 300_000, false],
      ] as const) {
        expect(await t.findViews([{ project, visitor: 2, url, from, to }])).toEqual(hit ? [view] : []);
      }
      expect(await t.findViews([{ project: project + 1, visitor: 2, url, from: 0, to: NOON * 2 }])).toEqual([]);
    });
  });

  it('[ST40] engagement is written to the view it belongs to', async () => {
    const { storage, project } = await openWithProject();
    await storage.ingest.transact(async (t) => {
      await t.addPageviews([aPageview({ project, number: 1 }), aPageview({ project, number: 2, session: 9 })]);
      await t.setEngagement([{ project, number: 2, engagedMs: 4000, scrollPct: 80 }]);
      const state = { project, visitor: 1, day: localDay(NOON, 'UTC'), occurredAt: NOON };
      expect(await t.getPageviews([1, 2, 3].map((number) => ({ project, number })))).toEqual([
        { ...state, number: 1, session: 1, engagedMs: 0, scrollPct: null },
        { ...state, number: 2, session: 9, engagedMs: 4000, scrollPct: 80 },
      ]);
    });
  });

  it('[ST41] engagements wait as one per view with the greatest of their values, and are taken once', async () => {
    const { storage, project } = await openWithProject();
    const waiting = { project, pageviewId: 'view', engagedMs: 10, scrollPct: null, occurredAt: NOON, receivedAt: NOON };
    await storage.ingest.transact(async (t) => {
      await t.addWaitingEngagements([waiting, { ...waiting, engagedMs: 5, scrollPct: 30 }]);
      await t.addWaitingEngagements([{ ...waiting, engagedMs: 7, scrollPct: null, receivedAt: NOON + 1 }]);
      const keys = [
        { project, pageviewId: 'view' },
        { project, pageviewId: 'View' },
      ];
      expect(await t.takeWaitingEngagements(keys)).toEqual([{ ...waiting, scrollPct: 30, receivedAt: NOON + 1 }]);
      expect(await t.takeWaitingEngagements(keys)).toEqual([]);
    });
  });
}
