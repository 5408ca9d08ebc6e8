import type { EpochMs } from '@micrologs/domain';
import type { BlockHead } from '../block.ts';
import type { FactScope } from '../question.ts';
import type { Coded } from './block-rows.ts';
import type { Scratch } from './scratch.ts';

/** Half-open; without a bound where the scope has none but its days. */
export interface Window {
  from: EpochMs;
  to: EpochMs;
}

/** The time that `times` and `buckets` leave of the days. */
export function windowOf({ times, buckets }: Pick<FactScope, 'times' | 'buckets'>): Window {
  let from = times?.from ?? Number.NEGATIVE_INFINITY;
  let to = times?.to ?? Number.POSITIVE_INFINITY;
  if (buckets) {
    from = Math.max(from, buckets[0] ?? Number.POSITIVE_INFINITY);
    to = Math.min(to, buckets.at(-1) ?? Number.NEGATIVE_INFINITY);
  }
  return { from, to };
}

export function isBounded({ from, to }: Window): boolean {
  return from !== Number.NEGATIVE_INFINITY || to !== Number.POSITIVE_INFINITY;
}

/** Whether all views of a block lie in the window, some may, or none does. */
export function overlapOf({ from, to }: Window, { firstAt, lastAt }: BlockHead): 'all' | 'some' | 'none' {
  if (firstAt >= from && lastAt < to) return 'all';
  return lastAt < from || firstAt >= to ? 'none' : 'some';
}

/** The place of the stretch in which `at` lies; that of the nearest one when it lies in none. */
export function bucketOf(buckets: readonly EpochMs[], at: EpochMs): number {
  let low = 1;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (buckets[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Cells that a stretch of time is cut into at most, to find buckets by. */
const CELLS = 4096;

/**
 * The bucket of each of these times; of one that lies in none, any.
 * @param offsets in ms since `base`
 */
export function bucketsOf(
  buckets: readonly EpochMs[],
  offsets: Uint32Array,
  base: EpochMs,
  name: string,
  scratch: Scratch,
): Coded {
  let earliest = 0xffffffff;
  let latest = 0;
  for (let row = 0; row < offsets.length; row++) {
    const at = offsets[row]!;
    if (at < earliest) earliest = at;
    if (at > latest) latest = at;
  }
  if (offsets.length === 0) return { values: new Uint32Array(0), ascending: 0, codes: offsets, via: null };
  const first = bucketOf(buckets, base + earliest);
  const last = bucketOf(buckets, base + latest);
  const values = Uint32Array.from({ length: last - first + 1 }, (_, code) => first + code);
  const codes = scratch.uint32(name, offsets.length);
  if (first === last) return { values, ascending: 1, codes: codes.fill(0), via: null };

  let shift = 0;
  while ((latest - earliest) >>> shift >= CELLS) shift++;
  const cells = scratch.uint32(`${name} cells`, ((latest - earliest) >>> shift) + 1);
  for (let cell = 0; cell < cells.length; cell++) {
    cells[cell] = bucketOf(buckets, base + earliest + cell * 2 ** shift) - first;
  }
  // The last stretch ends behind all times.
  const ends = Float64Array.from(values, (bucket) => (bucket === last ? Infinity : buckets[bucket + 1]! - base));
  for (let row = 0; row < offsets.length; row++) {
    const at = offsets[row]!;
    let code = cells[(at - earliest) >>> shift]!;
    while (at >= ends[code]!) code++;
    codes[row] = code;
  }
  return { values, ascending: values.length, codes, via: null };
}
