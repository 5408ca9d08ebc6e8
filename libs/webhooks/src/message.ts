import type { Project, WebhookEvent, WebhookEventType } from '@micrologs/domain';
import { isoUtc } from '@micrologs/storage';

/** What receivers are told, in the form of Standard Webhooks; the body of the format `json`. */
export interface WebhookMessage {
  type: WebhookEventType;
  /** When it happened: ISO 8601, UTC. */
  timestamp: string;
  project: { id: number; name: string };
  data: Record<string, unknown>;
}

const LAST_RESORT: Record<WebhookEventType, string> = {
  'error_group.created': 'A new error occurred',
  'error_group.reopened': 'A resolved error occurred again',
  'errors.threshold': 'Errors reached a threshold',
  'errors.spike': 'More errors than usual',
  'traffic.spike': 'More pageviews than usual',
  'traffic.drop': 'Fewer pageviews than usual',
  'link.milestone': 'A link reached a number of clicks',
  'events.silence': 'No events come in',
  'audit.matched': 'An audited action was done',
  'dead_letters.added': 'Events could not be stored',
  'queue.lag': 'Events wait to be stored',
  'webhook.disabled': 'A webhook endpoint was disabled',
  ping: 'Ping',
};

export function messageOf(
  { type, data, createdAt }: Pick<WebhookEvent, 'type' | 'data' | 'createdAt'>,
  project: Pick<Project, 'id' | 'name'>,
): WebhookMessage {
  return {
    type,
    timestamp: isoUtc(createdAt),
    project: { id: project.id, name: project.name },
    data: JSON.parse(data) as Record<string, unknown>,
  };
}

/** One line of plain English for people: what the event says of itself, with the project's name. */
export function summaryOf({ type, project, data }: WebhookMessage): string {
  const said = typeof data.summary === 'string' && data.summary !== '' ? data.summary : LAST_RESORT[type];
  return `${project.name}: ${said}`;
}
