import { describe, expect, it } from 'vitest';
import { RecentEvents, type ToldEvent } from './recent-events.ts';

const event = (offset: number, text = 'x'): ToldEvent => ({ offset, at: offset, check: `c${offset}`, text });
const offsetsOf = (events: ToldEvent[] | null | undefined) => events?.map(({ offset }) => offset);

describe('recent events', () => {
  it('give what came after an event that they know', () => {
    const recent = new RecentEvents({ count: 3, characters: 100 });
    expect(recent.after({ offset: 0, check: '0' })).toEqual([]);
    recent.add([event(1), event(2)]);
    expect(offsetsOf(recent.after({ offset: 0, check: '0' }))).toEqual([1, 2]);
    recent.add([event(3), event(4), event(5)]);
    expect(offsetsOf(recent.latest(2))).toEqual([4, 5]);
    expect(recent.last).toMatchObject({ offset: 5, check: 'c5' });
    expect(offsetsOf(recent.after({ offset: 2, check: 'c2' }))).toEqual([3, 4, 5]);
    expect(offsetsOf(recent.after({ offset: 4, check: 'c4' }))).toEqual([5]);
    expect(recent.after({ offset: 5, check: 'c5' })).toEqual([]);
  });

  it('say which events they do not know, and which were others', () => {
    const recent = new RecentEvents({ count: 2, characters: 100 }, { offset: 6, check: 'c6' });
    recent.add([event(7), event(8), event(9)]);
    expect(recent.after({ offset: 6, check: 'c6' })).toBeUndefined();
    expect(recent.after({ offset: 10, check: 'c10' })).toBeUndefined();
    expect(recent.after({ offset: 7, check: 'another' })).toBeNull();
    expect(recent.after({ offset: 9, check: 'another' })).toBeNull();
  });

  it('are bounded by their length too', () => {
    const recent = new RecentEvents({ count: 10, characters: 10 });
    recent.add([event(1, 'x'.repeat(4)), event(2, 'x'.repeat(4)), event(3, 'x'.repeat(4))]);
    expect(offsetsOf(recent.latest(10))).toEqual([2, 3]);
    recent.add([event(4, 'x'.repeat(11))]);
    expect(recent.latest(10)).toEqual([]);
    expect(recent.last).toEqual({ offset: 4, check: 'c4' });
  });
});
