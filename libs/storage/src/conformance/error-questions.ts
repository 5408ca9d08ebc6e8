import { ZONES } from '@micrologs/columns/conformance';
import {
  DAY_MS,
  ENVIRONMENTS,
  ERROR_STATUSES,
  type ErrorEvent,
  type ErrorGroup,
  type ErrorGroupEnvironment,
  localDay,
  SEVERITIES,
} from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AfterGroup, ErrorGroupState } from '../error-store.ts';
import type { ErrorCountsQuery, ErrorDimension, ErrorGroupsQuery, ErrorSummaryQuery } from '../log-queries.ts';
import { anAct, aProject, hashOf, NOON } from './builders.ts';
import { aGroup, anEnvironment, anErrorEvent } from './error-builders.ts';
import { recountErrors, recountGroups, recountSummary } from './error-recount.ts';
import type { Bench } from './target.ts';

const DIMENSIONS: ErrorDimension[] = ['day', 'group'];
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

const randomEvents = fc.array(
  fc.record({
    second: fc.boolean(),
    group: fc.integer({ min: 1, max: 5 }),
    minutes: fc.integer({ min: 0, max: (4 * DAY_MS) / 60_000 }),
    visitor: fc.nat({ max: 4 }),
    session: fc.nat({ max: 6 }),
  }),
  { maxLength: 120, size: 'max' },
);

const randomCounts = fc.array(
  fc.record({
    by: fc.shuffledSubarray(DIMENSIONS),
    groups: maybe(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 })),
    people: maybe(fc.constant(false as const)),
    mostFirst: maybe(fc.boolean()),
    limit: maybe(fc.integer({ min: 1, max: 4 })),
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.integer({ min: -1, max: 6 }),
  }),
  { minLength: 12, maxLength: 12 },
);

/** Few instants, so that ties come about. */
const instant = fc.integer({ min: 0, max: 6 }).map((hours) => NOON + hours * 3_600_000);

const randomGroups = fc.array(
  fc.record({
    status: fc.constantFrom(...ERROR_STATUSES),
    severity: fc.constantFrom(...SEVERITIES),
    environments: fc.subarray([...ENVIRONMENTS]),
    lastSeen: instant,
  }),
  { maxLength: 25, size: 'max' },
);

const randomLists = fc.array(
  fc.record({
    numbers: maybe(fc.array(fc.integer({ min: 1, max: 27 }), { maxLength: 9 })),
    lastSeen: maybe(fc.record({ from: instant, to: instant })),
    status: maybe(fc.constantFrom(...ERROR_STATUSES)),
    severity: maybe(fc.constantFrom(...SEVERITIES)),
    environment: maybe(fc.constantFrom(...ENVIRONMENTS)),
    after: maybe(fc.record({ lastSeen: instant, number: fc.integer({ min: 1, max: 26 }) })),
    limit: fc.integer({ min: 1, max: 8 }),
  }),
  { minLength: 12, maxLength: 12 },
);

/** A group as it is read, without what only its next occurrence needs. */
function shown({ resolvedAt: _, firstReleaseAt: __, lastReleaseAt: ___, ...group }: ErrorGroupState): ErrorGroup {
  return group;
}

