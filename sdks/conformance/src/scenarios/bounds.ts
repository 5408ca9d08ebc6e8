import { expect } from 'vitest';
import { type Bed, captureErrors, createClient, messagesOf, type Scenario } from '../scenario.ts';

const EVENT_BYTES = 64 * 1024;
const stack = 'at checkout (/srv/app/checkout:88)\n'.repeat(10_000);

export const bounds: Scenario[] = [
  {
    title: 'D6 a full queue refuses the newest events and keeps the oldest',
    async run(bed) {
      await createClient(bed, { maxQueueSize: 5 });
      const kept = await captureErrors(bed, 5, 'kept');
      for (let index = 0; index < 3; index += 1) {
        // A promise is all that some SDKs can return at once.
        expect([null, true]).toContain(await bed.sdk.error(`refused ${index}`));
      }
      expect(await bed.sdk.queued()).toBe(5);
      expect(await bed.sdk.losses()).toEqual({ queue_full: 3 });
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(kept);
      await captureErrors(bed, 1, 'room again');
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual([...kept, 'room again 0']);
    },
  },
  {
    title: 'D6 an event above 64 KB loses its context first',
    async run(bed) {
      const event = await deliveredAlone(bed, { stack: 'at main', context: { text: 'ö'.repeat(50_000) } });
      expect(event).toMatchObject({ message: 'event', stack: 'at main', context: null });
    },
  },
  {
    title: 'D6 an event above 64 KB has its stack cut, within characters of any width',
    async run(bed) {
      for (const long of [stack, `→${'𝕊'.repeat(30_000)}`, '\u0001"'.repeat(20_000)]) {
        const event = await deliveredAlone(bed, { stack: long, context: { cart: 7 } });
        const sent = event.stack as string;
        expect(long.startsWith(sent)).toBe(true);
        expect(sent.length).toBeGreaterThan(1000);
        expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(EVENT_BYTES);
      }
    },
  },
  {
    title: 'D6 an event that nothing makes small enough is lost (too_large)',
    async run(bed) {
      await createClient(bed);
      const url = `https://shop.test/?q=${'x'.repeat(EVENT_BYTES)}`;
      await bed.sdk.pageview({ url, visitor_id: 'v', session_token: 's' });
      const messages = await captureErrors(bed, 1);
      expect(await bed.sdk.losses()).toEqual({ too_large: 1 });
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(messages);
    },
  },
  {
    title: 'D6 what a caller passes by mistake is refused or repaired, never thrown',
    async run(bed) {
      await createClient(bed);
      await bed.sdk.error('lone surrogate \ud800', { context: { 'ключ \udfff': 'значение' } });
      await bed.sdk.error('');
      await bed.sdk.audit('');
      await bed.sdk.value({ do: 'pageview', fields: {} });
      const messages = await captureErrors(bed, 1, 'well');
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toContain(messages[0]);
    },
  },
];

async function deliveredAlone(bed: Bed, options: Parameters<Bed['sdk']['error']>[1]) {
  await createClient(bed);
  await bed.sdk.error('event', options);
  expect(await bed.sdk.flush()).toBe(true);
  expect(await bed.sdk.losses()).toEqual({});
  return bed.server.stored.at(-1)!;
}
