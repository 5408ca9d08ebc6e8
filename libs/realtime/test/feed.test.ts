import { HOUR_MS } from '@micrologs/domain';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventFilter } from '../src/event-filter.ts';
import { Feed, HISTORY_EVENTS, HISTORY_MS, parsePosition } from '../src/index.ts';
import { History } from './history.ts';
import { Listener } from './listener.ts';

let history: History;
let feed: Feed;
let now: number;

const newFeed = () => new Feed({ source: history, channel: 'pageviews', project: 1, clock: () => now });

beforeEach(() => {
  now = Date.now();
  history = new History(1);
  feed = newFeed();
});

async function join(position?: string, to = feed): Promise<Listener> {
  const listener = new Listener();
  await to.join(listener, position === undefined ? null : parsePosition(position));
  return listener;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a feed', () => {
  it('[R8] begins with the latest events, and goes on with those that are stored', async () => {
    history.add(30);
    const listener = await join();
    expect(listener.messages).toEqual([
      { type: 'subscribed', recovered: false, channel: 'pageviews', offset: 30, position: 'ab12.30.c30' },
      {
        type: 'snapshot',
        channel: 'pageviews',
        offset: 30,
        position: 'ab12.30.c30',
        events: range(11, 30).map((offset) => ({ offset, text: '' })),
      },
    ]);
    history.add(3);
    await feed.advance();
    expect(listener.messages.slice(2)).toEqual([
      {
        type: 'event',
        channel: 'pageviews',
        offset: 33,
        position: 'ab12.33.c33',
        events: range(31, 33).map((offset) => ({ offset, text: '' })),
      },
    ]);
  });

  it('of a project without events begins with nothing', async () => {
    const listener = await join();
    expect(listener.types).toEqual(['subscribed false', 'snapshot']);
    expect(listener.position).toBe('ab12.0.0');
    history.add(2);
    await feed.advance();
    expect(listener.offsets).toEqual([1, 2]);
    expect((await join('ab12.0.0', newFeed())).offsets).toEqual([1, 2]);
  });

  it('tells everybody once, and those who left nothing', async () => {
    const [one, two] = [await join(), await join()];
    history.add(1);
    await Promise.all([feed.advance(), feed.advance()]);
    feed.leave(one);
    history.add(1);
    await feed.advance();
    expect([one.offsets, two.offsets]).toEqual([[1], [1, 2]]);
  });

  it('tells those with a filter what it lets through, in snapshots and afterwards', async () => {
    const odd = new Listener({ key: 'odd', lets: ({ offset }) => offset % 2 === 1 });
    history.add(30);
    await feed.join(odd, null);
    expect(odd.messages[1]).toMatchObject({ type: 'snapshot', offset: 30 });
    const { events } = odd.messages[1] as { events?: { offset: number }[] };
    expect(events!.map(({ offset }) => offset)).toEqual([11, 13, 15, 17, 19, 21, 23, 25, 27, 29]);
    const everybody = await join();
    history.add(2);
    await feed.advance();
    history.add(2);
    await feed.advance();
    expect([odd.offsets, everybody.offsets]).toEqual([
      [31, 33],
      [31, 32, 33, 34],
    ]);
    const again = new Listener(odd.filter);
    await newFeed().join(again, parsePosition('ab12.31.c31'));
    expect([again.types, again.offsets]).toEqual([['subscribed true', 'event', 'position'], [33]]);
  });

  it('makes several messages of much', async () => {
    const listener = await join();
    history.add(5, now, 'x'.repeat(120_000));
    await feed.advance();
    expect(listener.messages.slice(2).map(({ offset }) => offset)).toEqual([2, 4, 5]);
    expect(listener.offsets).toEqual([1, 2, 3, 4, 5]);
  });

  it('asks a store that was away again', async () => {
    history.isAway = true;
    await expect(join()).rejects.toThrow('away');
    expect(feed.isIdle).toBe(true);
    history.isAway = false;
    const listener = await join();
    history.isAway = true;
    history.add(1);
    await expect(feed.advance()).rejects.toThrow('away');
    history.isAway = false;
    history.add(1);
    await feed.advance();
    expect(listener.offsets).toEqual([1, 2]);
  });
});

