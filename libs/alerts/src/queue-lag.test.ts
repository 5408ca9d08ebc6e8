import { type LedgerSnapshot, type QueueStatus, QueueUnavailableError } from '@micrologs/storage';
import { expect, it } from 'vitest';
import { queueLag } from './queue-lag.ts';

const NOW = 100_000;
const POSITIONS = new Map([[3, 7]]);

/** @param pending of two projects */
function lag(values: Partial<QueueStatus>, pending: number[] | Error = [0, 1]) {
  const status: QueueStatus = {
    ok: true,
    message: '',
    durability: 'full',
    groups: 1,
    pendingBytes: 10,
    oldestAppendedAt: null,
    ...values,
  };
  return queueLag({
    queue: {
      status: async () => status,
      identify: async () => 'a queue',
      counts: async (positions) => {
        expect(positions).toBe(POSITIONS);
        if (pending instanceof Error) throw pending;
        return new Map(pending.map((count, i) => [i + 1, { received: 9, pending: count }]));
      },
    },
    storage: {
      ledger: async (source): Promise<LedgerSnapshot> => {
        expect(source).toBe('a queue');
        return { projects: new Map(), positions: POSITIONS };
      },
    },
    clock: () => NOW,
  });
}

it('is the age of the oldest event that waits', async () => {
  expect(await lag({})).toBe(0);
  expect(await lag({ oldestAppendedAt: NOW - 3500 })).toBe(3500);
  expect(await lag({ oldestAppendedAt: NOW - 60_000 })).toBe(60_000);
  // Another process's clock may be ahead.
  expect(await lag({ oldestAppendedAt: NOW + 1000 })).toBe(0);
});

it('does not count what is stored and lies in the queue still', async () => {
  expect(await lag({ oldestAppendedAt: NOW - 60_000 }, [0, 0])).toBe(0);
});

it('is not known while the queue does not answer, and whatever else fails is told', async () => {
  expect(await lag({ ok: false, oldestAppendedAt: NOW - 1500 })).toBeNull();
  expect(await lag({ oldestAppendedAt: NOW - 60_000 }, new QueueUnavailableError('away'))).toBeNull();
  await expect(lag({ oldestAppendedAt: NOW - 60_000 }, new Error('a fault'))).rejects.toThrow('a fault');
});
