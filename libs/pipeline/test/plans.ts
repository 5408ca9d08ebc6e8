import { MINUTE_MS, type QueuedEvent } from '@micrologs/domain';
import fc from 'fast-check';
import { NOON, type World } from './world.ts';

/** One event of a random story. Few visitors, pages and ids, so that events meet. */
export type Plan =
  | { kind: 'view'; visitor: number; token: number; page: number; minutes: number; id: number }
  | { kind: 'engagement'; of: number; seconds: number; minutes: number };

export const plan: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('view' as const),
      visitor: fc.integer({ min: 1, max: 3 }),
      token: fc.integer({ min: 0, max: 2 }),
      page: fc.integer({ min: 1, max: 4 }),
      minutes: fc.integer({ min: 0, max: 200 }),
      id: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('engagement' as const),
      of: fc.integer({ min: 1, max: 12 }),
      seconds: fc.integer({ min: 0, max: 3000 }),
      minutes: fc.integer({ min: 0, max: 200 }),
    }),
  },
);

/** @param minuteMs how long a minute of the plans is: longer ones spread them over days */
export function eventsOf(world: World, plans: readonly Plan[], minuteMs: number = MINUTE_MS): QueuedEvent[] {
  return plans.map((step) => {
    const at = NOON + step.minutes * minuteMs;
    if (step.kind === 'engagement')
      return world.engagement(at, `id-${step.of}`, step.seconds * 1000, step.seconds % 101);
    return world.view(at, {
      id: `id-${step.id}`,
      body: {
        url: `https://shop.test/${step.page}`,
        visitor_id: `visitor-${step.visitor}`,
        session_token: step.token === 0 ? '' : `token-${step.token}`,
      },
    });
  });
}
