import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PARTITION_COUNT } from '../partitions.ts';
import { type PartitionRow, planShare, shareOf } from './lease-share.ts';

const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 2 * PARTITION_COUNT });

it('makes shares that are all partitions together, differ by one at most, and have homes of their own', () => {
  fc.assert(
    fc.property(names, (owners) => {
      const shares = owners.map((owner) => shareOf(owner, owners));
      const sizes = shares.map(({ size }) => size);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      const homes = shares.flatMap(({ size, home }) => Array.from({ length: size }, (_, i) => home + i));
      expect(homes.sort((a, b) => a - b)).toEqual(Array.from({ length: PARTITION_COUNT }, (_, id) => id));
    }),
  );
});

/** Owners that come, ask and go, over a table of partitions as the store keeps it. */
class Table {
  readonly rows: PartitionRow[] = Array.from({ length: PARTITION_COUNT }, (_, id) => ({
    id,
    epoch: 0,
    owner: '',
    leasedUntil: 0,
  }));
  readonly held = new Map<string, Map<number, number>>();
  now = 0;

  ask(owner: string, owners: readonly string[]): void {
    const held = this.held.get(owner) ?? new Map<number, number>();
    const step = planShare(this.rows, { owner, held, share: shareOf(owner, owners), now: this.now });
    for (const row of step.giveBack) Object.assign(row, { owner: '', leasedUntil: 0 });
    for (const row of step.take) row.epoch += 1;
    for (const row of [...step.keep, ...step.take]) Object.assign(row, { owner, leasedUntil: this.now + TTL });
    this.held.set(owner, new Map([...step.keep, ...step.take].map(({ id, epoch }) => [id, epoch])));
  }

  heldNow(owner: string): number[] {
    const held = this.held.get(owner) ?? new Map<number, number>();
    return this.rows.filter((row) => row.owner === owner && held.get(row.id) === row.epoch).map(({ id }) => id);
  }
}

const TTL = 3;
const event = fc.record({ who: fc.nat({ max: 9 }), what: fc.constantFrom('ask', 'die', 'pause', 'wait' as const) });

it('ends, whoever came and went, with every partition held once and shares as they should be', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), (events) => {
      const table = new Table();
      const alive = new Set(['0']);
      for (const { who, what } of events) {
        const owner = String(who);
        if (what === 'wait') table.now += 1;
        else if (what === 'ask') {
          alive.add(owner);
          table.ask(owner, [...alive]);
        } else {
          // One that is paused comes back with what it believes to hold; one that died comes back with nothing.
          alive.delete(owner);
          if (what === 'die') table.held.delete(owner);
        }
        const all = [...table.held.keys()].flatMap((each) => table.heldNow(each));
        expect(new Set(all).size).toBe(all.length);
      }
      alive.add('0');
      table.now += TTL;
      // In the first round those above their share give back, in the second the others take it.
      for (const _ of [1, 2]) for (const owner of alive) table.ask(owner, [...alive]);
      for (const owner of alive) expect(table.heldNow(owner)).toHaveLength(shareOf(owner, [...alive]).size);
    }),
  );
});
