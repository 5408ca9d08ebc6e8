import { expect, it } from 'vitest';
import { type Lease, LeaseLostError, PARTITION_COUNT, partitionOf } from '../partitions.ts';
import { anAct, aProject, countFacts, NOON, storeOneOfEach } from './builders.ts';
import type { Bench } from './target.ts';

export function leasePromises(bench: Bench): void {
  it('[ST20] a lease takes every free partition, and none that another owner holds', async () => {
    let now = NOON;
    const storage = await bench.open({ clock: () => now });
    const lease = await storage.ingest.acquireLease('one', 1000);
    expect([...lease.epochs.keys()]).toEqual(Array.from({ length: PARTITION_COUNT }, (_, i) => i));
    expect((await storage.ingest.acquireLease('two', 1000)).epochs.size).toBe(0);
    now += 999;
    expect((await storage.ingest.acquireLease('two', 1000)).epochs.size).toBe(0);
    now += 1;
    expect((await storage.ingest.acquireLease('two', 1000)).epochs.size).toBe(PARTITION_COUNT);
    await expect(storage.ingest.renewLease(lease, 1000)).rejects.toThrow(LeaseLostError);
  });

  it('[ST21] a renewed lease lasts from then on; a released one is free at once', async () => {
    let now = NOON;
    const storage = await bench.open({ clock: () => now });
    const other = await bench.open({ clock: () => now });
    const lease = await storage.ingest.acquireLease('one', 1000);
    now += 900;
    await storage.ingest.renewLease(lease, 1000);
    now += 900;
    expect((await other.ingest.acquireLease('two', 1000)).epochs.size).toBe(0);
    await storage.ingest.releaseLease(lease);
    expect((await other.ingest.acquireLease('two', 1000)).epochs.size).toBe(PARTITION_COUNT);
    // A late release by the old owner takes nothing from the new one.
    await storage.ingest.releaseLease(lease);
    expect((await storage.ingest.acquireLease('three', 1000)).epochs.size).toBe(0);
  });

  it('[ST22] taking a lease again gives new epochs and ends the old ones', async () => {
    const storage = await bench.open();
    const before = await storage.ingest.acquireLease('one', 1000);
    const after = await storage.ingest.acquireLease('one', 1000);
    for (const [partition, epoch] of after.epochs) expect(epoch).toBeGreaterThan(before.epochs.get(partition)!);
    await expect(storage.ingest.renewLease(before, 1000)).rejects.toThrow(LeaseLostError);
    await storage.ingest.renewLease(after, 1000);
  });

  it('[ST23] a writer whose lease was taken over stores nothing', async () => {
    let now = NOON;
    const storage = await bench.open({ clock: () => now });
    const other = await bench.open({ clock: () => now });
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const partition = partitionOf(project);
    const lost = await storage.ingest.acquireLease('one', 1000);
    now += 2000;
    const held = await other.ingest.acquireLease('two', 1000);
    await expect(
      storage.ingest.transact(async (t) => {
        await t.advance('queue', lost, new Map([[partition, 5]]));
        await storeOneOfEach(t, project);
      }),
    ).rejects.toThrow(LeaseLostError);
    expect(await countFacts(storage, project)).toEqual({ pageviews: 0, visitors: 0, sessions: 0 });
    expect((await storage.ingest.positions('queue')).get(partition)).toBe(0);
    await other.ingest.transact(async (t) => {
      await t.advance('queue', held, new Map([[partition, 5]]));
      await storeOneOfEach(t, project);
    });
    expect(await countFacts(storage, project)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
  });

  it('[ST24] a position only moves forward, each source and partition by itself, and a group is stored once', async () => {
    const storage = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const lease = await storage.ingest.acquireLease('one', 60_000);
    const store = (source: string, to: [partition: number, position: number][], n: number) =>
      storage.ingest.transact(async (t) => {
        await t.advance(source, lease, new Map(to));
        await storeOneOfEach(t, project, n);
      });
    const takes = (to: [number, number][], n: number) => store('a', to, n);
    await takes(
      [
        [2, 5],
        [1, 7],
      ],
      1,
    );
    await expect(takes([[1, 7]], 2)).rejects.toThrow(LeaseLostError);
    await expect(takes([[1, 6]], 3)).rejects.toThrow(LeaseLostError);
    await expect(
      takes(
        [
          [3, 9],
          [2, 5],
        ],
        4,
      ),
    ).rejects.toThrow(LeaseLostError);
    await takes([[2, 6]], 5);
    await store('b', [[1, 1]], 6);
    const moved = async (source: string) =>
      [...(await storage.ingest.positions(source))].filter(([, position]) => position > 0);
    expect(await moved('a')).toEqual([
      [1, 7],
      [2, 6],
    ]);
    expect(await moved('b')).toEqual([[1, 1]]);
    expect((await storage.ingest.positions('c')).size).toBe(PARTITION_COUNT);
    expect((await countFacts(storage, project)).pageviews).toBe(3);
  });

  it('[ST25] a partition that the lease does not hold cannot be advanced', async () => {
    const storage = await bench.open();
    const lease = await storage.ingest.acquireLease('one', 60_000);
    const part = { ...lease, epochs: new Map([...lease.epochs].slice(0, 2)) };
    for (const partition of [2, PARTITION_COUNT]) {
      await expect(storage.ingest.transact((t) => t.advance('queue', part, new Map([[partition, 1]])))).rejects.toThrow(
        LeaseLostError,
      );
    }
  });

  it('[ST26] whoever asks gets a share: what is above it is given back, what was given back is taken', async () => {
    const now = NOON;
    const storage = await bench.open({ clock: () => now });
    const other = await bench.open({ clock: () => now });
    let one = await storage.ingest.shareLease('one', null, 1000);
    expect(one.epochs.size).toBe(PARTITION_COUNT);
    let two = await other.ingest.shareLease('two', null, 1000);
    expect(two.epochs.size).toBe(0);
    const before = one.epochs;
    one = await storage.ingest.shareLease('one', one, 1000);
    two = await other.ingest.shareLease('two', two, 1000);
    expect([one.epochs.size, two.epochs.size]).toEqual([PARTITION_COUNT / 2, PARTITION_COUNT / 2]);
    expect(new Set([...one.epochs.keys(), ...two.epochs.keys()]).size).toBe(PARTITION_COUNT);
    // What was kept was never out of hand; what was taken has a new epoch.
    for (const [partition, epoch] of one.epochs) expect(epoch).toBe(before.get(partition));
    for (const [partition, epoch] of two.epochs) expect(epoch).toBeGreaterThan(before.get(partition)!);
    // A share that is released is free at once, and nobody waits for the one who had it.
    await storage.ingest.releaseLease(one);
    expect((await other.ingest.shareLease('two', two, 1000)).epochs.size).toBe(PARTITION_COUNT);
  });

  it('[ST27] the share of an owner that is heard of no more goes to the others when its time is over', async () => {
    let now = NOON;
    const storage = await bench.open({ clock: () => now });
    let one = await storage.ingest.shareLease('one', null, 1000);
    const two = await storage.ingest.shareLease('two', null, 1000);
    one = await storage.ingest.shareLease('one', one, 1000);
    const lost = await storage.ingest.shareLease('two', two, 1000);
    expect(lost.epochs.size).toBe(PARTITION_COUNT / 2);
    now += 999;
    one = await storage.ingest.shareLease('one', one, 1000);
    expect(one.epochs.size).toBe(PARTITION_COUNT / 2);
    now += 1;
    one = await storage.ingest.shareLease('one', one, 1000);
    expect(one.epochs.size).toBe(PARTITION_COUNT);
    // It comes back, is told that it holds nothing, and gets its share anew.
    expect((await storage.ingest.shareLease('two', lost, 1000)).epochs.size).toBe(0);
    await storage.ingest.shareLease('one', one, 1000);
    expect((await storage.ingest.shareLease('two', lost, 1000)).epochs.size).toBe(PARTITION_COUNT / 2);
  });

  it('[ST28] a writer that slept through its lease stores nothing for what others took over, and the rest goes on', async () => {
    let now = NOON;
    const storage = await bench.open({ clock: () => now });
    const other = await bench.open({ clock: () => now });
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const partition = partitionOf(project);
    const sleeper = await storage.ingest.shareLease('sleeper', null, 1000);
    now += 1000;
    const taken = await other.ingest.shareLease('other', null, 1000);
    const write = (opener: typeof storage, lease: typeof taken, n: number) =>
      opener.ingest.transact(async (t) => {
        await t.advance('queue', lease, new Map([[partition, n]]));
        await storeOneOfEach(t, project, n);
      });
    await expect(write(storage, sleeper, 1)).rejects.toThrow(LeaseLostError);
    await write(other, taken, 1);
    // Asking again does not bring back under the old epoch what is another's by now.
    const again = await storage.ingest.shareLease('sleeper', sleeper, 1000);
    expect(again.epochs.has(partition)).toBe(false);
    await expect(write(storage, again, 2)).rejects.toThrow(LeaseLostError);
    expect(await countFacts(storage, project)).toEqual({ pageviews: 1, visitors: 1, sessions: 1 });
  });

  it('[ST29] many who ask at once end with every partition held once, in shares that differ by one at most', async () => {
    const openers = await Promise.all(Array.from({ length: 5 }, () => bench.open()));
    const leases: (Lease | null)[] = openers.map(() => null);
    const ask = () =>
      Promise.all(
        openers.map(async ({ ingest }, i) => {
          leases[i] = await ingest.shareLease(`worker-${i}`, leases[i]!, 60_000);
        }),
      );
    const held = () => leases.flatMap((lease) => [...lease!.epochs.keys()]);
    for (let round = 0; round < 4; round++) {
      await ask();
      expect(new Set(held()).size).toBe(held().length);
    }
    expect(held()).toHaveLength(PARTITION_COUNT);
    expect(leases.map((lease) => lease!.epochs.size).sort()).toEqual([12, 13, 13, 13, 13]);
  });

  it('[ST17] without a clock of its own a store goes by that of the database', async () => {
    const storage = await bench.open();
    const lease = await storage.ingest.acquireLease('one', 60_000);
    // The tests run on the machine of the database.
    const wrong = await bench.open({ clock: () => Date.now() - 3_600_000 });
    expect((await wrong.ingest.acquireLease('two', 1000)).epochs.size).toBe(0);
    const later = await bench.open({ clock: () => Date.now() + 50_000 });
    expect((await later.ingest.acquireLease('two', 1000)).epochs.size).toBe(0);
    const tooLate = await bench.open({ clock: () => Date.now() + 70_000 });
    expect((await tooLate.ingest.acquireLease('two', 1000)).epochs.size).toBe(lease.epochs.size);
  });
}
