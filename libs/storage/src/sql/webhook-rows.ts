import type {
  EpochMs,
  ProjectId,
  WebhookDelivery,
  WebhookDeliveryId,
  WebhookDeliveryStatus,
  WebhookDisabledReason,
  WebhookEndpoint,
  WebhookEndpointId,
  WebhookEvent,
  WebhookEventType,
  WebhookFormat,
  WebhookSecret,
  WebhookTrigger,
} from '@micrologs/domain';
import type { NewWebhookEndpoint } from '../webhook-store.ts';
import type { SqlValue } from './connection.ts';
import type { Row } from './question.ts';

/** What an edit may change, besides whether the endpoint is enabled. */
export const ENDPOINT_COLUMNS = ['url', 'description', 'format', 'template', 'triggers', 'secrets'] as const;

const ENDPOINT_FIELD_NAMES = [
  'id',
  'project_id',
  ...ENDPOINT_COLUMNS,
  'is_enabled',
  'disabled_reason',
  'failing_since',
  'created_at',
  'updated_at',
] as const;

/** The columns of an endpoint in a SELECT from `webhook_endpoints e`, as `readEndpoint` reads them. */
export const ENDPOINT_FIELDS = fields('e', ENDPOINT_FIELD_NAMES);
export const SELECT_ENDPOINTS = `SELECT ${ENDPOINT_FIELDS} FROM webhook_endpoints e`;

export type EndpointRecord = Row & {
  e_id: WebhookEndpointId;
  e_project_id: ProjectId;
  e_url: string;
  e_description: string;
  e_format: string;
  e_template: string;
  e_triggers: string;
  e_secrets: string;
  e_is_enabled: number;
  e_disabled_reason: string | null;
  e_failing_since: EpochMs | null;
  e_created_at: EpochMs;
  e_updated_at: EpochMs;
};

export function readEndpoint(record: EndpointRecord): WebhookEndpoint {
  return {
    id: record.e_id,
    project: record.e_project_id,
    url: record.e_url,
    description: record.e_description,
    format: record.e_format as WebhookFormat,
    template: record.e_template,
    triggers: JSON.parse(record.e_triggers) as WebhookTrigger[],
    secrets: JSON.parse(record.e_secrets) as WebhookSecret[],
    isEnabled: record.e_is_enabled === 1,
    disabledReason: record.e_disabled_reason as WebhookDisabledReason | null,
    failingSince: record.e_failing_since,
    createdAt: record.e_created_at,
    updatedAt: record.e_updated_at,
  };
}

/** In the order of `ENDPOINT_COLUMNS`. */
export function endpointValues(endpoint: Omit<NewWebhookEndpoint, 'createdAt'>): SqlValue[] {
  return [
    endpoint.url,
    endpoint.description,
    endpoint.format,
    endpoint.template,
    JSON.stringify(endpoint.triggers),
    JSON.stringify(endpoint.secrets),
  ];
}

/** The columns of an event in a SELECT from `webhook_events v`, as `readEvent` reads them. */
export const EVENT_FIELDS = fields('v', ['number', 'id', 'project_id', 'endpoint_id', 'type', 'data', 'created_at']);

export type EventRecord = Row & {
  v_number: number;
  v_id: string;
  v_project_id: ProjectId;
  v_endpoint_id: WebhookEndpointId | null;
  v_type: string;
  v_data: string;
  v_created_at: EpochMs;
};

export function readEvent(record: EventRecord): WebhookEvent {
  return {
    number: record.v_number,
    id: record.v_id,
    project: record.v_project_id,
    endpoint: record.v_endpoint_id,
    type: record.v_type as WebhookEventType,
    data: record.v_data,
    createdAt: record.v_created_at,
  };
}

const DELIVERY_FIELDS = fields('d', [
  'id',
  'project_id',
  'endpoint_id',
  'status',
  'is_once',
  'attempts',
  'next_attempt_at',
  'created_at',
  'last_attempt_at',
  'duration_ms',
  'response_status',
  'response_body',
  'error',
]);

/** What a delivery is read from, as `readDelivery` reads it; further columns and tables may follow. */
export const SELECT_DELIVERIES = {
  fields: `${DELIVERY_FIELDS}, ${EVENT_FIELDS}`,
  from: 'webhook_deliveries d JOIN webhook_events v ON v.number = d.event_number',
};

export type DeliveryRecord = EventRecord & {
  d_id: WebhookDeliveryId;
  d_project_id: ProjectId;
  d_endpoint_id: WebhookEndpointId;
  d_status: string;
  d_is_once: number;
  d_attempts: number;
  d_next_attempt_at: EpochMs | null;
  d_created_at: EpochMs;
  d_last_attempt_at: EpochMs | null;
  d_duration_ms: number | null;
  d_response_status: number | null;
  d_response_body: string;
  d_error: string;
};

export function readDelivery(record: DeliveryRecord): WebhookDelivery {
  const { id, type, data, createdAt } = readEvent(record);
  return {
    id: record.d_id,
    project: record.d_project_id,
    endpoint: record.d_endpoint_id,
    event: { id, type, data, createdAt },
    status: record.d_status as WebhookDeliveryStatus,
    isOnce: record.d_is_once === 1,
    attempts: record.d_attempts,
    nextAttemptAt: record.d_next_attempt_at,
    createdAt: record.d_created_at,
    lastAttemptAt: record.d_last_attempt_at,
    durationMs: record.d_duration_ms,
    responseStatus: record.d_response_status,
    responseBody: record.d_response_body,
    error: record.d_error,
  };
}

/** Under names of their own, since these tables are joined. */
function fields(table: string, columns: readonly string[]): string {
  return columns.map((column) => `${table}.${column} AS ${table}_${column}`).join(', ');
}
