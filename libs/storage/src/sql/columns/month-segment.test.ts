import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinSegments, splitSegments } from './month-segment.ts';

it('gives back the segments of a month as they were, each where numbers of any width may begin', () => {
  const segment = fc.record({
    day: fc.integer({ min: -1000, max: 40_000 }),
    part: fc.nat({ max: 40 }),
    version: fc.maxSafeNat(),
    data: fc.uint8Array({ maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 40 }), (segments) => {
      const found = splitSegments(joinSegments(segments));
      expect(found).toEqual(segments);
      for (const { data } of found) expect(data.byteOffset % 8).toBe(0);
    }),
  );
});