describe('coming back', () => {
  it('[R7] gives everything that was missed, from memory or from the store', async () => {
    history.add(5);
    const { position } = await join();
    history.add(40);
    await feed.advance();
    for (const to of [feed, newFeed()]) {
      const listener = await join(position, to);
      expect(listener.types).toEqual(['subscribed true', 'event']);
      expect(listener.messages[0]).toMatchObject({ offset: 5, position });
      expect(listener.offsets).toEqual(range(6, 45));
    }
  });

  it('to a server that has heard of less than another one told lets it look', async () => {
    history.add(5);
    await join();
    history.add(3);
    const { position } = await join(undefined, newFeed());
    expect((await join(position)).types).toEqual(['subscribed true']);
    expect(feed.last).toBe(8);
  });

  it('with nothing missed gives nothing', async () => {
    history.add(5);
    const { position } = await join();
    for (const to of [feed, newFeed()]) expect((await join(position, to)).types).toEqual(['subscribed true']);
  });

  it.each([
    ['a position of another installation', 'ffff.5.c5'],
    ['an event that is another one now', 'ab12.5.c6'],
    ['a future that never was', 'ab12.99.c99'],
    ['what is no position', 'x'],
  ])('[R8] %s begins anew', async (_, position) => {
    history.add(50);
    for (const to of [feed, newFeed()]) {
      expect((await join(position, to)).types).toEqual(['subscribed false', 'snapshot']);
    }
  });

  it('[R8] after more than the history holds begins anew; after as much as it holds does not', async () => {
    history.add(1);
    const { position } = await join();
    history.add(HISTORY_EVENTS);
    expect((await join(position, newFeed())).offsets).toEqual(range(2, HISTORY_EVENTS + 1));
    history.add(1);
    expect((await join(position, newFeed())).types).toEqual(['subscribed false', 'snapshot']);
  });

  it('[R8] after longer than the history reaches begins anew', async () => {
    history.add(2);
    const { position } = await join();
    history.add(1, now - HISTORY_MS + HOUR_MS);
    history.add(1);
    await feed.advance();
    for (const to of [feed, newFeed()]) expect((await join(position, to)).offsets).toEqual([3, 4]);
    now += 2 * HOUR_MS;
    for (const to of [feed, newFeed()]) {
      expect((await join(position, to)).types).toEqual(['subscribed false', 'snapshot']);
    }
  });

  it('[R8] begins anew where one of the missed events was erased, or the last one told', async () => {
    history.add(30);
    const position = 'ab12.5.c5';
    expect((await join(position)).offsets).toEqual(range(6, 30));
    history.remove(7);
    expect((await join(position, newFeed())).types).toEqual(['subscribed false', 'snapshot']);
    history.remove(20);
    expect((await join('ab12.20.c20', newFeed())).types).toEqual(['subscribed false', 'snapshot']);
  });
});

describe('a hole in the history', () => {
  it('[R9] replaces what subscribers have by a snapshot', async () => {
    history.add(3);
    const listener = await join();
    history.add(3);
    history.remove(5);
    await feed.advance();
    expect(listener.types).toEqual(['subscribed false', 'snapshot', 'snapshot']);
    expect(listener.position).toBe('ab12.6.c6');
    history.add(1);
    await feed.advance();
    expect(listener.offsets).toEqual([7]);
  });

  it('[R9] so does a history that went back, or on by more than anybody is sent', async () => {
    history.add(3);
    const listener = await join();
    history.length = 2;
    history.remove(3);
    await feed.advance();
    expect(listener.messages.at(-1)).toMatchObject({ type: 'snapshot', offset: 2 });
    history.add(HISTORY_EVENTS + 1);
    await feed.advance();
    expect(listener.messages.at(-1)).toMatchObject({ type: 'snapshot', offset: HISTORY_EVENTS + 3 });
    expect(listener.offsets).toEqual([]);
  });

  it('whose last events are gone leaves a place to come back to', async () => {
    history.add(3);
    history.remove(3);
    const { position } = await join();
    expect(position).toBe('ab12.3.-');
    history.add(1);
    expect((await join(position, newFeed())).offsets).toEqual([4]);
  });
});

