import { MINUTE_MS } from '@micrologs/domain';
import { visitorHash } from '@micrologs/identity';
import { anAct } from '@micrologs/storage/conformance';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VisitorMemory } from '../src/index.ts';
import { eventsOf, plan } from './plans.ts';
import { NOON, World } from './world.ts';

async function outcome(world: World) {
  return { sessions: await world.sessions(), views: await world.views(), counts: await world.counts() };
}

it.each([
  ['without a memory of visitors', false],
  ['with one', true],
])('gives the same facts however events are cut into batches, %s', async (_, remembers) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 1, maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 25 }),
      async (plans, sizes) => {
        const whole = await World.create();
        const cut = await World.create();
        if (remembers) cut.memory = new VisitorMemory();
        try {
          await whole.apply(...eventsOf(whole, plans));
          const events = eventsOf(cut, plans);
          for (let at = 0, step = 0; at < events.length; step++) {
            const size = sizes[step % sizes.length]!;
            await cut.apply(...events.slice(at, at + size));
            at += size;
          }
          expect(await outcome(cut)).toEqual(await outcome(whole));
        } finally {
          await whole.close();
          await cut.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('keeps what a session says true to its views', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 25 }), async (plans) => {
      const world = await World.create();
      try {
        for (const event of eventsOf(world, plans)) await world.apply(event);
        const views = await world.views();
        for (const session of await world.sessions()) {
          const own = views.filter((view) => view.session === session.number);
          expect(session.views).toBe(own.length);
          expect(session.engagedMs).toBe(own.reduce((sum, view) => sum + view.engagedMs, 0));
          expect(session.entryAt).toBe(Math.min(...own.map((view) => view.occurredAt)));
          expect(session.exitAt).toBe(Math.max(...own.map((view) => view.occurredAt)));
          expect(own.every((view) => view.visitor === session.visitor)).toBe(true);
          expect(session.startedAt).toBe(session.entryAt);
          expect(session.lastActivity).toBeGreaterThanOrEqual(session.exitAt);
        }
        expect(views.length).toBe((await world.sessions()).reduce((sum, session) => sum + session.views, 0));
      } finally {
        await world.close();
      }
    }),
    { numRuns: 40 },
  );
});

it('a remembered visitor who was erased is forgotten', async () => {
  const world = await World.create();
  try {
    world.memory = new VisitorMemory();
    await world.apply(world.view(NOON));
    await world.store.erasure.erase(world.project.id, visitorHash('visitor-1'), NOON, anAct());
    await world.apply(world.view(NOON + MINUTE_MS));
    expect(await world.sessions()).toMatchObject([{ visitor: 2, startedAt: NOON + MINUTE_MS, views: 1 }]);
    expect(await world.views()).toMatchObject([{ visitor: 2 }]);
  } finally {
    await world.close();
  }
});
