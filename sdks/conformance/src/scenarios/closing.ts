import { expect } from 'vitest';
import { cut, hang, refuse, resetAfterHeaders, resetBeforeHeaders, slowly } from '../behaviours.ts';
import type { Behaviour } from '../exchange.ts';
import { type Bed, captureErrors, createClient, expectDelivered, messagesOf, type Scenario } from '../scenario.ts';

export const closing: Scenario[] = [
  {
    title: 'D7 what close has to leave behind is lost (undelivered)',
    async run(bed) {
      bed.server.script([], refuse(503));
      await createClient(bed);
      await captureErrors(bed, 3);
      expect(await bed.sdk.closeClient(300)).toBe(false);
      expect(await bed.sdk.losses()).toEqual({ undelivered: 3 });
    },
  },
  {
    title: 'D8 what is captured after close is lost (closed)',
    async run(bed) {
      await createClient(bed);
      const messages = await captureErrors(bed, 2);
      expect(await bed.sdk.closeClient()).toBe(true);
      await bed.sdk.error('late');
      await bed.sdk.audit('late');
      expect(await bed.sdk.losses()).toEqual({ closed: 2 });
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(messages);
    },
  },
  {
    title: 'D8 flush with nothing to send is true and asks for nothing',
    async run(bed) {
      await createClient(bed);
      expect(await bed.sdk.flush(0)).toBe(true);
      expect(await bed.sdk.closeClient(0)).toBe(true);
      expect(bed.server.requests).toEqual([]);
    },
  },
  {
    title: 'D8 flush gives up at its deadline and loses nothing',
    async run(bed) {
      bed.server.script([hang, refuse(503, { 'Retry-After': '1' })]);
      await createClient(bed, { timeoutMs: 1500 });
      const messages = await captureErrors(bed, 3);
      expect(await bed.sdk.flush(100)).toBe(false);
      expect(await bed.sdk.queued()).toBe(3);
      expect(await bed.sdk.flush()).toBe(true);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D8 flush is not held up by a Retry-After beyond its deadline',
    async run(bed) {
      bed.server.script([], refuse(503, { 'Retry-After': '200' }));
      await createClient(bed);
      await captureErrors(bed, 1);
      // The test would run into its own limit if this waited for as long as the server says.
      expect(await bed.sdk.flush(500)).toBe(false);
      expect(await bed.sdk.closeClient(100)).toBe(false);
      expect(await bed.sdk.losses()).toEqual({ undelivered: 1 });
    },
  },
  {
    title: 'D8 flush waits for the batch under way',
    async run(bed) {
      bed.server.script([slowly(300)]);
      await createClient(bed, { flushAt: 2 });
      const messages = await captureErrors(bed, 2);
      expect(await bed.sdk.flush()).toBe(true);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D8 flush is true when what was captured is counted as lost',
    async run(bed) {
      bed.server.script([refuse(401)]);
      await createClient(bed);
      await captureErrors(bed, 2);
      expect(await bed.sdk.flush()).toBe(true);
      expect(await bed.sdk.losses()).toEqual({ unauthorized: 2 });
    },
  },
  {
    title: 'D9 a server that is away for a while gets everything that the queue holds, once and in order',
    async run(bed) {
      await createClient(bed, { flushAt: 10, maxBatchSize: 20, maxQueueSize: 200, timeoutMs: 500 });
      const before = await captureErrors(bed, 15, 'before');
      await bed.server.until(({ stored }) => stored.length >= 10);
      await bed.server.down();
      const during = await captureErrors(bed, 150, 'during');
      await bed.server.up();
      const after = await captureErrors(bed, 15, 'after');
      expect(await bed.sdk.flush()).toBe(true);
      await expectDelivered(bed, [...before, ...during, ...after]);
    },
  },
  {
    title: 'D9 while nothing can be delivered the queue stays within its bound',
    async run(bed) {
      await bed.server.down();
      await createClient(bed, { flushAt: 10, maxQueueSize: 50 });
      const messages = await captureErrors(bed, 300);
      expect(await bed.sdk.queued()).toBe(50);
      expect(await bed.sdk.losses()).toEqual({ queue_full: 250 });
      await bed.server.up();
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(messages.slice(0, 50));
    },
  },
  ...[1, 2, 3].map((seed) => ({
    title: `D9 any sequence of faults ends with every event stored once and in order (seed ${seed})`,
    async run(bed: Bed) {
      const random = randomOf(seed);
      bed.server.script(Array.from({ length: 40 }, () => STORM[Math.floor(random() * STORM.length)]!));
      await createClient(bed, { flushAt: 5, maxBatchSize: 7, timeoutMs: 300, retryBaseMs: 5, retryMaxMs: 20 });
      const messages: string[] = [];
      for (let round = 0; round < 12; round += 1) {
        messages.push(...(await captureErrors(bed, Math.floor(random() * 9), `round ${round}, event`)));
        if (random() < 0.3) await bed.sdk.flush(Math.floor(random() * 100));
      }
      expect(await bed.sdk.flush(60_000)).toBe(true);
      await expectDelivered(bed, messages);
    },
  })),
];

const good = slowly(1);
const STORM: Behaviour[] = [
  good,
  good,
  good,
  refuse(503),
  refuse(500),
  cut,
  hang,
  resetBeforeHeaders,
  resetAfterHeaders,
];

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
