import { textLimits } from '@micrologs/contract';
import { type ErrorBody, truncateUtf8 } from '@micrologs/domain';
import { sessionTokenHash, visitorHash } from '@micrologs/identity';
import { type Scrubber, type ScrubSettings, scrubberFor } from '@micrologs/scrubbing';
import { keptContext } from './event-context.ts';

const LIMITS = textLimits.TrackErrorBody;

/** An error as it is kept: scrubbed of secrets, and still within its limits, since `[Filtered]` may be longer than a secret. */
export function keptErrorBody(
  body: ErrorBody,
  settings: ScrubSettings,
): Omit<ErrorBody, 'visitor_id' | 'session_token'> {
  const scrubber = scrubberFor(settings);
  const kept = scrubber.error({ ...body, context: null });
  return {
    error_type: truncateUtf8(kept.error_type, LIMITS.error_type),
    message: truncateUtf8(kept.message, LIMITS.message),
    file: truncateUtf8(kept.file, LIMITS.file),
    line: kept.line,
    stack: kept.stack === null ? null : truncateUtf8(kept.stack, LIMITS.stack),
    url: truncateUtf8(kept.url, LIMITS.url),
    severity: kept.severity,
    environment: kept.environment,
    release: truncateUtf8(kept.release, LIMITS.release),
    fingerprint: kept.fingerprint.map((part) => truncateUtf8(part, LIMITS.fingerprint)),
    context: keptContext(body.context, scrubber),
  };
}

/** Who was affected, as it may be queued. */
export interface KeptIdentity {
  visitor_id: string;
  session_token: string;
  /** As in `QueuedError`. */
  visitorHashes?: readonly string[];
}

/**
 * Ids are kept as they came, since the pipeline hashes them; one that is a secret, such as a signed token for a session, is
 * hashed before it is kept. The visitor is the same either way.
 */
export function keptIdentity({ visitor_id, session_token }: ErrorBody, settings: ScrubSettings): KeptIdentity {
  const scrubber = scrubberFor(settings);
  const isVisitorSecret = isSecret(visitor_id, scrubber);
  return {
    visitor_id: isVisitorSecret ? '' : visitor_id,
    session_token: isSecret(session_token, scrubber) ? sessionTokenHash(session_token) : session_token,
    ...(isVisitorSecret ? { visitorHashes: [visitorHash(visitor_id)] } : {}),
  };
}

function isSecret(id: string, scrubber: Scrubber): boolean {
  return id !== '' && scrubber.text(id) !== id;
}
