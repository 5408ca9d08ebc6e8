import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PARTITION_COUNT } from '../partitions.ts';
import { type EventQueue, type EventSource, type Positions, QueueUnavailableError } from '../queue.ts';

/** What the suite needs to know of a kind of queue. */
export interface QueueTarget {
  /** A new, empty queue. */
  create(): Promise<TestQueue>;
}

export interface TestQueue {
  /**
   * The producer's side; again after it was closed, as after a restart.
   * @param options.small there is room for one event of 80 characters, and for no second one
   */
  open(options?: { small?: boolean }): Promise<EventQueue>;
  consume(queue: EventQueue): Promise<EventSource>;
  /** Removes it; everything is closed by then. */
  destroy(): Promise<void>;
}

const PARTITIONS = Array.from({ length: PARTITION_COUNT }, (_, partition) => partition);
/** All partitions stand at this position. */
const at = (position: number): Positions => new Map(PARTITIONS.map((partition) => [partition, position]));
const MANY = 1_000_000;

/** The promises that every kind of queue keeps. A project's number is its partition's here. */
export function queueConformance(name: string, target: QueueTarget): void {
  describe(`queue conformance: ${name}`, () => {
    let queue: TestQueue;
    const opened: { close(): Promise<void> }[] = [];
    beforeEach(async () => {
      queue = await target.create();
    });
    afterEach(async () => {
      for (const one of opened.splice(0).reverse()) await one.close();
      await queue.destroy();
    });

    async function open(options?: { small?: boolean }) {
      const producer = await queue.open(options);
      opened.push(producer);
      return producer;
    }
    async function consume(producer: EventQueue) {
      const source = await queue.consume(producer);
      opened.push(source);
      return source;
    }
    const untilTrimmed = (producer: EventQueue) => expect.poll(async () => (await producer.status()).groups).toBe(0);
    const numbersIn = (groups: { events: string }[]) =>
      groups.flatMap((group) => JSON.parse(group.events) as { n: number }[]).map(({ n }) => n);

    it('[QU1] hands over the events of a project in order, whole, under rising numbers', async () => {
      const producer = await open();
      const source = await consume(producer);
      await Promise.all([producer.append(1, '{"n":1}', 1), producer.append(1, '{"n":2},{"n":3}', 2)]);
      await producer.append(1, '{"n":4}', 1);
      const groups = await source.read(at(0), MANY);
      expect(numbersIn(groups)).toEqual([1, 2, 3, 4]);
      const seqs = groups.map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      expect(seqs[0]).toBeGreaterThan(0);
      expect(await source.read(at(seqs.at(-1)!), MANY)).toEqual([]);
    });

    it('[QU2] hands texts over as they came, whatever their script', async () => {
      const producer = await open();
      const text = 'blåbær 🫐 漢字 \u0000 \ud800';
      await producer.append(1, JSON.stringify({ text }), 1);
      const [group] = await (await consume(producer)).read(at(0), 1);
      expect(JSON.parse(group!.events)).toEqual([{ text }]);
    });

    it('[QU3] makes events that wait at the same time durable together', async () => {
      const producer = await open();
      await Promise.all(Array.from({ length: 100 }, (_, n) => producer.append(1, `{"n":${n}}`, 1)));
      expect((await producer.status()).groups).toBeLessThanOrEqual(2);
      expect((await producer.counts(at(0))).get(1)).toEqual({ received: 100, pending: 100 });
    });

    it('[QU4] keeps events, counts and its identity over a restart', async () => {
      const first = await open();
      await first.append(7, '{"n":1}', 1);
      const name = await first.identify();
      await first.close();
      const second = await open();
      const source = await consume(second);
      expect([await second.identify(), await source.identify()]).toEqual([name, name]);
      expect((await second.counts(at(0))).get(7)).toEqual({ received: 1, pending: 1 });
      const groups = await source.read(at(0), 1);
      expect(groups).toMatchObject([{ seq: 1, projects: [7], events: '[{"n":1}]' }]);
    });

    it('[QU5] forgets what was trimmed, keeps received counts, and never reuses a number', async () => {
      const first = await open();
      const source = await consume(first);
      await first.append(7, '{"n":1}', 1);
      await first.append(7, '{"n":2}', 1);
      await source.trim(at(2));
      await untilTrimmed(first);
      expect((await first.counts(at(2))).get(7)).toEqual({ received: 2, pending: 0 });
      // Somebody who read the position just before the trimming still gets a ledger that adds up.
      expect((await first.counts(at(1))).get(7)).toEqual({ received: 2, pending: 1 });
      await source.close();
      await first.close();

      const second = await open();
      await second.append(7, '{"n":3}', 1);
      const groups = await (await consume(second)).read(at(2), 1);
      expect(groups).toMatchObject([{ seq: 3, projects: [7], events: '[{"n":3}]' }]);
      expect((await second.counts(at(2))).get(7)).toEqual({ received: 3, pending: 1 });
    });

    it('[QU6] reads, counts and trims each partition by its own position', async () => {
      const producer = await open();
      const source = await consume(producer);
      for (let n = 1; n <= 3; n++) {
        await producer.append(1, `{"n":${n}}`, 1);
        await producer.append(2, `{"n":${10 * n}}`, 1);
      }
      const all = await source.read(at(0), MANY);
      const seqOf = (n: number) => all.find((group) => numbersIn([group]).includes(n))!.seq;
      const apart = new Map([...at(0), [1, seqOf(1)], [2, seqOf(20)]]);
      expect(numbersIn(await source.read(apart, MANY)).sort((a, b) => a - b)).toEqual([2, 3, 30]);
      const counts = await producer.counts(apart);
      expect(counts.get(1)).toEqual({ received: 3, pending: 2 });
      expect(counts.get(2)).toEqual({ received: 3, pending: 1 });
      await source.trim(new Map([[2, seqOf(30)]]));
      expect(numbersIn(await source.read(new Map([[1, seqOf(1)]]), MANY))).toEqual([2, 3]);
      await source.trim(new Map([[1, seqOf(3)]]));
      await untilTrimmed(producer);
    });

    it('[QU7] gives two consumers the partitions of each, and one what the other had', async () => {
      const producer = await open();
      const [first, second] = [await consume(producer), await consume(producer)];
      await producer.append(1, '{"n":1}', 1);
      await producer.append(2, '{"n":2}', 1);
      expect(numbersIn(await first.read(new Map([[1, 0]]), MANY))).toEqual([1]);
      expect(numbersIn(await second.read(new Map([[2, 0]]), MANY))).toEqual([2]);
      // The first has read it and ended before it was stored.
      await first.close();
      const both = new Map([
        [1, 0],
        [2, 0],
      ]);
      expect(numbersIn(await second.read(both, MANY)).sort()).toEqual([1, 2]);
      // Once more, as after a transaction that failed.
      expect(numbersIn(await second.read(both, MANY)).sort()).toEqual([1, 2]);
    });

    it('[QU8] hands over no more at once than was asked for, but always something', async () => {
      const producer = await open();
      const source = await consume(producer);
      const event = (n: number) => JSON.stringify({ n, text: 'x'.repeat(1000) });
      for (let n = 1; n <= 4; n++) await producer.append(3, event(n), 1);
      const position = at(0) as Map<number, number>;
      const seen: number[] = [];
      for (const expected of [1, 2, 1]) {
        const groups = await source.read(position, expected === 2 ? 1500 : 1);
        expect(groups).toHaveLength(expected);
        seen.push(...numbersIn(groups));
        position.set(3, groups.at(-1)!.seq);
      }
      expect(seen).toEqual([1, 2, 3, 4]);
    });

    it('[QU9] wakes a consumer that waits', async () => {
      const producer = await open();
      const source = await consume(producer);
      const waiting = source.waitBeyond(at(0), 60_000);
      await producer.append(1, '{}', 1);
      await waiting;
      expect(await source.read(at(0), 1)).toHaveLength(1);
    });

    it('[QU10] lets a consumer wait that starts after everything was trimmed', async () => {
      const first = await open();
      const before = await consume(first);
      await first.append(1, '{}', 1);
      await before.trim(at(1));
      await untilTrimmed(first);
      await before.close();
      await first.close();

      const second = await open();
      const source = await consume(second);
      await source.waitBeyond(at(1), 1000);
      expect(await source.read(at(1), 1)).toEqual([]);
      let woken = false;
      const waiting = source.waitBeyond(at(1), 60_000).then(() => {
        woken = true;
      });
      await second.status();
      expect(woken).toBe(false);
      await second.append(1, '{}', 1);
      await waiting;
      expect(await source.read(at(1), 1)).toHaveLength(1);
    });

    it('[QU11] lets a consumer wait that has no partitions', async () => {
      const producer = await open();
      const source = await consume(producer);
      await producer.append(1, '{}', 1);
      expect(await source.read(new Map(), MANY)).toEqual([]);
      // Until the time is over.
      await source.waitBeyond(new Map(), 200);
      const waiting = source.waitBeyond(new Map(), 60_000).then(() => 'woken');
      expect(await Promise.race([waiting, producer.status().then(() => 'waiting')])).toBe('waiting');
    });

    it('[QU12] refuses events when its bound is reached, and accepts them again after trimming', async () => {
      const producer = await open({ small: true });
      const source = await consume(producer);
      const big = JSON.stringify({ text: 'x'.repeat(69) });
      await producer.append(1, big, 1);
      await expect(producer.append(1, big, 1)).rejects.toThrow(QueueUnavailableError);
      await source.trim(at(1));
      await untilTrimmed(producer);
      await producer.append(1, big, 1);
      expect((await producer.counts(at(0))).get(1)!.received).toBe(2);
    });

    it('[QU13] makes everything durable that was accepted before closing, and refuses what comes later', async () => {
      const producer = await open();
      const accepted = Array.from({ length: 50 }, (_, n) => producer.append(3, `{"n":${n}}`, 1));
      const closing = producer.close();
      await expect(producer.append(3, '{}', 1)).rejects.toThrow('shutting down');
      await closing;
      await Promise.all(accepted);
      const again = await open();
      expect((await again.counts(at(0))).get(3)).toEqual({ received: 50, pending: 50 });
    });
  });
}
