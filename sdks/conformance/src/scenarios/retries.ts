import { expect } from 'vitest';
import {
  accept,
  answerText,
  cut,
  hang,
  hangInBody,
  refuse,
  resetAfterHeaders,
  resetBeforeHeaders,
  storeAnd,
} from '../behaviours.ts';
import type { Behaviour } from '../exchange.ts';
import { type Bed, captureErrors, createClient, expectDelivered, gapsOf, type Scenario } from '../scenario.ts';

const json = { 'Content-Type': 'application/json' };

/** What a batch has to survive, by what happens to it. */
const TRANSIENT: Record<string, Behaviour> = {
  ...Object.fromEntries([408, 425, 429, 500, 502, 503, 504].map((status) => [`a ${status}`, refuse(status)])),
  'a 503 of a proxy, in HTML': answerText('<h1>Unavailable</h1>', 503),
  'a connection reset before the headers': resetBeforeHeaders,
  'a connection reset after the headers': resetAfterHeaders,
  'half an answer': cut,
  'a 200 that is no JSON': storeAnd(answerText('<h1>Welcome</h1>')),
  'a 202 that is broken JSON': storeAnd(answerText('{"success":true,', 202, json)),
  'a 200 that is no envelope': storeAnd(answerText('"hello"', 200, json)),
  'a 204 without a body': storeAnd(({ response }) => {
    response.writeHead(204);
    response.end();
  }),
};

const HANGING: Record<string, Behaviour> = {
  'a server that hangs': hang,
  'a server that hangs within its answer': storeAnd(hangInBody),
};

export const retries: Scenario[] = [
  ...Object.entries(TRANSIENT).map(([name, behaviour]) => ({
    title: `D3 a batch is sent again, the same, after ${name}`,
    async run(bed: Bed) {
      bed.server.script([behaviour, behaviour]);
      await createClient(bed);
      await expectRepetitions(bed);
      expect(bed.server.batches).toHaveLength(3);
    },
  })),
  ...Object.entries(HANGING).map(([name, behaviour]) => ({
    title: `D3 a batch is sent again, the same, after ${name}`,
    async run(bed: Bed) {
      bed.server.script([behaviour, behaviour]);
      // A busy machine may have answered too late for this, and then it is asked once more.
      await createClient(bed, { timeoutMs: 500 });
      await expectRepetitions(bed);
      expect(bed.server.batches.length).toBeGreaterThanOrEqual(3);
    },
  })),
  {
    title: 'D3 a server that refuses connections is tried again',
    async run(bed) {
      await bed.server.down();
      await createClient(bed);
      const messages = await captureErrors(bed, 3);
      expect(await bed.sdk.flush(400)).toBe(false);
      await bed.server.up();
      expect(await bed.sdk.flush()).toBe(true);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D3 waits double, and are at least half of what doubling gives',
    async run(bed) {
      bed.server.script(Array(4).fill(refuse(503)));
      await createClient(bed, { retryBaseMs: 100, retryMaxMs: 10_000 });
      await captureErrors(bed, 1);
      expect(await bed.sdk.flush()).toBe(true);
      const gaps = gapsOf(bed.server.batches);
      expect(gaps).toHaveLength(4);
      for (const [n, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(50 * 2 ** n - TIMER_MS);
    },
  },
  {
    title: 'D3 waits end at retryMax',
    async run(bed) {
      // Doubling without an end would take at least 50 s.
      bed.server.script(Array(10).fill(refuse(503)));
      await createClient(bed, { retryBaseMs: 100, retryMaxMs: 100 });
      await captureErrors(bed, 1);
      expect(await bed.sdk.flush(25_000)).toBe(true);
      expect(bed.server.batches).toHaveLength(11);
    },
  },
  {
    title: 'D3 Retry-After in seconds is waited for',
    async run(bed) {
      bed.server.script([refuse(429, { 'Retry-After': '1' }), refuse(503, { 'Retry-After': '1' })]);
      await createClient(bed);
      const messages = await captureErrors(bed, 2);
      expect(await bed.sdk.flush()).toBe(true);
      for (const gap of gapsOf(bed.server.batches)) expect(gap).toBeGreaterThanOrEqual(1000 - TIMER_MS);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D3 Retry-After as a date is waited for',
    async run(bed) {
      let until = 0;
      bed.server.script([
        (exchange) => {
          until = Math.floor(Date.now() / 1000) * 1000 + 2000;
          return refuse(503, { 'Retry-After': new Date(until).toUTCString() })(exchange);
        },
      ]);
      await createClient(bed);
      const messages = await captureErrors(bed, 2);
      expect(await bed.sdk.flush()).toBe(true);
      expect(bed.server.batches[1]!.arrivedAt).toBeGreaterThanOrEqual(until - TIMER_MS);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D3 Retry-After is a minimum, and nonsense in it is ignored',
    async run(bed) {
      bed.server.script(['0', '-5', 'soon', ''].map((value) => refuse(503, { 'Retry-After': value })));
      await createClient(bed, { retryBaseMs: 200, retryMaxMs: 200 });
      await captureErrors(bed, 1);
      expect(await bed.sdk.flush()).toBe(true);
      for (const gap of gapsOf(bed.server.batches)) expect(gap).toBeGreaterThanOrEqual(100 - TIMER_MS);
    },
  },
  {
    title: 'D3 events captured between two attempts do not change the batch under way',
    needsBackground: true,
    async run(bed) {
      bed.server.script([refuse(503), refuse(503)]);
      await createClient(bed, { flushAt: 2, retryBaseMs: 300, retryMaxMs: 300 });
      const early = await captureErrors(bed, 2, 'early');
      await bed.server.until(({ batches }) => batches.length === 1);
      const late = await captureErrors(bed, 2, 'late');
      expect(await bed.sdk.flush()).toBe(true);
      const [first, second, third] = bed.server.batches;
      expect(second!.body).toEqual(first!.body);
      expect(third!.body).toEqual(first!.body);
      await expectDelivered(bed, [...early, ...late]);
    },
  },
  {
    title: 'D3 after a failure is over the next one is waited for as the first',
    async run(bed) {
      // Nine doublings of 50 ms would take at least 12 s, three times three at most 1.1 s.
      const trouble = [refuse(503), refuse(503), refuse(503), accept()];
      bed.server.script([...trouble, ...trouble, ...trouble]);
      await createClient(bed, { retryBaseMs: 50, retryMaxMs: 60_000 });
      const messages: string[] = [];
      for (const name of ['first', 'second', 'third']) {
        messages.push(...(await captureErrors(bed, 1, name)));
        expect(await bed.sdk.flush(10_000)).toBe(true);
      }
      await expectDelivered(bed, messages);
    },
  },
];

/** A batch is delivered in the end, and was the same each time. */
async function expectRepetitions(bed: Bed): Promise<void> {
  const messages = await captureErrors(bed, 3);
  expect(await bed.sdk.flush()).toBe(true);
  const [first, ...others] = bed.server.batches;
  for (const { body } of others) expect(body).toEqual(first!.body);
  await expectDelivered(bed, messages);
}

/** Timers and clocks may be early by so much. */
const TIMER_MS = 5;