describe('how far the channel is, where a filter lets nothing through', () => {
  const nothing: EventFilter = { key: 'nothing', lets: () => false };
  const everyThousandth: EventFilter = { key: 'thousandth', lets: ({ offset }) => offset % 1_000 === 0 };

  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  async function joinWith(filter: EventFilter | null, position?: string): Promise<Listener> {
    const listener = new Listener(filter);
    await feed.join(listener, position === undefined ? null : parsePosition(position));
    return listener;
  }

  it('[R19] is told after every 500 events in a row that were left out, to those with the filter', async () => {
    const [quiet, rare, all] = [await joinWith(nothing), await joinWith(everyThousandth), await joinWith(null)];
    for (let i = 0; i < 12; i += 1) {
      history.add(100);
      await feed.advance();
    }
    const told = (listener: Listener) => listener.messages.slice(2).map(({ type, offset }) => `${type} ${offset}`);
    expect(told(quiet)).toEqual(['position 500', 'position 1000']);
    expect(told(rare)).toEqual(['position 500', 'event 1000']);
    expect(all.types).not.toContain('position');
    expect(quiet.messages.at(-1)).toEqual({
      type: 'position',
      channel: 'pageviews',
      offset: 1_000,
      position: 'ab12.1000.c1000',
    });
  });

  it('[R19] is told within ten seconds of any event that was left out, and not while there is none', async () => {
    const [quiet, all] = [await joinWith(nothing), await joinWith(null)];
    history.add(1);
    await feed.advance();
    vi.advanceTimersByTime(5_000);
    history.add(1);
    await feed.advance();
    expect(quiet.types).toEqual(['subscribed false', 'snapshot']);
    vi.advanceTimersByTime(5_000);
    expect(quiet.messages.slice(2)).toMatchObject([{ type: 'position', offset: 2 }]);
    vi.advanceTimersByTime(60_000);
    expect(quiet.messages).toHaveLength(3);
    history.add(1);
    await feed.advance();
    vi.advanceTimersByTime(10_000);
    expect(quiet.position).toBe('ab12.3.c3');
    expect(all.types).not.toContain('position');
  });

  it('[R19] is told at once to whoever comes back', async () => {
    history.add(5);
    const { position } = await joinWith(nothing);
    history.add(7);
    await feed.advance();
    const again = await joinWith(nothing, position);
    expect(again.types).toEqual(['subscribed true', 'position']);
    expect(again.position).toBe('ab12.12.c12');
    expect((await joinWith(nothing, again.position)).types).toEqual(['subscribed true']);
  });
});

