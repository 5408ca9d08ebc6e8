import { expect } from 'vitest';
import { captureErrors, createClient, expectDelivered, messagesOf, type Scenario } from '../scenario.ts';

export const hooks: Scenario[] = [
  {
    title: 'D10 what beforeSend drops is not sent, and is no loss',
    async run(bed) {
      await createClient(bed, { beforeSend: 'drop-all' });
      await captureErrors(bed, 3);
      await bed.sdk.audit('dropped');
      expect(await bed.sdk.flush()).toBe(true);
      expect(bed.server.stored).toEqual([]);
      await expectDelivered(bed, []);
    },
  },
  {
    title: 'D10 what beforeSend changes is sent changed',
    async run(bed) {
      await createClient(bed, { beforeSend: 'mark' });
      await bed.sdk.error('boom', { context: { cart: 7 } });
      await bed.sdk.error('boom without context');
      expect(await bed.sdk.flush()).toBe(true);
      expect(bed.server.stored).toMatchObject([
        { message: 'boom', context: { cart: 7, marked: true } },
        { message: 'boom without context', context: { marked: true } },
      ]);
    },
  },
  {
    title: 'D10 a beforeSend that throws costs nothing: the event goes as it was',
    async run(bed) {
      await createClient(bed, { beforeSend: 'throw' });
      const messages = await captureErrors(bed, 3);
      expect(await bed.sdk.flush()).toBe(true);
      expect(messagesOf(bed.server.stored)).toEqual(messages);
      await expectDelivered(bed, messages);
    },
  },
];
