import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQueue, type QueuedEvent } from './event-queue.ts';

const event = (sequence: number, bytes: number): QueuedEvent => ({ id: `${sequence}`, json: '', bytes, sequence });

it('gives out what came in, in order, within its bounds', () => {
  const push = fc.record({ push: fc.integer({ min: 1, max: 50 }) });
  const drop = fc.record({ drop: fc.integer({ min: 0, max: 5 }) });
  fc.assert(
    fc.property(fc.array(fc.oneof(push, drop), { maxLength: 200 }), (steps) => {
      const queue = new EventQueue(20, 300);
      const model: QueuedEvent[] = [];
      for (const [sequence, step] of steps.entries()) {
        if ('drop' in step) {
          const count = Math.min(step.drop, model.length);
          queue.drop(count);
          model.splice(0, count);
        } else if (queue.hasRoomFor(step.push)) {
          const added = event(sequence, step.push);
          queue.push(added);
          model.push(added);
        }
        const bytes = model.reduce((sum, each) => sum + each.bytes, 0);
        expect(queue.length).toBe(model.length);
        expect(queue.first).toBe(model[0]?.sequence);
        expect(queue.peek(1_000, Number.POSITIVE_INFINITY)).toEqual(model);
        expect(queue.hasRoomFor(1)).toBe(model.length < 20 && bytes < 300);
      }
    }),
  );
});

it('a batch ends before either bound, and holds one event at least', () => {
  const queue = new EventQueue(100, 1_000);
  for (const bytes of [10, 10, 50, 10]) queue.push(event(bytes, bytes));
  expect(queue.peek(10, 25)).toHaveLength(2);
  expect(queue.peek(1, 1_000)).toHaveLength(1);
  queue.drop(2);
  expect(queue.peek(10, 20)).toHaveLength(1);
});
