import { ENVIRONMENTS, type ErrorEvent, MINUTE_MS, SEVERITIES } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ErrorWindowQuery } from '../log-queries.ts';
import { aRecord, storeRecords } from './audit-chains.ts';
import { aClick, aLink, anAct, aPageview, aProject, aSession, aVisitor, hashOf, NOON } from './builders.ts';
import { aGroup, anErrorEvent } from './error-builders.ts';
import type { Bench } from './target.ts';

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

const randomErrors = fc.array(
  fc.record({
    second: fc.boolean(),
    group: fc.integer({ min: 1, max: 4 }),
    minutes: fc.integer({ min: 0, max: 30 }),
    environment: fc.constantFrom(...ENVIRONMENTS),
    severity: fc.constantFrom(...SEVERITIES),
  }),
  { maxLength: 80, size: 'max' },
);

const randomWindows = fc.array(
  fc.record({
    groups: maybe(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 })),
    environments: maybe(fc.subarray([...ENVIRONMENTS])),
    severities: maybe(fc.subarray([...SEVERITIES])),
    from: fc.integer({ min: 0, max: 31 }),
    length: fc.integer({ min: 0, max: 31 }),
  }),
  { minLength: 10, maxLength: 10 },
);

function recount(events: readonly ErrorEvent[], query: ErrorWindowQuery): { group: number; occurrences: number }[] {
  const counts = new Map<number, number>();
  for (const { project, group, occurredAt, environment, severity } of events) {
    if (project !== query.project || occurredAt < query.times.from || query.groups?.includes(group) === false) continue;
    const isMeant =
      occurredAt < query.times.to &&
      (query.environments?.includes(environment) ?? true) &&
      (query.severities?.includes(severity) ?? true);
    counts.set(group, (counts.get(group) ?? 0) + Number(isMeant));
  }
  return [...counts].map(([group, occurrences]) => ({ group, occurrences })).sort((a, b) => a.group - b.group);
}

/** What alerts ask of a store. */
export function activityPromises(bench: Bench): void {
  it('[ST340] occurrences in a stretch of time are a recount of the single events', async () => {
    const { storage, writable } = await bench.openPair();
    const property = fc.asyncProperty(randomErrors, randomWindows, async (errors, windows) => {
      const { id: project } = await storage.projects.create(aProject(), anAct());
      const { id: other } = await storage.projects.create(aProject(), anAct());
      const events = errors.map(({ second, minutes, ...rest }, i) =>
        anErrorEvent({
          project: second ? other : project,
          number: i + 1,
          occurredAt: NOON + minutes * MINUTE_MS,
          ...rest,
        }),
      );
      const lastSeen = new Map<string, ErrorEvent>();
      for (const event of events) {
        const key = `${event.project} ${event.group}`;
        if (event.occurredAt >= (lastSeen.get(key)?.occurredAt ?? 0)) lastSeen.set(key, event);
      }
      await writable.ingest.transact(async (t) => {
        await t.errors.addEvents(events);
        await t.errors.putGroups(
          [...lastSeen.values()].map((event) =>
            aGroup({ project: event.project, number: event.group, lastSeen: event.occurredAt }),
          ),
        );
      });
      const asked = windows.map<ErrorWindowQuery>(({ from, length, ...rest }) => ({
        from: 'errorWindow',
        project,
        times: { from: NOON + from * MINUTE_MS, to: NOON + (from + length) * MINUTE_MS },
        ...rest,
      }));
      const answers = await storage.facts.read(Object.fromEntries(asked.map((query, i) => [i, query])));
      asked.forEach((query, i) => {
        expect(answers[i], JSON.stringify(query)).toEqual(recount(events, query));
      });
    });
    await fc.assert(property, { numRuns: 10, endOnFailure: true });
  });

  it('[ST341] views stored after a number are counted by when they happened', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const ask = async (after: number) => {
      const times = { from: NOON, to: NOON + MINUTE_MS };
      const { views } = await storage.facts.read({ views: { from: 'newViews', project, after, times } });
      return views[0];
    };
    expect(await ask(0)).toEqual({ pageviews: 0, last: 0 });
    await writable.ingest.transact(async (t) => {
      await t.addVisitors([aVisitor({ project, number: 1 }), aVisitor({ project: other, number: 1 })]);
      await t.putSessions([aSession({ project, number: 1 }), aSession({ project: other, number: 1 })]);
      await t.addPageviews([
        aPageview({ project, number: 1, occurredAt: NOON - 1 }),
        aPageview({ project, number: 2, occurredAt: NOON }),
        aPageview({ project, number: 3, occurredAt: NOON + MINUTE_MS }),
        aPageview({ project, number: 4, occurredAt: NOON + MINUTE_MS - 1 }),
        aPageview({ project: other, number: 1, occurredAt: NOON }),
      ]);
      await t.setCounters([{ project, counters: { visitor: 1, session: 1, pageview: 4 } }]);
    });
    expect(await ask(0)).toEqual({ pageviews: 2, last: 4 });
    expect(await ask(2)).toEqual({ pageviews: 1, last: 4 });
    expect(await ask(Number.MAX_SAFE_INTEGER)).toEqual({ pageviews: 0, last: 4 });
  });

  it('[ST342] the last error is the number given out last', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const last = async () => {
      const { last: rows } = await storage.facts.read({ last: { from: 'lastError', project } });
      return rows[0].number;
    };
    expect(await last()).toBe(0);
    await writable.ingest.transact((t) =>
      t.setSequences([
        { project, name: 'error_event', value: 7 },
        { project, name: 'error_group', value: 9 },
        { project: project + 1, name: 'error_event', value: 8 },
      ]),
    );
    expect(await last()).toBe(7);
  });

  it('[ST343] the latest event is the latest of any kind, and none is an act of the server', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const latest = async () => {
      const { latest: rows } = await storage.facts.read({ latest: { from: 'latestEvent', project } });
      return rows[0].at;
    };
    expect(await latest()).toBeNull();
    await writable.ingest.transact(async (t) => {
      await t.addVisitors([aVisitor({ project, number: 1 })]);
      await t.putSessions([aSession({ project, number: 1 })]);
      // The view stored last is a late one.
      await t.addPageviews([
        aPageview({ project, number: 1, occurredAt: NOON }),
        aPageview({ project, number: 2, occurredAt: NOON - MINUTE_MS }),
      ]);
    });
    expect(await latest()).toBe(NOON);
    await writable.ingest.transact((t) =>
      t.errors.putGroups([aGroup({ project, number: 1, firstSeen: 1, lastSeen: NOON + 1 })]),
    );
    expect(await latest()).toBe(NOON + 1);
    await storeRecords(writable, project, [aRecord({ project, occurredAt: NOON + 2 })]);
    expect(await latest()).toBe(NOON + 2);
    const [link] = await storage.links.create([aLink({ project, code: hashOf('a').slice(0, 8) })], anAct());
    await writable.ingest.transact((t) =>
      t.clicks.addClicks([
        aClick({ project, number: 1, link: link!.id, occurredAt: NOON + 3 }),
        aClick({ project, number: 2, link: link!.id, occurredAt: NOON + 2 }),
      ]),
    );
    expect(await latest()).toBe(NOON + 3);
  });
}