export function errorQuestionPromises(bench: Bench): void {
  it.each(ZONES)('[ST72] every count of errors is a recount of the single events (%s)', async (zone, change) => {
    const { storage, writable } = await bench.openPair();
    const firstDay = localDay(change, zone) - 4;
    const property = fc.asyncProperty(randomEvents, randomCounts, async (events, questions) => {
      const { id: project } = await storage.projects.create(aProject({ timeZone: zone }), anAct());
      const { id: other } = await storage.projects.create(aProject({ timeZone: zone }), anAct());
      const facts: ErrorEvent[] = events.map(({ second, group, minutes, visitor, session }, i) => {
        const occurredAt = change - 2 * DAY_MS + minutes * 60_000;
        return anErrorEvent({
          project: second ? other : project,
          number: i + 1,
          group,
          occurredAt,
          day: localDay(occurredAt, zone),
          visitorHash: visitor === 0 ? '' : hashOf(`visitor ${visitor}`),
          sessionHash: session === 0 ? '' : hashOf(`session ${session}`),
        });
      });
      await writable.ingest.transact((t) => t.errors.addEvents(facts));
      const asked = questions.map<ErrorCountsQuery>(({ from, length, ...rest }) => ({
        from: 'errorCounts',
        project,
        days: { from: firstDay + from, to: firstDay + from + length },
        ...rest,
      }));
      const answers = await storage.facts.read(Object.fromEntries(asked.map((query, i) => [i, query])));
      asked.forEach((query, i) => {
        expect(answers[i], JSON.stringify(query)).toEqual(recountErrors(facts, query));
      });
    });
    await fc.assert(property, { numRuns: 5, endOnFailure: true });
  });

  it('[ST73] lists of error groups hold what was asked for, newest first, and their summary counts them', async () => {
    const { storage, writable } = await bench.openPair();
    const property = fc.asyncProperty(randomGroups, randomLists, async (plans, lists) => {
      const { id: project } = await storage.projects.create(aProject(), anAct());
      const { id: other } = await storage.projects.create(aProject(), anAct());
      const groups: ErrorGroupState[] = [];
      const environments: ErrorGroupEnvironment[] = [];
      plans.forEach(({ environments: names, ...plan }, i) => {
        for (const owner of [project, other]) {
          groups.push(aGroup({ project: owner, number: i + 1, ...plan }));
          // The other project's groups occurred in none.
          if (owner === other) continue;
          for (const environment of names) environments.push(anEnvironment({ project, group: i + 1, environment }));
        }
      });
      await writable.ingest.transact(async (t) => {
        await t.errors.putGroups(groups);
        await t.errors.addEnvironments(environments);
      });
      for (const list of lists) {
        const query: ErrorGroupsQuery = { from: 'errorGroups', project, ...list };
        const { rows } = await storage.facts.read({ rows: query });
        expect(rows, JSON.stringify(query)).toEqual(recountGroups(groups.map(shown), environments, query));
        if (!list.lastSeen) continue;
        const summary: ErrorSummaryQuery = { from: 'errorSummary', project: other, lastSeen: list.lastSeen };
        expect((await storage.facts.read({ summary })).summary).toEqual([recountSummary(groups, summary)]);
      }
      // Page by page, everything once.
      const pages: number[] = [];
      for (let after: AfterGroup | undefined; ; ) {
        const query: ErrorGroupsQuery = { from: 'errorGroups', project: other, after, limit: 3 };
        const { rows }: { rows: ErrorGroup[] } = await storage.facts.read({ rows: query });
        pages.push(...rows.map((group) => group.number));
        after = rows.at(-1);
        if (rows.length < 3) break;
      }
      expect([...pages].sort((a, b) => a - b)).toEqual(plans.map((_, i) => i + 1));
    });
    await fc.assert(property, { numRuns: 8, endOnFailure: true });
  });

  it('[ST74] single occurrences come back whole, newest first, however small the pages', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const days = { from: localDay(NOON, 'UTC'), to: localDay(NOON, 'UTC') + 1 };
    const events = Array.from({ length: 40 }, (_, i) =>
      anErrorEvent({
        project,
        number: i + 1,
        group: i % 8 === 7 ? 2 : 1,
        // Three at each instant; the first and the last lie beyond the days.
        occurredAt: NOON + (Math.floor(i / 3) - 3) * 6 * 3_600_000,
        ...(i % 2
          ? { stack: null, context: '{"n":12345678901234567890,"e":{}}', release: '1.2.3', keyType: 'secret' as const }
          : { visitorHash: hashOf(`visitor ${i}`), sessionHash: hashOf(`session ${i}`) }),
        ...(i % 4 ? { device: null } : { place: { country: 'Norway', countryCode: 'NO', region: '', city: 'Oslo' } }),
        severity: SEVERITIES[i % 4]!,
        environment: ENVIRONMENTS[i % 4]!,
        message: `feil på linje ${i}\n😀`,
        stack: i % 2 ? null : 'x'.repeat(65_535),
      }),
    );
    await writable.ingest.transact((t) => t.errors.addEvents(events));
    const expected = events
      .filter((event) => event.group === 1 && event.day >= days.from && event.day <= days.to)
      .sort((a, b) => b.occurredAt - a.occurredAt || b.number - a.number);
    expect(expected.length).toBeLessThan(events.filter((event) => event.group === 1).length);
    for (const limit of [1, 4, 100]) {
      const found: ErrorEvent[] = [];
      for (let after: ErrorEvent | undefined; ; ) {
        const { rows }: { rows: ErrorEvent[] } = await storage.facts.read({
          rows: { from: 'errorEvents', project, group: 1, days, after, limit },
        });
        found.push(...rows);
        after = rows.at(-1);
        if (rows.length < limit) break;
      }
      expect(found).toEqual(expected);
    }
  });

  it('[ST75] E2: occurrences are counted by environment, with their earliest and latest time', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const first = anEnvironment({ project, group: 1, occurrences: 2, firstSeen: NOON, lastSeen: NOON + 10 });
    await writable.ingest.transact((t) =>
      t.errors.addEnvironments([
        first,
        anEnvironment({ project, group: 1, environment: 'staging', occurrences: 9 }),
        anEnvironment({ project, group: 2, environment: 'staging', occurrences: 9 }),
        anEnvironment({ project, group: 2, environment: 'development', occurrences: 9 }),
        anEnvironment({ project, group: 3, occurrences: 100 }),
        anEnvironment({ project: other, group: 1, occurrences: 100 }),
      ]),
    );
    await writable.ingest.transact((t) =>
      t.errors.addEnvironments([
        { ...first, occurrences: 3, firstSeen: NOON + 5, lastSeen: NOON + 20 },
        { ...first, occurrences: 5, firstSeen: NOON - 5, lastSeen: NOON },
      ]),
    );
    const { rows } = await storage.facts.read({ rows: { from: 'errorEnvironments', project, groups: [2, 1] } });
    expect(rows).toEqual([
      { ...first, occurrences: 10, firstSeen: NOON - 5, lastSeen: NOON + 20 },
      anEnvironment({ project, group: 2, environment: 'development', occurrences: 9 }),
      anEnvironment({ project, group: 1, environment: 'staging', occurrences: 9 }),
      anEnvironment({ project, group: 2, environment: 'staging', occurrences: 9 }),
    ]);
    const { none } = await storage.facts.read({ none: { from: 'errorEnvironments', project, groups: [] } });
    expect(none).toEqual([]);
  });
}
