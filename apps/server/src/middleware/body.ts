import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { ClientGoneError, HttpError } from '../http-error.ts';

/** The largest body of an endpoint, inclusive. */
export const MAX_BODY_BYTES = 65_536;
/** The largest batch, inclusive, after decompression. */
export const MAX_BATCH_BYTES = 1_048_576;

/**
 * A body that is too large is read to its end, up to this many further bytes, before it is refused: a client that is
 * still writing when the connection closes would see a reset instead of the answer.
 */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;
const MAX_DISCARD_MS = 5_000;

/**
 * What all unfinished bodies together may hold. Beyond it large ones are refused, small ones never: whoever sends large
 * bodies slowly over many connections keeps nobody else's events out.
 */
const MAX_HELD_BYTES = 32 * 1024 * 1024;
const SMALL_BYTES = 16_384;
let heldBytes = 0;

/**
 * Reads a request's body, never holding more than `maxBytes` of it.
 * @throws HttpError 413 when it is larger, 503 when too many large ones are being read
 * @throws ClientGoneError when the client went away first
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (req.destroyed && !req.readableEnded) return reject(new ClientGoneError());
    let first: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let bytes = 0;
    let held = 0;
    let timer: NodeJS.Timeout | undefined;
    let refusal: ((close: boolean) => HttpError) | undefined;
    const letGo = () => {
      heldBytes -= held;
      held = 0;
      first = undefined;
      chunks = undefined;
    };
    const fail = (error: Error) => {
      clearTimeout(timer);
      letGo();
      reject(error);
    };
    const refuse = (close: boolean) => {
      req.removeAllListeners('data');
      fail(refusal!(close));
    };
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) refusal = tooLarge;
      else if (bytes > SMALL_BYTES && heldBytes + chunk.length > MAX_HELD_BYTES) refusal ??= tooBusy;
      if (refusal) {
        letGo();
        if (bytes > maxBytes + MAX_DISCARDED_BYTES) return refuse(true);
        timer ??= setTimeout(refuse, MAX_DISCARD_MS, true);
        return;
      }
      held += chunk.length;
      heldBytes += chunk.length;
      // Nearly every body is one chunk, which is then passed on without a copy.
      if (first === undefined) first = chunk;
      else if (chunks === undefined) chunks = [first, chunk];
      else chunks.push(chunk);
    });
    req.once('end', () => {
      if (refusal) return refuse(false);
      const body = chunks ? Buffer.concat(chunks, bytes) : (first ?? Buffer.alloc(0));
      letGo();
      resolve(body);
    });
    req.once('close', () => {
      if (!req.readableEnded) fail(new ClientGoneError());
    });
    req.once('error', () => fail(new ClientGoneError()));
  });
}

function tooLarge(close: boolean): HttpError {
  return new HttpError(413, 'Payload too large', close ? { headers: { Connection: 'close' } } : {});
}

function tooBusy(close: boolean): HttpError {
  const headers = { 'Retry-After': '1', ...(close ? { Connection: 'close' } : {}) };
  return new HttpError(503, 'Too many large requests at once. Try again later.', { headers });
}

/**
 * Inflates a gzip body, stopping as soon as it grows beyond `maxBytes`.
 * @throws HttpError 413 when it does, 400 when it is not gzip, 503 when too many large ones are being read
 */
export function gunzip(compressed: Buffer, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stream = createGunzip();
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      heldBytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maxBytes) stream.destroy(tooLarge(false));
      else if (bytes > SMALL_BYTES && heldBytes > MAX_HELD_BYTES) stream.destroy(tooBusy(false));
    });
    stream.once('end', () => resolve(Buffer.concat(chunks, bytes)));
    stream.once('error', (error) => reject(error instanceof HttpError ? error : notJson()));
    stream.once('close', () => {
      heldBytes -= bytes;
    });
    stream.end(compressed);
  });
}

/**
 * The body of a batch: up to 1 MiB, before and after decompression.
 * @throws HttpError 400 for an encoding other than gzip, and as `readBody` and `gunzip`
 */
export async function readBatchBody(req: IncomingMessage): Promise<Buffer> {
  const encoding = req.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new HttpError(400, 'Content-Encoding must be gzip or absent');
  }
  const body = await readBody(req, MAX_BATCH_BYTES);
  return encoding.endsWith('gzip') ? gunzip(body, MAX_BATCH_BYTES) : body;
}

/**
 * A body's text.
 * @throws HttpError 400 for invalid UTF-8
 */
export function decodeBody(body: Buffer): string {
  if (!isUtf8(body)) throw notJson();
  return body.toString('utf8');
}

/**
 * The JSON value of a body's text.
 * @throws HttpError 400
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

function notJson(): HttpError {
  return new HttpError(400, 'Invalid or missing JSON body');
}
