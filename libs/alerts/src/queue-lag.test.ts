import type { QueueStatus } from '@micrologs/storage';
import { expect, it } from 'vitest';
import { queueLag } from './queue-lag.ts';

it('is the age of the oldest event that waits, and unknown while the queue does not answer', async () => {
  const lag = (values: Partial<QueueStatus>) => {
    const status: QueueStatus = {
      ok: true,
      message: '',
      durability: 'full',
      groups: 1,
      pendingBytes: 10,
      oldestAppendedAt: null,
      ...values,
    };
    return queueLag({ status: async () => status }, () => 5000);
  };
  expect(await lag({})).toBe(0);
  expect(await lag({ oldestAppendedAt: 1500 })).toBe(3500);
  // Another process's clock may be ahead.
  expect(await lag({ oldestAppendedAt: 6000 })).toBe(0);
  expect(await lag({ ok: false, oldestAppendedAt: 1500 })).toBeNull();
});
