import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { schedule, type Traffic, trafficOf, WHOLE_DAYS } from '../traffic/index.ts';

const LAST_DAY = 20_500;
const PAGEVIEWS = 40_000;

function year(pageviews: number, seed: number): Traffic[] {
  return schedule(pageviews, LAST_DAY).map((share) => trafficOf(1, share, seed));
}

const digest = (traffic: unknown) => createHash('sha256').update(JSON.stringify(traffic)).digest('hex');
const days = year(PAGEVIEWS, 1);
const whole = days.slice(0, WHOLE_DAYS);
const pageviews = days.flatMap((day) => day.pageviews);
const sessions = days.flatMap((day) => day.sessions);
const visitors = days.flatMap((day) => day.visitors);

describe('a year of traffic', () => {
  it('has exactly the pageviews, sessions and visitors that it should have, and part of a day besides', () => {
    const sum = (count: (day: Traffic) => number) => whole.reduce((total, day) => total + count(day), 0);
    expect(sum((day) => day.pageviews.length)).toBe(PAGEVIEWS);
    expect(sum((day) => day.sessions.length)).toBe(PAGEVIEWS * 0.35);
    expect(sum((day) => day.visitors.length)).toBe(PAGEVIEWS * 0.15);
    expect(days).toHaveLength(WHOLE_DAYS + 1);
    expect(days.at(-1)!.pageviews.length).toBeGreaterThan(0);
    expect(days.at(-1)!.sessions.every((session) => session.startDay === LAST_DAY)).toBe(true);
  });

  it('is the same for the same seed, and each day for itself', () => {
    expect(digest(year(2000, 5))).toBe(digest(year(2000, 5)));
    expect(digest(year(2000, 5))).not.toBe(digest(year(2000, 6)));
    const share = schedule(PAGEVIEWS, LAST_DAY)[200]!;
    expect(digest(trafficOf(1, share, 1))).toBe(digest(days[200]));
  });

  it('numbers visitors, sessions and pageviews densely, in the order in which they came', () => {
    const dense = (rows: { number: number }[]) => rows.every((row, index) => row.number === index + 1);
    expect([dense(visitors), dense(sessions), dense(pageviews)]).toEqual([true, true, true]);
  });

  it('gives one view in five a URL of its own, and the others those of few pages', () => {
    const counts = new Map<string, number>();
    for (const { url } of pageviews) counts.set(url, (counts.get(url) ?? 0) + 1);
    const own = pageviews.filter(({ url }) => /[?&](gclid|session)=/.test(url));
    expect(own.length / PAGEVIEWS).toBeCloseTo(0.2, 1);
    expect(own.every(({ url }) => counts.get(url) === 1)).toBe(true);
    const most = Math.max(...counts.values());
    expect(most).toBeGreaterThan(PAGEVIEWS * 0.05);
    expect(counts.get('https://www.shop.example/')).toBe(most);
  });
});

describe('its sessions', () => {
  const viewsOf = new Map<number, typeof pageviews>(sessions.map(({ number }) => [number, []]));
  for (const view of pageviews) viewsOf.get(view.session)!.push(view);

  it('are what their views say', () => {
    for (const session of sessions) {
      const views = viewsOf.get(session.number)!;
      expect(session).toMatchObject({
        visitor: views[0]!.visitor,
        views: views.length,
        startedAt: views[0]!.occurredAt,
        startDay: views[0]!.day,
        entryUrl: views[0]!.url,
        exitUrl: views.at(-1)!.url,
        engagedMs: views.reduce((sum, view) => sum + view.engagedMs, 0),
      });
    }
  });

  it('go on over midnight now and then, and never pause for half an hour', () => {
    expect(pageviews.some((view) => view.day > sessions[view.session - 1]!.startDay)).toBe(true);
    for (const views of viewsOf.values()) {
      for (const [i, view] of views.slice(1).entries()) {
        expect(view.occurredAt - views[i]!.occurredAt).toBeLessThan(30 * 60_000);
      }
    }
  });
});

describe('its visitors', () => {
  it('have their first view on their first day, and some come back on another', () => {
    const firstView = new Map<number, (typeof pageviews)[number]>();
    const returned = new Set<number>();
    for (const view of pageviews) {
      const first = firstView.get(view.visitor) ?? view;
      firstView.set(view.visitor, first);
      if (view.day > first.day) returned.add(view.visitor);
    }
    for (const { number, firstDay, firstSeen } of visitors) {
      expect(firstView.get(number)).toMatchObject({ day: firstDay, occurredAt: firstSeen });
    }
    expect(returned.size).toBeGreaterThan(visitors.length / 10);
  });
});
