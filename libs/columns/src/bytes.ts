/** Thrown for stored bytes that no encoder of this library has written. */
export class DamagedDataError extends Error {
  constructor(what: string) {
    super(`stored columns are damaged: ${what}`);
  }
}

/**
 * Bytes that are added one after the other. A varint has seven bits of a whole number from 0 in each byte, the lowest
 * first, and the eighth tells that there are more.
 */
export class ByteWriter {
  private buffer = new Uint8Array(256);
  length = 0;

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.length++] = rest;
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Zeros up to the next multiple of `unit`. */
  align(unit: number): void {
    while (this.length % unit !== 0) this.byte(0);
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.length + count, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

/** Reads what a `ByteWriter` wrote. Every method throws DamagedDataError where the bytes end too early. */
export class ByteReader {
  private at = 0;

  constructor(private readonly buffer: Uint8Array) {}

  byte(): number {
    const byte = this.buffer[this.at++];
    if (byte === undefined) throw new DamagedDataError('they end too early');
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) break;
    }
    if (!Number.isSafeInteger(value)) throw new DamagedDataError('a number is too large');
    return value;
  }

  /** The next bytes, not copied. */
  bytes(count: number): Uint8Array {
    const start = this.at;
    this.at += count;
    if (this.at > this.buffer.length) throw new DamagedDataError('they end too early');
    return this.buffer.subarray(start, this.at);
  }

  align(unit: number): void {
    this.at = Math.ceil(this.at / unit) * unit;
  }

  /** What has not been read. */
  rest(): Uint8Array {
    return this.bytes(this.buffer.length - this.at);
  }
}

interface TypedArrayOf<Values> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Values;
}

/** Numbers in little-endian bytes; copied only where they are not aligned. */
export function viewAs<Values>(type: TypedArrayOf<Values>, bytes: Uint8Array): Values {
  const unit = type.BYTES_PER_ELEMENT;
  const aligned = bytes.byteOffset % unit === 0 ? bytes : Uint8Array.prototype.slice.call(bytes);
  return new type(aligned.buffer, aligned.byteOffset, bytes.length / unit);
}

export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
