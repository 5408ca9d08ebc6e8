import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Envelope, readEnvelope, refusalText } from './envelope.ts';
import type { MicrologsError } from './errors.ts';
import type { QueuedEvent } from './event-queue.ts';
import type { Http } from './http.ts';
import type { LossReason } from './options.ts';
import { isTransient, retryAfterMs } from './retry.ts';

const compress = promisify(gzip);
/** Smaller bodies are not worth it. */
const GZIP_FROM_BYTES = 1024;

export interface ItemResult {
  index: number;
  status: 'queued' | 'duplicate' | 'rejected';
  message?: string;
}

/** What the server's answer means for a batch. */
export type Verdict =
  | { kind: 'taken'; results: ItemResult[] }
  | { kind: 'retry'; waitMs: number | null; message: string }
  | { kind: 'halve' }
  | { kind: 'lost'; reason: LossReason; message: string };

/** Sends one batch once. Never rejects. */
export type SendBatch = (events: readonly QueuedEvent[], signal: AbortSignal) => Promise<Verdict>;

export function batchSender(http: Http, key: string): SendBatch {
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
  return async (events, signal) => {
    try {
      const { body, encoding } = await bodyOf(events);
      const request = { method: 'POST', path: '/api/track/batch', headers: { ...headers, ...encoding }, body, signal };
      return await http.send(request, async (response) => verdictOf(response, await response.text()));
    } catch (error) {
      return { kind: 'retry', waitMs: null, message: (error as MicrologsError).message };
    }
  };
}

/** The JSON of a batch. */
export const batchText = (events: readonly QueuedEvent[]) => `{"events":[${events.map(({ json }) => json).join(',')}]}`;

async function bodyOf(
  events: readonly QueuedEvent[],
): Promise<{ body: string | Uint8Array<ArrayBuffer>; encoding: Record<string, string> }> {
  const text = batchText(events);
  if (text.length < GZIP_FROM_BYTES) return { body: text, encoding: {} };
  return { body: await compress(text), encoding: { 'Content-Encoding': 'gzip' } };
}

function verdictOf({ status, headers, statusText, ok }: Response, text: string): Verdict {
  const envelope = readEnvelope(text);
  const message = `${status}: ${refusalText(envelope, statusText)}`;
  if (isTransient(status)) return { kind: 'retry', waitMs: retryAfterMs(headers.get('Retry-After')), message };
  const results = resultsOf(envelope);
  if (ok) {
    if (envelope?.success !== true)
      return { kind: 'retry', waitMs: null, message: `${status}: The answer is no envelope` };
    return { kind: 'taken', results: results ?? [] };
  }
  if (status === 400 && results !== null) return { kind: 'taken', results };
  if (status === 413) return { kind: 'halve' };
  return { kind: 'lost', reason: status === 401 || status === 403 ? 'unauthorized' : 'rejected', message };
}

function resultsOf(envelope: Envelope | null): ItemResult[] | null {
  const { results } = (envelope?.data ?? {}) as { results?: unknown };
  return Array.isArray(results) ? results : null;
}
