import type { EpochMs, ProjectId, WebhookDelivery, WebhookDeliveryId, WebhookEndpointId } from '@micrologs/domain';
import { PARTITION_COUNT } from '../partitions.ts';
import type {
  DueDelivery,
  WebhookAttempt,
  WebhookDeliveriesQuery,
  WebhookDispatch,
  WebhookReplay,
} from '../webhook-store.ts';
import { anyOf } from './any-of.ts';
import { appendAct } from './audit-acts.ts';
import type { SqlConnection, SqlValue } from './connection.ts';
import { addToOutbox } from './outbox.ts';
import {
  type DeliveryRecord,
  ENDPOINT_FIELDS,
  type EndpointRecord,
  readDelivery,
  readEndpoint,
  SELECT_DELIVERIES,
} from './webhook-rows.ts';

/**
 * The condition that the project of a row belongs to an owner, who is given twice: null for every one.
 * @param table the alias under which the row has its `project_id`
 */
export function heldBy(table: string): string {
  return `(? IS NULL OR EXISTS (SELECT 1 FROM partitions p WHERE p.id = ${table}.project_id % ${PARTITION_COUNT} AND p.owner = ?))`;
}

const NEW_DELIVERIES = `INSERT INTO webhook_deliveries (project_id, endpoint_id, event_number, status, is_once, attempts,
  next_attempt_at, created_at, response_body, error)`;

/** Endpoints that are gone or disabled meanwhile get nothing. */
const DISPATCH = `${NEW_DELIVERIES}
  SELECT e.project_id, e.id, v.number, 'pending', ?, 0, ?, ?, '', '' FROM webhook_events v
  JOIN webhook_endpoints e ON e.project_id = v.project_id
  WHERE v.number = ? AND e.id = ? AND (e.is_enabled = 1 OR ? = 1)`;

export async function dispatchEvent(connection: SqlConnection, row: WebhookDispatch, at: EpochMs): Promise<void> {
  const { changes } = await connection.run(
    'UPDATE webhook_events SET is_dispatched = 1 WHERE number = ? AND is_dispatched = 0',
    [row.event],
  );
  if (changes === 0) return;
  for (const { id, isOnce } of row.endpoints) {
    const once = isOnce ? 1 : 0;
    await connection.run(DISPATCH, [once, at, at, row.event, id, once]);
  }
}

/** What was still to be delivered to an endpoint will not be, but for what is tried once whatever the endpoint is. */
export async function endDeliveries(connection: SqlConnection, id: WebhookEndpointId, why: string): Promise<void> {
  await connection.run(
    `UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, error = ?
     WHERE endpoint_id = ? AND status = 'pending' AND is_once = 0`,
    [why, id],
  );
}

export async function readDue(
  connection: SqlConnection,
  { owner, now, except, limit }: { owner: string | null; now: EpochMs; except: readonly number[]; limit: number },
): Promise<DueDelivery[]> {
  const left = anyOf('d.endpoint_id', except);
  const records = await connection.all<DeliveryRecord & EndpointRecord & { project_name: string }>(
    `SELECT ${SELECT_DELIVERIES.fields}, ${ENDPOINT_FIELDS}, o.name AS project_name FROM ${SELECT_DELIVERIES.from}
     JOIN webhook_endpoints e ON e.id = d.endpoint_id JOIN projects o ON o.id = d.project_id
     WHERE d.next_attempt_at <= ? AND (e.is_enabled = 1 OR d.is_once = 1) AND NOT (${left.text}) AND ${heldBy('d')}
     ORDER BY d.next_attempt_at, d.id LIMIT ?`,
    [now, ...left.values, owner, owner, limit],
  );
  return records.map((record) => ({
    delivery: readDelivery(record),
    endpoint: readEndpoint(record),
    projectName: record.project_name,
  }));
}

