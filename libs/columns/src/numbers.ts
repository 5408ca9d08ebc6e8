import type { Codes, NumberValues } from './block.ts';

const BITS_32 = 2 ** 32;

/** Whole numbers from 0 up to `limit`, not included, in as few bytes as they need. */
export function numbersBelow(limit: number, length: number): NumberValues {
  return limit > BITS_32 ? new Float64Array(length) : codesBelow(limit, length);
}

export function codesBelow(limit: number, length: number): Codes {
  if (limit <= 0x100) return new Uint8Array(length);
  return limit <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

/**
 * `values` in as few bytes as the largest needs.
 * @throws Error for a value that is no whole number from 0
 */
export function narrow(values: Float64Array): NumberValues {
  let largest = 0;
  for (const value of values) {
    if (!(value >= 0 && Number.isSafeInteger(value))) throw new Error(`${value} is no whole number from 0`);
    if (value > largest) largest = value;
  }
  const narrowed = numbersBelow(largest + 1, values.length);
  narrowed.set(values);
  return narrowed;
}

/** The values of these rows. */
export function pick<Values extends NumberValues>(values: Values, rows: Uint32Array): Values {
  const picked = new (values.constructor as new (length: number) => Values)(rows.length);
  for (let place = 0; place < rows.length; place++) picked[place] = values[rows[place]!]!;
  return picked;
}

/** Numbers that are added one by one. */
export class GrowingNumbers {
  private buffer = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  /** A view of them, until the next one is added. */
  values(): Float64Array {
    return this.buffer.subarray(0, this.length);
  }
}

/** Codes that are added one by one. */
export class GrowingCodes {
  private buffer = new Uint32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  /** A view of them, until the next one is added. */
  values(): Uint32Array {
    return this.buffer.subarray(0, this.length);
  }
}
