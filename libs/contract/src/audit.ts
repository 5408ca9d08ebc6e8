import type { AuditBody, EpochMs, EventId } from '@micrologs/domain';
import { parseEventId, parseOccurredAt } from './event-fields.ts';
import { isMissing, readContext, readText } from './event-text.ts';
import { INVALID_BODY_MESSAGE, isFilledObject } from './parse-body.ts';
import { rawMember } from './raw-json.ts';
import { failure, type Parsed } from './result.ts';

/** An audit entry's body in its strict form, neither scrubbed nor cut yet. */
export interface StrictAudit extends AuditBody {
  event_id: EventId | null;
  /** Not yet checked against the clock. */
  occurred_at: EpochMs | null;
}

export const AUDIT_REQUIRED_MESSAGE = 'action is required';

/**
 * Reads the body of an audit entry; a test holds it against openapi.yaml.
 * @param body any JSON value
 * @param raw as in `coerceError`
 */
export function coerceAudit(body: unknown, raw: () => string | undefined): Parsed<StrictAudit> {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const action = readText(body.action, 'action', AUDIT_REQUIRED_MESSAGE);
  if (!action.ok) return action;
  if (isMissing(action.value)) return failure(AUDIT_REQUIRED_MESSAGE, 'action');
  const actor = readText(body.actor, 'actor');
  if (!actor.ok) return actor;
  const eventId = parseEventId(body.event_id);
  if (!eventId.ok) return eventId;
  const occurredAt = parseOccurredAt(body.occurred_at);
  if (!occurredAt.ok) return occurredAt;
  return {
    ok: true,
    value: {
      action: action.value,
      actor: actor.value,
      context: readContext(body.context, raw),
      event_id: eventId.value,
      occurred_at: occurredAt.value,
    },
  };
}

/** As `coerceAudit`, of a body of which the JSON text is at hand. */
export function coerceAuditText(body: unknown, text: string): Parsed<StrictAudit> {
  return coerceAudit(body, () => rawMember(text, 'context'));
}
