import { MINUTE_MS, type Session } from '@micrologs/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRepeatedView, REPEATED_VIEW_MS } from './repeated-view.ts';
import { addActivity, addEngagement, addView, findSession, SESSION_TIMEOUT_MS, startSession } from './session.ts';

const NOON = Date.UTC(2026, 2, 10, 12);
const project = { id: 1, timeZone: 'UTC' };

const view = (at: number, url = '/') => ({ occurredAt: at, url });
const session = (at: number, number = 1, tokenHash = 'a') =>
  startSession(project, { number, visitor: 1, tokenHash }, view(at));

describe('an event finds its session', () => {
  it('within 30 minutes of its activity on either side, the bounds included', () => {
    const known = session(NOON);
    addView(known, project, view(NOON + 10 * MINUTE_MS));
    const found = (minutes: number) => findSession([known], 'a', NOON + minutes * MINUTE_MS) === known;
    expect([-31, -30, 0, 5, 40, 41].map(found)).toEqual([false, true, true, true, true, false]);
  });

  it('of its own token only', () => {
    expect(findSession([session(NOON)], 'b', NOON)).toBeNull();
    expect(findSession([session(NOON)], '', NOON)).toBeNull();
  });

  it('and of two that qualify the one that started earlier, whatever their order', () => {
    const early = session(NOON, 1);
    const late = session(NOON + 40 * MINUTE_MS, 2);
    const at = NOON + 20 * MINUTE_MS;
    expect(findSession([late, early], 'a', at)).toBe(early);
    expect(findSession([early, late], 'a', at)).toBe(early);
  });
});

describe('a session', () => {
  it('starts as a bounce of no length', () => {
    expect(session(NOON)).toMatchObject({ views: 1, startedAt: NOON, lastActivity: NOON, entryUrl: '/', exitUrl: '/' });
  });

  it('takes entry and exit page from the times of its views, not from their order of arrival', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }), (minutes) => {
        const [first, ...others] = minutes;
        const known = startSession(
          project,
          { number: 1, visitor: 1, tokenHash: '' },
          view(first! * MINUTE_MS, `/${first}`),
        );
        for (const minute of others) addView(known, project, view(minute * MINUTE_MS, `/${minute}`));
        expect(known.entryUrl).toBe(`/${Math.min(...minutes)}`);
        expect(known.exitUrl).toBe(`/${Math.max(...minutes)}`);
        expect(known.startedAt).toBe(Math.min(...minutes) * MINUTE_MS);
        expect(known.lastActivity).toBe(Math.max(...minutes) * MINUTE_MS);
        expect(known.views).toBe(minutes.length);
      }),
    );
  });

  it('moves its start day with its start, in the zone of its project', () => {
    const oslo = { id: 1, timeZone: 'Europe/Oslo' };
    const justAfterMidnight = Date.UTC(2026, 2, 9, 23, 10);
    const known = startSession(oslo, { number: 1, visitor: 1, tokenHash: '' }, view(justAfterMidnight));
    const day = known.startDay;
    addView(known, oslo, view(justAfterMidnight - 20 * MINUTE_MS, '/early'));
    expect(known.startDay).toBe(day - 1);
    expect(known).toMatchObject({ startedAt: known.entryAt, entryUrl: '/early' });
  });

  it('goes on while its visitor is there, and starts no earlier for it', () => {
    const known = session(NOON);
    addActivity(known, NOON - 20 * MINUTE_MS);
    addActivity(known, NOON + 20 * MINUTE_MS);
    expect(known).toMatchObject({ startedAt: NOON, entryAt: NOON, lastActivity: NOON + 20 * MINUTE_MS, views: 1 });
  });

  it('lasts as long as its visitor was seen engaged, and no longer than they were heard of', () => {
    const engaged = (engagedMs: number, toldAt: number): Session => {
      const known = session(NOON);
      addEngagement(known, { occurredAt: NOON, engagedMs }, engagedMs, toldAt);
      return known;
    };
    expect(engaged(20_000, NOON + MINUTE_MS)).toMatchObject({ lastActivity: NOON + 20_000, engagedMs: 20_000 });
    expect(engaged(20_000, NOON + 5000)).toMatchObject({ lastActivity: NOON + 5000, engagedMs: 20_000 });
    // A tab that is closed hours later does not make the visit last for hours.
    expect(engaged(1000, NOON + 300 * MINUTE_MS).lastActivity).toBe(NOON + 1000);
  });
});

describe('a repeated view', () => {
  const seen = [{ number: 7, url: '/a', occurredAt: NOON }];

  it('is one of exactly the same URL at most 300 s away, before or after', () => {
    expect(REPEATED_VIEW_MS).toBe(300_000);
    expect(findRepeatedView(seen, '/a', NOON + REPEATED_VIEW_MS)?.number).toBe(7);
    expect(findRepeatedView(seen, '/a', NOON - REPEATED_VIEW_MS)?.number).toBe(7);
    expect(findRepeatedView(seen, '/a', NOON + REPEATED_VIEW_MS + 1)).toBeNull();
    expect(findRepeatedView(seen, '/A', NOON)).toBeNull();
    expect(findRepeatedView(seen, '/a ', NOON)).toBeNull();
  });
});

it('ends after 30 minutes', () => {
  expect(SESSION_TIMEOUT_MS).toBe(1_800_000);
});
