import { expect } from 'vitest';
import { acceptSome, redirectTo, refuse, refuseIf, rejectItems } from '../behaviours.ts';
import { FaultyServer } from '../faulty-server.ts';
import { type Bed, captureErrors, createClient, expectDelivered, messagesOf, type Scenario } from '../scenario.ts';

/** What a refusal costs: the batch, with this reason, and nothing of what comes after it. */
const FINAL: [number, string][] = [
  [400, 'rejected'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'rejected'],
  [405, 'rejected'],
  [422, 'rejected'],
];

export const refusals: Scenario[] = [
  ...FINAL.map(([status, reason]) => ({
    title: `D4 a ${status} loses the batch (${reason}) and nothing that comes after it`,
    async run(bed: Bed) {
      bed.server.script([refuse(status)]);
      await createClient(bed);
      await captureErrors(bed, 3, 'refused');
      expect(await bed.sdk.flush()).toBe(true);
      expect(await bed.sdk.losses()).toEqual({ [reason]: 3 });
      const later = await captureErrors(bed, 2, 'later');
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(later);
      expect(bed.server.batches).toHaveLength(2);
    },
  })),
  ...[301, 302, 303, 307, 308].map((status) => ({
    title: `D4 a redirect with ${status} is not followed`,
    async run(bed: Bed) {
      const other = await FaultyServer.start();
      try {
        bed.server.script([redirectTo(status, `${other.url}/api/track/batch`)]);
        await createClient(bed);
        await captureErrors(bed, 2, 'redirected');
        expect(await bed.sdk.flush()).toBe(true);
        expect(await bed.sdk.losses()).toEqual({ rejected: 2 });
        expect(other.requests).toEqual([]);
      } finally {
        await other.down();
      }
    },
  })),
  {
    title: 'D4 a 400 with results is taken item by item',
    async run(bed) {
      const duplicate = { status: 'duplicate' };
      const rejected = { status: 'rejected', event_id: null, message: 'message is required' };
      bed.server.script([rejectItems((_, index) => (index === 1 ? duplicate : rejected))]);
      await createClient(bed);
      await captureErrors(bed, 3);
      expect(await bed.sdk.flush()).toBe(true);
      expect(await bed.sdk.losses()).toEqual({ rejected: 2 });
      expect(bed.server.batches).toHaveLength(1);
    },
  },
  {
    title: 'D4 after a 413 the batch is halved until it passes',
    async run(bed) {
      bed.server.script(
        [],
        refuseIf(({ request }) => request.events.length > 3, refuse(413)),
      );
      await createClient(bed);
      const messages = await captureErrors(bed, 16);
      expect(await bed.sdk.flush()).toBe(true);
      await expectDelivered(bed, messages);
    },
  },
  {
    title: 'D4 a single event that is too large for the server is lost alone',
    async run(bed) {
      const isLarge = (message: unknown) => message === 'event 5';
      bed.server.script(
        [],
        refuseIf(({ request }) => messagesOf(request.events).some(isLarge), refuse(413)),
      );
      await createClient(bed);
      const messages = await captureErrors(bed, 8);
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(messages.filter((message) => !isLarge(message)));
      expect(await bed.sdk.losses()).toEqual({ too_large: 1 });
    },
  },
  {
    title: 'D5 an item that is rejected alone is lost alone',
    async run(bed) {
      bed.server.script([acceptSome(({ message }) => (message === 'event 1' ? 'message is required' : null))]);
      await createClient(bed);
      await captureErrors(bed, 3);
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(['event 0', 'event 2']);
      expect(await bed.sdk.losses()).toEqual({ rejected: 1 });
      expect(bed.server.batches).toHaveLength(1);
    },
  },
];
