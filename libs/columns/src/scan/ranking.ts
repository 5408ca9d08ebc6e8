/** Which groups a page of an order can have. */
export interface Candidates {
  /** By number of the group; those of the page, and those that tie with its first or last. */
  slots: number[];
  /** How many groups of the order stand before all candidates. */
  before: number;
}

/** A stretch of an order. */
export interface Page {
  offset: number;
  limit: number;
}

/**
 * The groups between the first and the last place of the page, if most come first.
 * @param values of all groups
 */
export function candidatesOf(values: Float64Array, { offset, limit }: Page): Candidates {
  const size = values.length;
  const end = Math.min(size, offset + limit);
  if (offset >= end) return { slots: [], before: 0 };
  const least = end === size ? Number.NEGATIVE_INFINITY : nthLargest(values, end - 1);
  const most = offset === 0 ? Number.POSITIVE_INFINITY : nthLargest(values, offset);
  const slots: number[] = [];
  let before = 0;
  for (let slot = 0; slot < size; slot++) {
    if (values[slot]! > most) before++;
    else if (values[slot]! >= least) slots.push(slot);
  }
  return { slots, before };
}

/** The number at place `n`, from 0, of the descending order: the smallest of a heap of the `n + 1` largest. */
function nthLargest(values: Float64Array, n: number): number {
  const heap = values.slice(0, n + 1);
  for (let place = (n - 1) >> 1; place >= 0; place--) sink(heap, place);
  for (let i = n + 1; i < values.length; i++) {
    if (values[i]! <= heap[0]!) continue;
    heap[0] = values[i]!;
    sink(heap, 0);
  }
  return heap[0]!;
}

/** Puts the number at `place` below those that are smaller: each stands above two that are not. */
function sink(heap: Float64Array, place: number): void {
  const value = heap[place]!;
  let at = place;
  for (let below = 2 * at + 1; below < heap.length; below = 2 * at + 1) {
    if (below + 1 < heap.length && heap[below + 1]! < heap[below]!) below++;
    if (heap[below]! >= value) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = value;
}
