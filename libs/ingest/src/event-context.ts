import type { Scrubber } from '@micrologs/scrubbing';

/** The largest context that is kept, in bytes of its JSON text without white space. */
const MAX_CONTEXT_BYTES = 8192;

/** A context as it is kept: without secrets, or, when it is too large, only how large it was. */
export function keptContext(context: string | null, scrubber: Scrubber): string | null {
  if (context === null) return null;
  const scrubbed = scrubber.context(context);
  const bytes = Buffer.byteLength(scrubbed);
  return bytes > MAX_CONTEXT_BYTES ? `{"_truncated":true,"_bytes":${bytes}}` : scrubbed;
}
