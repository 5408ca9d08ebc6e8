import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { constants, inflateRawSync } from 'node:zlib';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const OPCODE = 15;
const DEFLATED = 0x40;
/** Of a message, as much as says what it is. */
const HEAD_BYTES = 300;
const MOST_HEADS = 1_000;

/** By the same bytes deflated, as they come to each client. */
const heads = new Map();

/**
 * A client of the WebSocket protocol that does as little as it may, so that what is measured is the server: of a message it reads the
 * first bytes, and skips the others.
 */
export class RawSocket {
  #socket;
  #waiting = Buffer.alloc(0);
  #isOpen = false;
  #firstByte = 0;
  #head = '';
  #length = 0;
  /** Bytes of the present message that have not come yet. */
  #left = 0;

  /**
   * @param address `{ host, port, path, headers }`
   * @param on `opened()`, `message(head, bytes)` when the whole of it has come, `closed(code)`, null without one
   */
  constructor({ host, port, path, headers = {} }, on) {
    this.on = on;
    this.closeCode = null;
    this.#socket = connect({ host, port, noDelay: true });
    const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${fields.join('')}\r\n`,
    );
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => on.closed(this.closeCode));
  }

  send(text) {
    this.#send(TEXT, Buffer.from(text));
  }

  /** Reads nothing until `resume`. */
  pause() {
    this.#socket.pause();
  }

  resume() {
    this.#socket.resume();
  }

  destroy() {
    this.#socket.destroy();
  }

  #read(chunk) {
    const data = this.#waiting.length > 0 ? Buffer.concat([this.#waiting, chunk]) : chunk;
    let at = 0;
    if (!this.#isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end === -1) {
        this.#waiting = data;
        return;
      }
      const answer = data.latin1Slice(0, end);
      if (!answer.startsWith('HTTP/1.1 101')) throw new Error(`No WebSocket: ${answer}`);
      this.#isOpen = true;
      at = end + 4;
      this.on.opened();
    }
    while (at < data.length) {
      if (this.#left === 0) {
        const begun = this.#begin(data, at);
        if (begun === null) break;
        at = begun;
      }
      const taken = Math.min(this.#left, data.length - at);
      at += taken;
      this.#left -= taken;
      if (this.#left === 0) this.#end();
    }
    this.#waiting = data.subarray(at);
  }

  /** @returns where the payload begins; null when too little has come to tell */
  #begin(data, at) {
    const available = data.length - at;
    if (available < 2) return null;
    const short = data[at + 1];
    const headerBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (available < headerBytes) return null;
    this.#length =
      short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
    const headBytes = Math.min(this.#length, HEAD_BYTES);
    if (available < headerBytes + headBytes) return null;
    this.#firstByte = data[at];
    this.#head = data.latin1Slice(at + headerBytes, at + headerBytes + headBytes);
    this.#left = this.#length;
    if (this.#left === 0) this.#end();
    return at + headerBytes;
  }

  #end() {
    const opcode = this.#firstByte & OPCODE;
    if (opcode === TEXT) {
      const head = this.#firstByte & DEFLATED ? inflated(this.#head) : this.#head;
      this.on.message(head, this.#length);
    } else if (opcode === PING) this.#send(PONG, Buffer.from(this.#head, 'latin1'));
    else if (opcode === CLOSE) {
      const payload = Buffer.from(this.#head, 'latin1');
      this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : null;
      this.#send(CLOSE, payload.subarray(0, 2));
      this.#socket.end();
    }
  }

  /** Masked with zeros, which leaves the text as it is. */
  #send(opcode, payload) {
    const length =
      payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
    this.#socket.write(Buffer.concat([Buffer.from([0x80 | opcode, ...length, 0, 0, 0, 0]), payload]));
  }
}

/** The beginning of a text of which the deflated beginning is there. Inflating all of it would be the client's work, and not the server's. */
function inflated(head) {
  let text = heads.get(head);
  if (text === undefined) {
    text = inflateRawSync(Buffer.from(head, 'latin1'), { finishFlush: constants.Z_SYNC_FLUSH }).latin1Slice();
    if (heads.size >= MOST_HEADS) heads.clear();
    heads.set(head, text);
  }
  return text;
}
