import { localDay, MINUTE_MS } from '@micrologs/domain';
import { CachedFacts, type PageviewQuery, pageviewQuery, type SessionQuery, sessionQuery } from '@micrologs/storage';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventsOf, plan } from './plans.ts';
import { NOON, World } from './world.ts';

/** So that plans are spread over three days, and sessions go on over midnight. */
const LONG_MINUTE_MS = 20 * MINUTE_MS;

/** What changes of a day with what happens on others: who was new, and what sessions say of its views. */
function questions(project: number): (PageviewQuery | SessionQuery)[] {
  const first = localDay(NOON, 'UTC');
  const ranges = [0, 1, 2, 3].flatMap((to) => [0, to].map((from) => ({ from: first + from, to: first + to })));
  return ranges.flatMap((days) => [
    pageviewQuery({ project, days, by: ['day'], measures: ['pageviews', 'visitors', 'newOnDay', 'sessions'] }),
    pageviewQuery({ project, days, by: ['entryPage'], measures: ['pageviews', 'engagedMs'] }),
    sessionQuery({ project, days, by: ['day', 'exitPage'], people: true }),
  ]);
}

it('answers that are kept are those that would be given anew, whatever comes in between, and however late', async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 20 }), async (plans) => {
      const world = await World.create();
      try {
        const cached = new CachedFacts({ facts: world.store.facts });
        for (const event of eventsOf(world, plans, LONG_MINUTE_MS)) {
          await world.apply(event);
          for (const rows of questions(world.project.id)) {
            expect(await cached.read({ rows }), JSON.stringify(rows)).toEqual(await world.store.facts.read({ rows }));
          }
        }
        kept += cached.counts().hits;
      } finally {
        await world.close();
      }
    }),
    { numRuns: 8 },
  );
  expect(kept).toBeGreaterThan(0);
});
