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
 * Reads a request's body, never holding more than `maxBytes` of it.
 * @throws HttpError 413 when it is larger
 * @throws ClientGoneError when the client went away first
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (req.destroyed && !req.readableEnded) return reject(new ClientGoneError());
    let first: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let bytes = 0;
    let timer: NodeJS.Timeout | undefined;
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    const refuse = (close: boolean) => {
      req.removeAllListeners('data');
      fail(new HttpError(413, 'Payload too large', close ? { headers: { Connection: 'close' } } : {}));
    };
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        first = undefined;
        chunks = undefined;
        if (bytes > maxBytes + MAX_DISCARDED_BYTES) return refuse(true);
        timer ??= setTimeout(refuse, MAX_DISCARD_MS, true);
        return;
      }
      // Nearly every body is one chunk, which is then passed on without a copy.
      if (first === undefined) first = chunk;
      else if (chunks === undefined) chunks = [first, chunk];
      else chunks.push(chunk);
    });
    req.once('end', () => {
      if (bytes > maxBytes) return refuse(false);
      resolve(chunks ? Buffer.concat(chunks, bytes) : (first ?? Buffer.alloc(0)));
    });
    req.once('close', () => {
      if (!req.readableEnded) fail(new ClientGoneError());
    });
    req.once('error', () => fail(new ClientGoneError()));
  });
}

/**
 * Inflates a gzip body, stopping as soon as it grows beyond `maxBytes`.
 * @throws HttpError 413 when it does, 400 when it is not gzip
 */
export function gunzip(compressed: Buffer, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stream = createGunzip();
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        stream.destroy();
        reject(new HttpError(413, 'Payload too large'));
        return;
      }
      chunks.push(chunk);
    });
    stream.once('end', () => resolve(Buffer.concat(chunks, bytes)));
    stream.once('error', () => reject(notJson()));
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
