import type { Frame } from '@micrologs/realtime';

/** A whole message of text: FIN and the opcode, by RFC 6455. */
const FIN_TEXT = 0x81;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

const made = new WeakMap<Frame, Buffer>();

/** A message as a server writes it to a WebSocket, with its header; made once for all who get it. */
export function socketFrameOf(frame: Frame): Buffer {
  let bytes = made.get(frame);
  if (!bytes) {
    bytes = Buffer.concat([headerOf(frame.length), frame]);
    made.set(frame, bytes);
  }
  return bytes;
}

function headerOf(length: number): Buffer {
  if (length < LENGTH_IN_2_BYTES) return Buffer.from([FIN_TEXT, length]);
  if (length < 0x1_0000) {
    const header = Buffer.from([FIN_TEXT, LENGTH_IN_2_BYTES, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.from([FIN_TEXT, LENGTH_IN_8_BYTES, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
