/** Whole numbers. */
type Column = Float64Array | Uint32Array;

/**
 * The places of rows in ascending order, equal ones as they stand: a radix sort, which neither compares nor degrades.
 * @param keys the weightiest first
 */
export function orderBy(keys: readonly Column[]): Uint32Array {
  const length = keys[0]!.length;
  let order = new Uint32Array(length);
  for (let place = 0; place < length; place++) order[place] = place;
  let other = new Uint32Array(length);
  // Few rows are not worth many counters.
  const radix = 2 ** Math.min(16, Math.max(4, Math.ceil(Math.log2(length + 1))));
  const counts = new Uint32Array(radix);
  for (let key = keys.length - 1; key >= 0; key--) {
    const values = keys[key]!;
    const { smallest, largest, ascending } = boundsOf(values, order);
    if (ascending) continue;
    for (let unit = 1; unit <= largest - smallest; unit *= radix) {
      counts.fill(0);
      for (let row = 0; row < length; row++) counts[digitOf(values[row]! - smallest, unit, radix)]!++;
      let start = 0;
      for (let digit = 0; digit < radix; digit++) {
        const count = counts[digit]!;
        counts[digit] = start;
        start += count;
      }
      for (let place = 0; place < length; place++) {
        const row = order[place]!;
        other[counts[digitOf(values[row]! - smallest, unit, radix)]!++] = row;
      }
      [order, other] = [other, order];
    }
  }
  return order;
}

function digitOf(value: number, unit: number, radix: number): number {
  return Math.floor(value / unit) % radix;
}

function boundsOf(values: Column, order: Uint32Array) {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let ascending = true;
  let previous = Number.NEGATIVE_INFINITY;
  for (const row of order) {
    const value = values[row]!;
    if (value < previous) ascending = false;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    previous = value;
  }
  return { smallest, largest, ascending };
}
