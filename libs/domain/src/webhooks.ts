import type { Environment, ErrorGroupNumber, Severity } from './error-tracking.ts';
import type { ProjectId } from './ids.ts';
import type { EpochMs } from './time.ts';

/** What an endpoint can be told of. */
export const WEBHOOK_TRIGGER_TYPES = [
  'error_group.created',
  'error_group.reopened',
  'errors.threshold',
  'errors.spike',
  'traffic.spike',
  'traffic.drop',
  'link.milestone',
  'events.silence',
  'audit.matched',
  'dead_letters.added',
  'queue.lag',
  'webhook.disabled',
] as const;
export type WebhookTriggerType = (typeof WEBHOOK_TRIGGER_TYPES)[number];

/** A ping comes when it is asked for, whatever the triggers are. */
export type WebhookEventType = WebhookTriggerType | 'ping';

/** Which errors are meant; an empty list means all of them. */
export interface ErrorFilter {
  environments: Environment[];
  severities: Severity[];
}

/** One thing that an endpoint wants to be told of. */
export type WebhookTrigger =
  | ({ type: 'error_group.created' | 'error_group.reopened' } & ErrorFilter)
  /** As many occurrences in a window, of each group by itself; or of all groups together. */
  | ({
      type: 'errors.threshold';
      /** Only these groups; empty: every group. */
      groups: ErrorGroupNumber[];
      per: 'group' | 'project';
      count: number;
      windowMinutes: number;
    } & ErrorFilter)
  /** As many times what the project had at the same hour of earlier days. */
  | ({ type: 'errors.spike'; factor: number } & ErrorFilter)
  | { type: 'traffic.spike' | 'traffic.drop'; factor: number }
  /** Every so many clicks of a link. */
  | { type: 'link.milestone'; codes: string[]; count: number }
  | { type: 'events.silence'; minutes: number }
  /** An audit action that equals one of these, or begins with what stands before a `*` at its end. */
  | { type: 'audit.matched'; actions: string[] }
  | { type: 'dead_letters.added' }
  | { type: 'queue.lag'; seconds: number }
  | { type: 'webhook.disabled' };

export type WebhookEndpointId = number;
export type WebhookDeliveryId = number;

export const WEBHOOK_FORMATS = ['json', 'slack', 'discord', 'template'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

export interface WebhookSecret {
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  secret: string;
  /** Until when it signs besides the one that took its place; null: until it is rotated. */
  expiresAt: EpochMs | null;
}

/** Why an endpoint was disabled by the server: it answered 410, or failed for days. */
export type WebhookDisabledReason = 'gone' | 'failing';

export interface WebhookEndpoint {
  id: WebhookEndpointId;
  project: ProjectId;
  url: string;
  /** May be empty. */
  description: string;
  format: WebhookFormat;
  /** The body with its placeholders; empty unless the format is `template`. */
  template: string;
  triggers: WebhookTrigger[];
  isEnabled: boolean;
  /** Null while it is enabled, and where its owner disabled it. */
  disabledReason: WebhookDisabledReason | null;
  /** The newest first. */
  secrets: WebhookSecret[];
  /** Since when no delivery succeeded though some were tried; null when the last one did. */
  failingSince: EpochMs | null;
  createdAt: EpochMs;
  updatedAt: EpochMs;
}

/** Something that happened, before and after it is known who is told. */
export interface WebhookEvent {
  /** Of the order in which events were stored; never reused. */
  number: number;
  /** A UUID: what receivers tell repeated messages by. */
  id: string;
  project: ProjectId;
  /** The only endpoint that is told; null: every one that has a trigger for it. */
  endpoint: WebhookEndpointId | null;
  type: WebhookEventType;
  /** JSON text of an object: what happened. */
  data: string;
  createdAt: EpochMs;
}

export const WEBHOOK_DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** One event on its way to one endpoint, with its last attempt. */
export interface WebhookDelivery {
  id: WebhookDeliveryId;
  project: ProjectId;
  endpoint: WebhookEndpointId;
  event: Pick<WebhookEvent, 'id' | 'type' | 'data' | 'createdAt'>;
  status: WebhookDeliveryStatus;
  /** Tried once and then no more, also while the endpoint is disabled. */
  isOnce: boolean;
  attempts: number;
  /** Null unless pending. */
  nextAttemptAt: EpochMs | null;
  createdAt: EpochMs;
  /** Null before the first attempt, as is the duration. */
  lastAttemptAt: EpochMs | null;
  durationMs: number | null;
  /** Null when there was no answer. */
  responseStatus: number | null;
  /** Its beginning. */
  responseBody: string;
  /** Why the last attempt failed, or why there will be none; empty otherwise. */
  error: string;
}

/**
 * Whether a trigger asks for an event that is for every endpoint; what the event does not tell of keeps out a trigger that
 * filters by it.
 */
export function meetsTrigger(
  { type, data }: { type: WebhookEventType; data: Readonly<Record<string, unknown>> },
  trigger: WebhookTrigger,
): boolean {
  if (trigger.type !== type) return false;
  if ('severities' in trigger && !isAmong(trigger.severities, data.severity)) return false;
  if ('environments' in trigger && !isAmong(trigger.environments, data.environment)) return false;
  return trigger.type !== 'audit.matched' || matchesAction(trigger.actions, String(data.action));
}

/** An empty list means all. */
function isAmong(list: readonly string[], value: unknown): boolean {
  return list.length === 0 || list.some((each) => each === value);
}

/** Whether an audit action is one of these, or begins with what stands before a `*` at their end. An empty list means all. */
export function matchesAction(patterns: readonly string[], action: string): boolean {
  if (patterns.length === 0) return true;
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern,
  );
}
