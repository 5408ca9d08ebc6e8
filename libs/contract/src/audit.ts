import type { AuditBody } from '@micrologs/domain';
import { type EventFields, parseEventFields } from './event-fields.ts';
import { isMissing, readContext, readText } from './event-text.ts';
import { INVALID_BODY_MESSAGE, isFilledObject } from './parse-body.ts';
import { rawMember } from './raw-json.ts';
import { failure, type Parsed } from './result.ts';

/** An audit entry's body in its strict form, neither scrubbed nor cut yet. */
export type StrictAudit = AuditBody & EventFields;

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
  const fields = parseEventFields(body);
  if (!fields.ok) return fields;
  return {
    ok: true,
    value: {
      action: action.value,
      actor: actor.value,
      context: readContext(body.context, raw),
      ...fields.value,
    },
  };
}

/** As `coerceAudit`, of a body of which the JSON text is at hand. */
export function coerceAuditText(body: unknown, text: string): Parsed<StrictAudit> {
  return coerceAudit(body, () => rawMember(text, 'context'));
}
