import {
  ENVIRONMENTS,
  type ErrorEvent,
  type ErrorGroup,
  MINUTE_MS,
  type QueuedEvent,
  SEVERITIES,
} from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anError, environmentsOf, eventsOf, groupsOf, setStatus, transitionsOf } from './error-events.ts';
import { NOON, World } from './world.ts';

const plan = fc.record({
  isView: fc.boolean(),
  fault: fc.integer({ min: 1, max: 3 }),
  id: fc.integer({ min: 1, max: 20 }),
  idGiven: fc.boolean(),
  /** Minutes after noon, and how much later it was received. */
  happened: fc.integer({ min: 0, max: 20 }),
  late: fc.integer({ min: -5, max: 20 }),
  severity: fc.constantFrom(...SEVERITIES),
  environment: fc.constantFrom(...ENVIRONMENTS),
  release: fc.constantFrom('', '', '1.0', '2.0'),
  visitor: fc.constantFrom('', 'a', 'b'),
});

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const plans = fc.array(plan, { minLength: 1, maxLength: 25 });

function eventsFrom(world: World, steps: readonly Plan[]): QueuedEvent[] {
  return steps.map(({ isView, fault, id, idGiven, happened, late, severity, environment, release, visitor }) => {
    const occurredAt = NOON + happened * MINUTE_MS;
    if (isView) return world.view(occurredAt);
    return anError(world, {
      id: `error-${id}`,
      idGiven,
      occurredAt,
      receivedAt: occurredAt + late * MINUTE_MS,
      body: { message: `fault ${'abc'[fault - 1]}`, severity, environment, release, visitor_id: visitor },
    });
  });
}

/** A store in which the first fault is known, and was resolved ten minutes after noon. */
async function worldWithResolved(): Promise<World> {
  const world = await World.create();
  await world.apply(anError(world, { body: { message: 'fault a' } }));
  await setStatus(world, 1, 'resolved', NOON + 10 * MINUTE_MS);
  return world;
}

async function outcome(world: World) {
  const groups = await groupsOf(world);
  const numbers = groups.map((group) => group.number);
  const [events, transitions] = await Promise.all([
    Promise.all(numbers.map((number) => eventsOf(world, number))),
    Promise.all(numbers.map((number) => transitionsOf(world, number))),
  ]);
  return {
    groups,
    environments: await environmentsOf(world, numbers),
    events,
    transitions,
    counts: await world.counts(),
  };
}

it('gives the same groups and counts however events are cut into batches', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 25 });
  const property = fc.asyncProperty(plans, sizes, async (steps, lengths) => {
    const whole = await worldWithResolved();
    const cut = await worldWithResolved();
    try {
      await whole.apply(...eventsFrom(whole, steps));
      const events = eventsFrom(cut, steps);
      for (let at = 0, step = 0; at < events.length; step++) {
        const size = lengths[step % lengths.length]!;
        await cut.apply(...events.slice(at, at + size));
        at += size;
      }
      expect(await outcome(cut)).toEqual(await outcome(whole));
    } finally {
      await whole.close();
      await cut.close();
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

/** What a group says of itself, from its single events. */
function recount(events: readonly ErrorEvent[]): Partial<ErrorGroup> {
  const byTime = [...events].sort((a, b) => a.occurredAt - b.occurredAt || a.number - b.number);
  const released = byTime.filter((event) => event.release !== '');
  // Of occurrences at one instant the first to come is the first, and the last to come the newest.
  const firstRelease = released[0]?.release ?? '';
  return {
    occurrences: events.length,
    firstSeen: byTime[0]!.occurredAt,
    lastSeen: byTime.at(-1)!.occurredAt,
    severity: byTime.at(-1)!.severity,
    environment: events[0]!.environment,
    firstRelease,
    lastRelease: released.at(-1)?.release ?? '',
  };
}

/** The number of the change of a status that follows the first occurrence. */
const CHANGE = 2;

it('keeps what a group says true to its events', async () => {
  const property = fc.asyncProperty(plans, fc.integer({ min: 1, max: 9 }), async (steps, size) => {
    const world = await worldWithResolved();
    try {
      const events = eventsFrom(world, steps);
      for (let at = 0; at < events.length; at += size) await world.apply(...events.slice(at, at + size));
      const { groups, environments, events: stored, transitions, counts } = await outcome(world);
      groups.forEach((group, i) => {
        expect(group).toMatchObject(recount(stored[i]!));
        const own = environments.filter((row) => row.group === group.number);
        for (const row of own) {
          const occurred = stored[i]!.filter((event) => event.environment === row.environment);
          const times = occurred.map((event) => event.occurredAt);
          expect(row).toMatchObject({
            occurrences: occurred.length,
            firstSeen: Math.min(...times),
            lastSeen: Math.max(...times),
          });
        }
        expect(own.reduce((sum, row) => sum + row.occurrences, 0)).toBe(group.occurrences);
        const regressions = transitions[i]!.filter(({ reason }) => reason === 'regression');
        expect(regressions.length).toBe(group.reopened);
      });
      // The fault that was resolved is open again if, and only if, it happened afterwards.
      const cameBack = stored[0]!.some((event) => Math.min(event.occurredAt, event.receivedAt) > NOON + 10 * MINUTE_MS);
      expect(groups[0]).toMatchObject({ status: cameBack ? 'open' : 'resolved', reopened: cameBack ? 1 : 0 });
      // The change of a status stands in the same series.
      const numbers = [CHANGE, ...stored.flat().map((event) => event.number)];
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
      expect(counts.stored + (counts.duplicate ?? 0) + (counts.repeated_view ?? 0)).toBe(steps.length + 1);
    } finally {
      await world.close();
    }
  });
  await fc.assert(property, { numRuns: 40 });
});
