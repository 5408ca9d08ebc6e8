import { expect, it } from 'vitest';
import { LeaseLostError, PARTITION_COUNT, partitionOf } from '../ingest.ts';
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
}
