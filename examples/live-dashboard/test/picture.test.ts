import type { ChannelEvents } from '@micrologs/browser/realtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Picture } from '../page/picture.mjs';
import { Rates } from '../page/rates.mjs';

const NOW = Date.UTC(2026, 2, 1, 12);
const HOUR_MS = 3_600_000;

type View = ChannelEvents['pageviews'];
type Failure = Extract<ChannelEvents['errors'], { kind: 'occurrence' }>;
type Change = Extract<ChannelEvents['errors'], { kind: 'status_change' }>;
type Click = ChannelEvents['links'];

const iso = (ms: number) => new Date(ms).toISOString();
const aView = (offset: number, at = NOW) => ({ offset, occurred_at: iso(at) }) as View;
const aFailure = (offset: number, group: number, effect: Failure['effect'] = null) =>
  ({ offset, kind: 'occurrence', effect, group_id: group, occurred_at: iso(NOW) }) as Failure;
const aChange = (offset: number, group: number) =>
  ({ offset, kind: 'status_change', group_id: group, to: 'resolved', occurred_at: iso(NOW) }) as Change;
const aClick = (offset: number, uncounted: Click['uncounted'] = null) =>
  ({ offset, link_id: 1, uncounted, occurred_at: iso(NOW) }) as Click;

describe('counts per second', () => {
  it('are those of a recount, whenever events come and in whatever order', () => {
    const event = fc.record({ afterMs: fc.nat(90_000), ageMs: fc.nat(2 * HOUR_MS) });
    const shape = fc.constantFrom({ bars: 120, seconds: 1 }, { bars: 60, seconds: 60 }, { bars: 12, seconds: 300 });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), shape, (events, { bars, seconds }) => {
        const rates = new Rates();
        rates.restart(0, NOW);
        const times: number[] = [];
        let now = NOW;
        for (const { afterMs, ageMs } of events) {
          now += afterMs;
          rates.add(now - ageMs, now);
          times.push(now - ageMs);
        }
        const span = seconds * 1000;
        const end = (Math.floor(now / span) + 1) * span;
        // The hour ends within the second that holds `now`.
        const kept = times.filter((time) => Math.floor(time / 1000) > Math.floor(now / 1000) - 3600);
        const expected = Array.from({ length: bars }, (_, bar) => {
          const from = end - (bars - bar) * span;
          return kept.filter((time) => time >= from && time < from + span).length;
        });
        expect(rates.series(now, { bars, seconds }).counts).toEqual(expected);
      }),
    );
  });

  it('are unknown before all is known', () => {
    const rates = new Rates();
    rates.restart(NOW - 10_000, NOW);
    rates.add(NOW - 2_000, NOW);
    expect(rates.last(NOW, 60)).toEqual({ count: 1, isWhole: false });
    expect(rates.last(NOW, 10)).toEqual({ count: 1, isWhole: true });
    const { counts } = rates.series(NOW, { bars: 12, seconds: 1 });
    expect(counts).toEqual([null, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
  });

  it('put an event of a clock that is ahead into the present', () => {
    const rates = new Rates();
    rates.restart(0, NOW);
    rates.add(NOW + HOUR_MS, NOW);
    expect(rates.last(NOW, 1)).toEqual({ count: 1, isWhole: true });
  });
});

describe('the picture', () => {
  it('is replaced by a snapshot', () => {
    const picture = new Picture();
    picture.begin('pageviews', [aView(1), aView(2)], NOW);
    picture.add('pageviews', [aView(3)], NOW);
    expect(picture.rates.pageviews.last(NOW, 60)).toEqual({ count: 3, isWhole: true });
    const latest = Array.from({ length: 20 }, (_, i) => aView(100 + i, NOW - 1_000 * (20 - i)));
    picture.begin('pageviews', latest, NOW);
    expect(picture.rates.pageviews.last(NOW, 3600)).toEqual({ count: 20, isWhole: false });
  });

  it('counts occurrences and clicks, not changes of status and robots', () => {
    const picture = new Picture();
    picture.begin('errors', [aFailure(1, 1, 'created'), aChange(2, 1)], NOW);
    picture.begin('links', [aClick(1), aClick(2, 'bot'), aClick(3, 'head')], NOW);
    expect(picture.rates.errors.last(NOW, 60).count).toBe(1);
    expect(picture.rates.links.last(NOW, 60).count).toBe(1);
    expect(picture.clicks.map(({ offset }) => offset)).toEqual([3, 2, 1]);
  });

  it('has one entry for a group that goes on failing, on top, with its mark', () => {
    const picture = new Picture();
    picture.begin('errors', [aFailure(1, 1, 'created'), aFailure(2, 2, 'created')], NOW);
    picture.add('errors', [aFailure(3, 1), aFailure(4, 1)], NOW);
    const entries = picture.errorLog.entries.map(({ key, mark, times }) => [key, mark, times]);
    expect(entries).toEqual([
      ['1', 'created', 3],
      ['2', 'created', 1],
    ]);
  });

  it('begins a new entry when something becomes of a group', () => {
    const picture = new Picture();
    picture.begin(
      'errors',
      [aFailure(1, 1, 'created'), aChange(2, 1), aFailure(3, 1), aFailure(4, 1, 'reopened')],
      NOW,
    );
    const entries = picture.errorLog.entries.map(({ mark, times }) => [mark, times]);
    expect(entries).toEqual([
      ['reopened', 1],
      ['occurrence', 1],
      ['status_change', 1],
      ['created', 1],
    ]);
  });

  it('does not grow', () => {
    const picture = new Picture();
    picture.begin('errors', [], NOW);
    picture.begin('links', [], NOW);
    for (let i = 0; i < 1_000; i++) {
      picture.add('errors', [aFailure(i, i, 'created')], NOW + i * 60_000);
      picture.add('links', [aClick(i)], NOW + i * 60_000);
    }
    expect(picture.errorLog.entries).toHaveLength(50);
    expect(picture.clicks).toHaveLength(50);
    expect(picture.errorLog.entries[0]!.event.offset).toBe(999);
  });
});
