import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const compress = promisify(deflate);

/**
 * A PNG of black and white, one bit a pixel. It is compressed off the calling thread.
 * @param width in px
 * @param rows from the top; a set bit is white, the first pixel is the highest bit
 */
export async function bilevelPng(width: number, rows: readonly Uint8Array[]): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  // One bit of grey; compression, filtering and interlacing as they always are.
  header[8] = 1;
  const unfiltered = Buffer.from([0]);
  const pixels = await compress(Buffer.concat(rows.flatMap((row) => [unfiltered, row])));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
