import { meetsTrigger, type WebhookEndpoint, type WebhookEvent } from '@micrologs/domain';
import type { WebhookDispatch } from '@micrologs/storage';

/** Who is told of an event. @param endpoints every enabled one, of whatever project */
export function recipientsOf(event: WebhookEvent, endpoints: readonly WebhookEndpoint[]): WebhookDispatch['endpoints'] {
  // What is said to one endpoint about itself is tried once, whether it is enabled or not.
  if (event.endpoint !== null) {
    return [{ id: event.endpoint, isOnce: event.type === 'ping' || event.type === 'webhook.disabled' }];
  }
  const said = { type: event.type, data: JSON.parse(event.data) as Record<string, unknown> };
  return endpoints
    .filter(({ project, triggers }) => project === event.project && triggers.some((each) => meetsTrigger(said, each)))
    .map(({ id }) => ({ id, isOnce: false }));
}
