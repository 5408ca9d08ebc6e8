import type { Codes, NumberValues } from '../block.ts';

/** Arrays that serve one block after the other: one of a name is of use until the name is asked for again. */
export class Scratch {
  private readonly words = new Map<string, Uint32Array>();
  private readonly bytes = new Map<string, Uint8Array>();
  private readonly doubles = new Map<string, Float64Array>();

  /** What it holds is of an earlier block. */
  uint32(name: string, length: number): Uint32Array {
    let array = this.words.get(name);
    if (!array || array.length < length) {
      array = new Uint32Array(roomFor(length));
      this.words.set(name, array);
    }
    return array.subarray(0, length);
  }

  /** What it holds is of an earlier block. */
  uint8(name: string, length: number): Uint8Array {
    let array = this.bytes.get(name);
    if (!array || array.length < length) {
      array = new Uint8Array(roomFor(length));
      this.bytes.set(name, array);
    }
    return array.subarray(0, length);
  }

  /**
   * `values` in 32 bits, so that all loops know one kind of array.
   * @throws Error for values that may not fit
   */
  widened(name: string, values: NumberValues | Codes): Uint32Array {
    if (values instanceof Uint32Array) return values;
    if (values instanceof Float64Array) throw new Error(`${name} has numbers of more than 32 bits`);
    const wide = this.uint32(name, values.length);
    wide.set(values);
    return wide;
  }

  /** What it holds is of an earlier block. */
  int32(name: string, length: number): Int32Array {
    const words = this.uint32(name, length);
    return new Int32Array(words.buffer, words.byteOffset, length);
  }

  /** `values` as doubles. */
  double(name: string, values: NumberValues): Float64Array {
    if (values instanceof Float64Array) return values;
    let array = this.doubles.get(name);
    if (!array || array.length < values.length) {
      array = new Float64Array(roomFor(values.length));
      this.doubles.set(name, array);
    }
    const wide = array.subarray(0, values.length);
    wide.set(values);
    return wide;
  }
}

/** Days differ a little, and not each that is larger than all before it shall need a new array; a multiple of four. */
function roomFor(length: number): number {
  return Math.ceil((length * 1.25) / 4) * 4;
}

let identity = new Uint32Array(0);

/** The numbers from 0. */
export function upTo(length: number): Uint32Array {
  if (identity.length < length) {
    identity = new Uint32Array(roomFor(length));
    for (let i = 0; i < identity.length; i++) identity[i] = i;
  }
  return identity.subarray(0, length);
}

let none = new Uint32Array(0);

/** Must not be written to. */
export function zeros(length: number): Uint32Array {
  if (none.length < length) none = new Uint32Array(roomFor(length));
  return none.subarray(0, length);
}
