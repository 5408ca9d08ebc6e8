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

/** The number at place `n`, from 0, of the descending order. */
function nthLargest(values: Float64Array, n: number): number {
  const work = values.slice();
  let left = 0;
  let right = work.length - 1;
  while (left < right) {
    const pivot = work[(left + right) >>> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (work[i]! > pivot) i++;
      while (work[j]! < pivot) j--;
      if (i > j) break;
      const larger = work[j]!;
      work[j--] = work[i]!;
      work[i++] = larger;
    }
    if (n <= j) right = j;
    else if (n >= i) left = i;
    else break;
  }
  return work[n]!;
}
