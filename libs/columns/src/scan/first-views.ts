import type { EpochMs } from '@micrologs/domain';
import type { BlockRows } from './block-rows.ts';
import { bucketOf, overlapOf, type Window } from './window.ts';

const NOT_NEW = 0;

/**
 * Which visitors came first in the time asked for. Days come in their order, so that a visitor's first view is known
 * before any later one is looked at.
 */
export class FirstViews {
  /** By number of the visitor: the bucket of the first view and 1; `NOT_NEW` when it lies at another time. */
  private buckets = new Uint32Array(1024);

  /** @param bounds of the buckets that visitors are to be told apart by; absent when by none */
  constructor(
    private readonly window: Window,
    private readonly bounds?: readonly EpochMs[],
  ) {}

  /** Learns the first views of a block, and tells for each fragment the bucket of its visitor's first view and 1, or 0. */
  of(rows: BlockRows): Uint32Array {
    const visitors = rows.numbers('visitor');
    this.reserve(visitors);
    this.learn(rows, visitors);
    const { buckets } = this;
    const firsts = rows.scratch.uint32('first views', visitors.length);
    for (let fragment = 0; fragment < visitors.length; fragment++) firsts[fragment] = buckets[visitors[fragment]!]!;
    return firsts;
  }

  private learn(rows: BlockRows, visitors: Uint32Array): void {
    const { block } = rows;
    const { buckets, bounds } = this;
    const overlap = overlapOf(this.window, block);
    if (overlap === 'none') return;
    const isNew = rows.numbers('isNew');
    const only = bounds ? bucketOf(bounds, block.firstAt) : 0;
    if (overlap === 'all' && (!bounds || only === bucketOf(bounds, block.lastAt))) {
      for (let fragment = 0; fragment < visitors.length; fragment++) {
        if (isNew[fragment] === 1) buckets[visitors[fragment]!] = only + 1;
      }
      return;
    }
    const starts = rows.starts();
    const times = rows.numbers('time');
    for (let fragment = 0; fragment < visitors.length; ) {
      const visitor = visitors[fragment]!;
      const from = fragment;
      while (fragment < visitors.length && visitors[fragment] === visitor) fragment++;
      if (isNew[from] === 0) continue;
      let earliest = times[starts[from]!]!;
      for (let view = starts[from]!; view < starts[fragment]!; view++) {
        if (times[view]! < earliest) earliest = times[view]!;
      }
      const at = block.base + earliest;
      const inWindow = at >= this.window.from && at < this.window.to;
      buckets[visitor] = inWindow ? (bounds ? bucketOf(bounds, at) : 0) + 1 : NOT_NEW;
    }
  }

  private reserve(visitors: Uint32Array): void {
    // Ordered by visitor.
    const largest = visitors.at(-1) ?? 0;
    if (largest < this.buckets.length) return;
    const larger = new Uint32Array(Math.ceil((largest + 1) * 1.5));
    larger.set(this.buckets);
    this.buckets = larger;
  }
}