describe('whatever happens', () => {
  it('[R7] [R19] a filter that lets little through does not make those who were away for a moment begin anew', async () => {
    const most = 400;
    const step = fc.record({
      stored: fc.integer({ min: 1, max: most }),
      /** Which of them the filter lets through: those at these places. */
      wanted: fc.array(fc.nat(most - 1), { maxLength: 2 }),
      do: fc.constantFrom('stay', 'cut', 'cutMeanwhile'),
    });
    /** What the filter lets nothing of, more than twice what the history holds. */
    const quiet = Array.from({ length: 13 }, () => ({ stored: most, wanted: [], do: 'stay' as const }));
    /** As many steps as fit into the history, with the 500 events that may have been left out in silence before. */
    const longestAbsence = Math.floor((HISTORY_EVENTS - 500) / most);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 40 }), async (before, after) => {
        history = new History(1);
        feed = newFeed();
        const wanted = new Set<number>();
        const filter: EventFilter = { key: 'wanted', lets: ({ offset }) => wanted.has(offset) };
        let client: Listener | null = new Listener(filter);
        await feed.join(client, null);
        const told: number[] = [];
        let position: string | undefined;
        let absence = 0;
        const cut = () => {
          if (!client) return;
          client.isGone = true;
          feed.leave(client);
          told.push(...client.offsets);
          position = client.position ?? position;
          client = null;
        };
        const comeBack = async () => {
          client = new Listener(filter);
          await feed.join(client, parsePosition(position!));
          expect(client.types[0]).toBe('subscribed true');
          absence = 0;
        };
        for (const each of [...before, ...quiet, ...after]) {
          for (const place of each.wanted) if (place < each.stored) wanted.add(history.length + 1 + place);
          history.add(each.stored);
          if (each.do === 'cut') cut();
          const advanced = feed.advance();
          if (each.do === 'cutMeanwhile') cut();
          await advanced;
          if (client) continue;
          absence += 1;
          if (each.do === 'stay' || absence === longestAbsence) await comeBack();
        }
        cut();
        await comeBack();
        cut();
        expect(told).toEqual([...wanted].sort((a, b) => a - b));
        expect(history.length).toBeGreaterThan(2 * HISTORY_EVENTS);
      }),
      { numRuns: 100 },
    );
  });

  it('[R7] every client gets every offset once and in order, or a snapshot', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), count: fc.integer({ min: 1, max: 400 }) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('wake' as const) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('cut' as const), client: fc.nat(2) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('return' as const), client: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), back: fc.nat(50) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('away' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        history = new History(1);
        feed = newFeed();
        const clients: (Listener | null)[] = [null, null, null];
        const positions: (string | undefined)[] = [];
        const lives: Listener[][] = [[], [], []];
        const pending: Promise<unknown>[] = [];
        const returns = (client: number) => {
          const listener = new Listener();
          clients[client] = listener;
          lives[client]!.push(listener);
          const position = positions[client];
          const joined = feed.join(listener, position === undefined ? null : parsePosition(position));
          pending.push(joined.catch(() => undefined));
        };
        const cut = (client: number) => {
          const listener = clients[client];
          if (!listener) return;
          listener.isGone = true;
          feed.leave(listener);
          positions[client] = listener.position ?? positions[client];
          clients[client] = null;
        };
        history.duringRead = () => {
          if (history.length % 3 === 0) history.add(2);
        };
        for (const each of steps) {
          if (each.do === 'add') history.add(each.count);
          else if (each.do === 'wake') pending.push(feed.advance().catch(() => undefined));
          else if (each.do === 'cut') cut(each.client);
          else if (each.do === 'return' && !clients[each.client]) returns(each.client);
          else if (each.do === 'erase') history.remove(history.length - each.back);
          else if (each.do === 'away') history.isAway = !history.isAway;
          else if (each.do === 'restart') {
            for (const client of [0, 1, 2]) cut(client);
            feed = newFeed();
          }
          await new Promise(setImmediate);
        }
        history.isAway = false;
        history.duringRead = () => undefined;
        await Promise.all(pending);
        for (const client of [0, 1, 2]) {
          cut(client);
          returns(client);
        }
        await Promise.all(pending);
        await feed.advance();
        for (const life of lives) {
          // A client's own count over all its connections: a snapshot sets it, an event continues it.
          let at: number | null = null;
          for (const message of life.flatMap(({ messages }) => messages)) {
            if (message.type === 'snapshot') at = message.offset;
            else if (message.type === 'subscribed') {
              if (message.recovered) expect(message.offset).toBe(at);
            } else if (message.type === 'event') {
              for (const { offset } of message.events) {
                expect(offset).toBe(at! + 1);
                at = offset;
              }
            }
          }
          expect(at).toBe(history.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});
