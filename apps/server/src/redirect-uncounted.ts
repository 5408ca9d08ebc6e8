import type { IncomingMessage } from 'node:http';
import type { UncountedReason } from '@micrologs/domain';
import { botReason } from '@micrologs/ingest';

/** Browsers' ways to say that nobody asked for the page yet. */
const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/**
 * Why a request for a link is no click; null for one that counts.
 * @param skipBotFilter a test suite without a browser's headers: bots are not told
 */
export function uncountedReason({ method, headers }: IncomingMessage, skipBotFilter: boolean): UncountedReason | null {
  if (method === 'HEAD') return 'head';
  if (PURPOSE_HEADERS.some((name) => isPrefetch(headers[name]))) return 'prefetch';
  if (skipBotFilter) return null;
  return botReason(headers['user-agent'], headers.accept, headers['accept-language']) === null ? null : 'bot';
}

/** Such as `prefetch`, `prefetch;prerender` or `preview`. */
function isPrefetch(header: string | string[] | undefined): boolean {
  return header !== undefined && /\b(prefetch|prerender|preview)\b/i.test(String(header));
}
