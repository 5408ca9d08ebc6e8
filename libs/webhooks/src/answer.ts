import {
  type EpochMs,
  formatLocal,
  type IanaZone,
  isoLocal,
  type WebhookDelivery,
  type WebhookEndpoint,
} from '@micrologs/domain';
import { triggerAnswer } from './trigger-input.ts';

/** An endpoint as every answer shows it, without its secrets. @param zone of its project, for its times */
export function webhookAnswer(endpoint: WebhookEndpoint, zone: IanaZone, now: EpochMs) {
  const iso = (at: EpochMs) => isoLocal(at, zone);
  const old = endpoint.secrets.flatMap(({ expiresAt }) => (expiresAt !== null && expiresAt > now ? [expiresAt] : []));
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    format: endpoint.format,
    template: endpoint.format === 'template' ? endpoint.template : null,
    triggers: endpoint.triggers.map(triggerAnswer),
    is_enabled: endpoint.isEnabled,
    disabled_reason: endpoint.disabledReason,
    failing_since: endpoint.failingSince === null ? null : iso(endpoint.failingSince),
    old_secret_expires_at: old.length === 0 ? null : iso(Math.max(...old)),
    created_at: formatLocal(endpoint.createdAt, zone),
    created_at_iso: iso(endpoint.createdAt),
    updated_at: formatLocal(endpoint.updatedAt, zone),
    updated_at_iso: iso(endpoint.updatedAt),
  };
}

/** A delivery as the log shows it. */
export function deliveryAnswer(delivery: WebhookDelivery, zone: IanaZone) {
  const iso = (at: EpochMs | null) => (at === null ? null : isoLocal(at, zone));
  return {
    id: delivery.id,
    webhook_id: delivery.endpoint,
    event_id: delivery.event.id,
    type: delivery.event.type,
    data: JSON.parse(delivery.event.data) as object,
    status: delivery.status,
    attempts: delivery.attempts,
    created_at: formatLocal(delivery.createdAt, zone),
    created_at_iso: iso(delivery.createdAt),
    last_attempt_at: iso(delivery.lastAttemptAt),
    next_attempt_at: iso(delivery.nextAttemptAt),
    duration_ms: delivery.durationMs,
    response_status: delivery.responseStatus,
    response_body: delivery.responseBody,
    error: delivery.error,
  };
}
