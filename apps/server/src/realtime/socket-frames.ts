import { constants, deflateRawSync } from 'node:zlib';
import type { Frame } from '@micrologs/realtime';

/** A whole message of text: FIN and the opcode, by RFC 6455. */
const FIN_TEXT = 0x81;
/** RSV1: it is deflated, by RFC 7692. */
const DEFLATED = 0x40;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;
/** What a flush ends with, and a deflated message leaves out. */
const FLUSH_BYTES = 4;
/** Shorter messages gain little. */
const LEAST_DEFLATED_BYTES = 1024;

interface Made {
  plain: Buffer;
  deflated?: Buffer;
}

const made = new WeakMap<Frame, Made>();

/**
 * A message as a server writes it to a WebSocket, with its header; made once for all who get it. Nor does deflating it cost each of
 * them anything: no message refers to one before it, so all get the same bytes. The first receiver gets it as it is, since often there is
 * no other.
 * @param mayDeflate whether the client has agreed to `permessage-deflate`
 */
export function socketFrameOf(frame: Frame, mayDeflate: boolean): Buffer {
  const known = made.get(frame);
  if (!known) {
    const plain = Buffer.concat([headerOf(FIN_TEXT, frame.length), frame]);
    made.set(frame, { plain });
    return plain;
  }
  if (!mayDeflate || frame.length < LEAST_DEFLATED_BYTES) return known.plain;
  known.deflated ??= deflated(frame);
  return known.deflated;
}

function deflated(frame: Frame): Buffer {
  // The best that there is would make it smaller by a hundredth, and take twice the time.
  const flushed = deflateRawSync(frame, { level: constants.Z_BEST_SPEED, finishFlush: constants.Z_SYNC_FLUSH });
  const payload = flushed.subarray(0, -FLUSH_BYTES);
  return Buffer.concat([headerOf(FIN_TEXT | DEFLATED, payload.length), payload]);
}

function headerOf(firstByte: number, length: number): Buffer {
  if (length < LENGTH_IN_2_BYTES) return Buffer.from([firstByte, length]);
  if (length < 0x1_0000) {
    const header = Buffer.from([firstByte, LENGTH_IN_2_BYTES, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.from([firstByte, LENGTH_IN_8_BYTES, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