export async function recordAttempt(connection: SqlConnection, attempt: WebhookAttempt): Promise<void> {
  const { id, at, disable } = attempt;
  const { changes } = await connection.run(
    `UPDATE webhook_deliveries SET status = ?, attempts = ?, next_attempt_at = ?, last_attempt_at = ?, duration_ms = ?,
       response_status = ?, response_body = ?, error = ? WHERE id = ? AND attempts = ? AND status = 'pending'`,
    [
      attempt.status,
      attempt.attempt,
      attempt.nextAttemptAt,
      at,
      attempt.durationMs,
      attempt.responseStatus,
      attempt.responseBody,
      attempt.error,
      id,
      attempt.attempt - 1,
    ],
  );
  if (changes === 0) return;
  const [delivery] = await connection.all<{ project: ProjectId; endpoint: WebhookEndpointId; once: number }>(
    'SELECT project_id AS project, endpoint_id AS endpoint, is_once AS once FROM webhook_deliveries WHERE id = ?',
    [id],
  );
  const { project, endpoint, once } = delivery!;
  if (attempt.status === 'delivered') {
    await connection.run(
      'UPDATE webhook_endpoints SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL',
      [endpoint],
    );
  } else if (once === 0) {
    await connection.run('UPDATE webhook_endpoints SET failing_since = ? WHERE id = ? AND failing_since IS NULL', [
      at,
      endpoint,
    ]);
  }
  if (!disable) return;
  const switched = await connection.run(
    'UPDATE webhook_endpoints SET is_enabled = 0, disabled_reason = ?, updated_at = ? WHERE id = ? AND is_enabled = 1',
    [disable.reason, at, endpoint],
  );
  if (switched.changes === 0) return;
  await endDeliveries(connection, endpoint, attempt.error);
  await appendAct(connection, project, { ...disable.act, context: { endpoint, ...disable.act.context } });
  await addToOutbox(connection, disable.notices);
}

export async function readDeliveries(
  connection: SqlConnection,
  { project, id, endpoint, status, before, limit }: WebhookDeliveriesQuery & { id?: WebhookDeliveryId },
): Promise<WebhookDelivery[]> {
  const conditions: [text: string, value: SqlValue | undefined][] = [
    ['d.project_id = ?', project],
    ['d.id = ?', id],
    ['d.endpoint_id = ?', endpoint],
    ['d.status = ?', status],
    ['d.id < ?', before],
  ];
  const given = conditions.filter((condition): condition is [string, SqlValue] => condition[1] !== undefined);
  const records = await connection.all<DeliveryRecord>(
    `SELECT ${SELECT_DELIVERIES.fields} FROM ${SELECT_DELIVERIES.from}
     WHERE ${given.map(([text]) => text).join(' AND ')} ORDER BY d.id DESC LIMIT ?`,
    [...given.map(([, value]) => value), limit],
  );
  return records.map(readDelivery);
}

/** One delivery for each event among those meant, however often it was delivered already. */
export async function replayDeliveries(
  connection: SqlConnection,
  project: ProjectId,
  what: WebhookReplay,
  at: EpochMs,
): Promise<number> {
  const meant =
    'delivery' in what
      ? { text: 'd.id = ?', values: [what.delivery] }
      : {
          text: `d.created_at >= ? AND d.created_at < ?${what.status ? ' AND d.status = ?' : ''}`,
          values: [what.from, what.to, ...(what.status ? [what.status] : [])],
        };
  const { changes } = await connection.run(
    `${NEW_DELIVERIES}
     SELECT DISTINCT d.project_id, d.endpoint_id, d.event_number, 'pending', 0, 0, ?, ?, '', ''
     FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id AND e.is_enabled = 1
     WHERE d.project_id = ? AND d.endpoint_id = ? AND ${meant.text} AND NOT EXISTS (SELECT 1 FROM webhook_deliveries o
       WHERE o.endpoint_id = d.endpoint_id AND o.event_number = d.event_number AND o.status = 'pending')`,
    [at, at, project, what.endpoint, ...meant.values],
  );
  return changes;
}
