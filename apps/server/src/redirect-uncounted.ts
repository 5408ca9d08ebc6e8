import type { IncomingMessage } from 'node:http';
import type { UncountedReason } from '@micrologs/domain';
import { botReason } from '@micrologs/ingest';

/**
 * Why a request for a link is no click; null for one that counts.
 * @param skipBotFilter a test suite without a browser's headers: bots are not told
 */
export function uncountedReason({ method, headers }: IncomingMessage, skipBotFilter: boolean): UncountedReason | null {
  if (method === 'HEAD') return 'head';
  if (isPrefetch(headers.purpose) || isPrefetch(headers['sec-purpose']) || isPrefetch(headers['x-moz'])) {
    return 'prefetch';
  }
  if (skipBotFilter) return null;
  return botReason(headers['user-agent'], headers.accept, headers['accept-language']) === null ? null : 'bot';
}

/** Such as `prefetch`, or `prefetch;prerender`. */
function isPrefetch(header: string | string[] | undefined): boolean {
  return header !== undefined && /\b(prefetch|prerender|preview)\b/i.test(String(header));
}
