import { textLimits } from '@micrologs/contract';
import { type AuditBody, truncateUtf8 } from '@micrologs/domain';
import { type ScrubSettings, scrubberFor } from '@micrologs/scrubbing';
import { keptContext } from './event-context.ts';

const LIMITS = textLimits.TrackAuditBody;

/** An audit entry as it is kept: scrubbed of secrets, and still within its limits. */
export function keptAuditBody(body: AuditBody, settings: ScrubSettings): AuditBody {
  const scrubber = scrubberFor(settings);
  const { action, actor } = scrubber.audit({ ...body, context: null });
  return {
    action: truncateUtf8(action, LIMITS.action),
    actor: truncateUtf8(actor, LIMITS.actor),
    context: keptContext(body.context, scrubber),
  };
}
