import { crc32 } from 'node:zlib';
import { DamagedDataError } from './bytes.ts';

const CHECKSUM_BYTES = 4;

/** The content and its CRC-32. */
export function withChecksum(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + CHECKSUM_BYTES);
  bytes.set(content);
  new DataView(bytes.buffer).setUint32(content.length, crc32(content), true);
  return bytes;
}

/**
 * What `withChecksum` was given. Unchecked, a damaged code would be looked up where there is no text, and a damaged number
 * be an answer.
 * @throws DamagedDataError
 */
export function checkedContent(bytes: Uint8Array): Uint8Array {
  const length = bytes.length - CHECKSUM_BYTES;
  if (length < 0) throw new DamagedDataError('they end too early');
  const content = bytes.subarray(0, length);
  const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(length, true);
  if (crc32(content) !== checksum) throw new DamagedDataError('the checksum is another');
  return content;
}
