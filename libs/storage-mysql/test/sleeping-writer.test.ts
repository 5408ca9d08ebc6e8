import { PARTITION_COUNT, type WritableStorage } from '@micrologs/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMysqlInThread } from '../src/index.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

const TTL_MS = 500;
const WAIT = { timeout: 60_000, interval: 50 };

let database: TemporaryDatabase;
let sleeper: WritableStorage;
let other: WritableStorage;
beforeEach(async () => {
  database = await temporaryDatabase();
  sleeper = await openMysqlInThread({ address: database.address, mode: 'writer' });
  other = await openMysqlInThread({ address: database.address, mode: 'writer' });
});
afterEach(async () => {
  await sleeper.close();
  await other.close();
  await database.remove();
});

it('a writer that sleeps in the midst of a transaction keeps others from its partitions for a while, and from no others', async () => {
  const lease = await sleeper.ingest.shareLease('sleeper', null, TTL_MS);
  let wake = () => {};
  const slept = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let fellAsleep = () => {};
  const asleep = new Promise<void>((resolve) => {
    fellAsleep = resolve;
  });
  const batch = sleeper.ingest.transact(async (transaction) => {
    await transaction.advance('queue', lease, new Map([[7, 1]]));
    fellAsleep();
    await slept;
    await transaction.count([{ project: 7, outcome: 'stored', count: 1 }]);
  });
  const outcome = batch.then(
    () => 'stored',
    (error: Error) => error.name,
  );
  await asleep;

  let taken = await other.ingest.shareLease('other', null, TTL_MS);
  const takes = async () => {
    taken = await other.ingest.shareLease('other', taken, TTL_MS);
    return taken.epochs.size;
  };
  await expect.poll(takes, WAIT).toBe(PARTITION_COUNT - 1);
  expect(taken.epochs.has(7)).toBe(false);
  // The server gives the sleeping transaction up.
  await expect.poll(takes, WAIT).toBe(PARTITION_COUNT);
  wake();
  expect(await outcome).toBe('StorageUnavailableError');
  expect((await other.ingest.positions('queue')).get(7)).toBe(0);
  expect((await other.ledger('queue')).projects.size).toBe(0);
});
