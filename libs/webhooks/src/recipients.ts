import { matchesAction, type WebhookEndpoint, type WebhookEvent, type WebhookTrigger } from '@micrologs/domain';
import type { WebhookDispatch } from '@micrologs/storage';

/** Who is told of an event. @param endpoints every enabled one, of whatever project */
export function recipientsOf(event: WebhookEvent, endpoints: readonly WebhookEndpoint[]): WebhookDispatch['endpoints'] {
  // What is said to one endpoint about itself is tried once, whether it is enabled or not.
  if (event.endpoint !== null) {
    return [{ id: event.endpoint, isOnce: event.type === 'ping' || event.type === 'webhook.disabled' }];
  }
  const data = JSON.parse(event.data) as Record<string, unknown>;
  return endpoints
    .filter(({ project, triggers }) => project === event.project && triggers.some((each) => meets(event, data, each)))
    .map(({ id }) => ({ id, isOnce: false }));
}

/** Whether a trigger asks for an event; what the event does not tell of keeps out a trigger that filters by it. */
function meets({ type }: WebhookEvent, data: Record<string, unknown>, trigger: WebhookTrigger): boolean {
  if (trigger.type !== type) return false;
  if ('severities' in trigger && !isAmong(trigger.severities, data.severity)) return false;
  if ('environments' in trigger && !isAmong(trigger.environments, data.environment)) return false;
  return trigger.type !== 'audit.matched' || matchesAction(trigger.actions, String(data.action));
}

/** An empty list means all. */
function isAmong(list: readonly string[], value: unknown): boolean {
  return list.length === 0 || list.some((each) => each === value);
}
