import { expect, it } from 'vitest';
import { acceptTime } from './occurred-at.ts';

it("takes a client's time of the last 7 days and the next 5 minutes, the bounds included", () => {
  const now = Date.UTC(2026, 2, 8);
  for (const claimed of [now, now - 7 * 86_400_000, now + 300_000]) {
    expect(acceptTime(claimed, now)).toEqual({ occurredAt: claimed, adjusted: false });
  }
  for (const claimed of [now - 7 * 86_400_000 - 1, now + 300_001, 0, 1e18]) {
    expect(acceptTime(claimed, now)).toEqual({ occurredAt: undefined, adjusted: true });
  }
  expect(acceptTime(undefined, now)).toEqual({ occurredAt: undefined, adjusted: false });
});
