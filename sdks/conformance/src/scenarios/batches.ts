import { expect } from 'vitest';
import { slowly } from '../behaviours.ts';
import { captureErrors, createClient, expectDelivered, messagesOf, type Scenario, SECRET_KEY } from '../scenario.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const BATCH_BYTES = 512 * 1024;

export const batches: Scenario[] = [
  {
    title: 'D1 an event gets its id and time when it is captured, and is answered as queued at once',
    async run(bed) {
      await createClient(bed);
      const before = Date.now();
      const returned = await bed.sdk.error('boom');
      const after = Date.now();
      const [event] = await delivered(bed);
      expect(event!.event_id).toMatch(UUID_V4);
      const occurredAt = new Date(event!.occurred_at as string | number).getTime();
      expect(occurredAt).toBeGreaterThanOrEqual(before - 1);
      expect(occurredAt).toBeLessThanOrEqual(after + 1);
      if (returned !== true) {
        const data = { queued: true, event_id: event!.event_id };
        expect(returned).toEqual({ success: true, message: 'OK', data });
      }
    },
  },
  {
    title: 'D1 an error carries all nine fields, with the defaults of the 1.x SDKs',
    async run(bed) {
      await createClient(bed);
      await bed.sdk.error('only words');
      await bed.sdk.error('boom', FULL);
      await bed.sdk.error('x'.repeat(2000));
      const [plain, full, long] = await delivered(bed);
      expect(plain).toMatchObject({
        kind: 'error',
        message: 'only words',
        error_type: bed.sdk.definition.defaultErrorType,
        severity: 'error',
        file: '',
        line: null,
        stack: null,
        url: '',
        environment: expect.any(String),
        context: null,
      });
      const { type, ...rest } = FULL;
      expect(full).toMatchObject({ kind: 'error', message: 'boom', error_type: type, ...rest });
      expect(long!.message).toBe('x'.repeat(1024));
    },
  },
  {
    title: 'D1 audit entries and pageviews go the same way',
    async run(bed) {
      await createClient(bed);
      await bed.sdk.audit('invoice.paid', 'kim@shop.test', { invoice: 'A-1' });
      await bed.sdk.audit('cache.cleared');
      const view = { url: 'https://shop.test/cart', visitor_id: 'v-1', session_token: 's-1', page_title: 'Cart' };
      await bed.sdk.pageview(view);
      const events = await delivered(bed);
      expect(events).toMatchObject([
        { kind: 'audit', action: 'invoice.paid', actor: 'kim@shop.test', context: { invoice: 'A-1' } },
        { kind: 'audit', action: 'cache.cleared', actor: '', context: null },
        { kind: 'pageview', ...view },
      ]);
      expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(3);
    },
  },
  {
    title: 'D1 a batch is one POST with the key, JSON, and the name and version of the SDK',
    async run(bed) {
      await createClient(bed);
      const messages = await captureErrors(bed, 5);
      await delivered(bed);
      expect(bed.server.requests).toHaveLength(1);
      const [request] = bed.server.requests;
      expect(request).toMatchObject({ method: 'POST', path: '/api/track/batch' });
      expect(request!.headers['x-api-key']).toBe(SECRET_KEY);
      expect(request!.headers['content-type']).toMatch(/^application\/json/);
      expect(request!.headers['user-agent']).toMatch(/^micrologs-[a-z]+\/2\.\d+\.\d+/);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D1 no batch has more than maxBatchSize events, and the order stays',
    async run(bed) {
      await createClient(bed, { maxBatchSize: 10 });
      const messages = await captureErrors(bed, 25);
      await delivered(bed);
      expect(bed.server.batches.map(({ events }) => events.length)).toEqual([10, 10, 5]);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D1 no batch has more than 512 KiB of JSON',
    async run(bed) {
      await createClient(bed);
      for (let index = 0; index < 30; index += 1) await bed.sdk.error(`event ${index}`, { stack: 'é'.repeat(15_000) });
      await delivered(bed);
      for (const { textBytes } of bed.server.batches) expect(textBytes).toBeLessThanOrEqual(BATCH_BYTES);
      await expectDelivered(
        bed,
        Array.from({ length: 30 }, (_, index) => `event ${index}`),
      );
    },
  },
  {
    title: 'D1 one batch is under way at a time',
    async run(bed) {
      bed.server.script([], slowly(60));
      await createClient(bed, { flushAt: 1, maxBatchSize: 2 });
      const messages = await captureErrors(bed, 8);
      expect(await bed.sdk.flush()).toBe(true);
      expect(bed.server.mostAtOnce).toBe(1);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D1 bodies above 1 KiB are gzipped',
    async run(bed) {
      await createClient(bed);
      await bed.sdk.error('small');
      await delivered(bed);
      await bed.sdk.error('large', { stack: 'at main\n'.repeat(1000) });
      await delivered(bed);
      const [small, large] = bed.server.batches;
      expect(small!.headers['content-encoding']).toBeUndefined();
      expect(large!.headers['content-encoding']).toBe('gzip');
      expect(large!.sentBytes).toBeLessThan(large!.textBytes / 4);
    },
  },
  {
    title: 'D2 a batch leaves when flushAt events wait',
    async run(bed) {
      await createClient(bed, { flushAt: 3 });
      const messages = await captureErrors(bed, 3);
      await bed.server.until(({ stored }) => stored.length === 3);
      expect(messagesOf(bed.server.stored)).toEqual(messages);
    },
  },
  {
    title: 'D2 a batch leaves flushInterval after its first event',
    needsBackground: true,
    async run(bed) {
      await createClient(bed, { flushIntervalMs: 100 });
      await bed.sdk.error('alone');
      await bed.server.until(({ stored }) => stored.length === 1);
      await bed.sdk.error('the next one');
      await bed.server.until(({ stored }) => stored.length === 2);
    },
  },
  {
    title: 'D2 what waits leaves at close',
    async run(bed) {
      await createClient(bed);
      const messages = await captureErrors(bed, 3);
      expect(await bed.sdk.closeClient()).toBe(true);
      await expectDelivered(bed, messages);
    },
  },
];

const FULL = {
  type: 'RuntimeException',
  severity: 'critical',
  file: '/srv/app/checkout',
  line: 88,
  stack: 'Checkout->pay()\n  {main}',
  url: 'https://shop.test/cart?a=ü',
  environment: 'staging',
  context: { cart: 7, nested: { list: [1, 'two'] } },
};

/** Flushes, and shows what the server has stored. */
async function delivered({ sdk, server }: Parameters<Scenario['run']>[0]) {
  expect(await sdk.flush()).toBe(true);
  return server.stored;
}
