import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { checkedAddresses, type IsAllowed, type Resolve, type ResolvedAddress } from './address.ts';

export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  resolve: Resolve;
  isAllowed: IsAllowed;
  /** Ends the request, wherever it stands. */
  signal: AbortSignal;
}

export interface PostAnswer {
  status: number;
  /** The first 2 KB. */
  body: string;
  /** As it was sent. */
  retryAfter: string | undefined;
}

const MAX_ANSWER_BYTES = 2048;

export const systemResolve: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/**
 * Posts to an address that was checked just before, and to no other: the name is resolved once, and the connection goes to
 * what that said. Redirects are not followed.
 * @throws AddressRefusedError, or what kept an answer from coming
 */
export async function post({ url, headers, body, resolve, isAllowed, signal }: PostRequest): Promise<PostAnswer> {
  const target = new URL(url);
  const addresses = await orAborted(checkedAddresses(target.hostname, resolve, isAllowed), signal);
  // TLS takes a megabyte of memory, which a server without such endpoints need not spend.
  const { request } = target.protocol === 'https:' ? await import('node:https') : http;
  const outgoing = request(target, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    // A connection of its own: one that is kept open would outlive the check of its address.
    agent: false,
    lookup: pinned(addresses),
    signal,
  });
  // Failures after the answer's head has come; those before are thrown by `once`.
  outgoing.on('error', () => undefined);
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response', { signal })) as [IncomingMessage];
  return { status: answer.statusCode!, body: await beginning(answer), retryAfter: answer.headers['retry-after'] };
}

/** Answers with these addresses, whatever is asked. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
}

/** What was read when the body ends, breaks off or gets too long: the status says whether a message has arrived. */
async function beginning(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // See above.
  } finally {
    answer.destroy();
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
