import {
  type AuditAct,
  type EpochMs,
  namedMembers,
  type ProjectId,
  type WebhookDelivery,
  type WebhookDeliveryId,
  type WebhookEndpoint,
  type WebhookEndpointId,
  type WebhookEvent,
} from '@micrologs/domain';
import type {
  DueDelivery,
  NewWebhookEndpoint,
  NewWebhookEvent,
  WebhookAttempt,
  WebhookDeliveriesQuery,
  WebhookDispatch,
  WebhookEndpointPatch,
  WebhookReplay,
  WebhookStore,
} from '../webhook-store.ts';
import { appendAct } from './audit-acts.ts';
import { insertInto, type SqlConnection } from './connection.ts';
import { deleteInSteps } from './delete-in-steps.ts';
import { addToOutbox } from './outbox.ts';
import type { SqlSession } from './session.ts';
import {
  dispatchEvent,
  endDeliveries,
  heldBy,
  readDeliveries,
  readDue,
  recordAttempt,
  replayDeliveries,
} from './webhook-deliveries.ts';
import {
  ENDPOINT_COLUMNS,
  type EndpointRecord,
  EVENT_FIELDS,
  type EventRecord,
  endpointValues,
  readEndpoint,
  readEvent,
  SELECT_ENDPOINTS,
} from './webhook-rows.ts';

const INSERT = insertInto('webhook_endpoints', [
  ...ENDPOINT_COLUMNS,
  'project_id',
  'is_enabled',
  'created_at',
  'updated_at',
]).text;
const UPDATE = `UPDATE webhook_endpoints SET ${ENDPOINT_COLUMNS.map((column) => `${column} = ?`).join(', ')},
  is_enabled = ?, disabled_reason = ?, failing_since = ?, updated_at = ? WHERE id = ?`;
const DISABLED = 'The endpoint was disabled';

export class SqlWebhookStore implements WebhookStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  create(endpoint: NewWebhookEndpoint, act: AuditAct): Promise<WebhookEndpoint> {
    return this.#session.transaction(async (connection) => {
      const { project, createdAt } = endpoint;
      const values = [...endpointValues(endpoint), project, 1, createdAt, createdAt];
      const { insertId } = await connection.run(INSERT, values);
      await appendAct(connection, project, ofEndpoint(act, insertId));
      return (await findEndpoint(connection, project, insertId))!;
    });
  }

  list(project: ProjectId): Promise<WebhookEndpoint[]> {
    return this.#session.use(async (connection) => {
      const records = await connection.all<EndpointRecord>(`${SELECT_ENDPOINTS} WHERE e.project_id = ? ORDER BY e.id`, [
        project,
      ]);
      return records.map(readEndpoint);
    });
  }

  get(project: ProjectId, id: WebhookEndpointId): Promise<WebhookEndpoint | null> {
    return this.#session.use((connection) => findEndpoint(connection, project, id));
  }

  update(
    project: ProjectId,
    id: WebhookEndpointId,
    patch: WebhookEndpointPatch,
    updatedAt: EpochMs,
    act: AuditAct,
  ): Promise<WebhookEndpoint | null> {
    return this.#session.transaction(async (connection) => {
      const old = await findEndpoint(connection, project, id, connection.dialect.forUpdate);
      if (!old) return null;
      const endpoint: WebhookEndpoint = { ...old, ...namedMembers(patch), updatedAt };
      const isSwitched = endpoint.isEnabled !== old.isEnabled;
      await connection.run(UPDATE, [
        ...endpointValues(endpoint),
        endpoint.isEnabled ? 1 : 0,
        isSwitched ? null : old.disabledReason,
        isSwitched ? null : old.failingSince,
        updatedAt,
        id,
      ]);
      if (isSwitched && !endpoint.isEnabled) await endDeliveries(connection, id, DISABLED);
      await appendAct(connection, project, ofEndpoint(act, id));
      return (await findEndpoint(connection, project, id))!;
    });
  }

  delete(project: ProjectId, id: WebhookEndpointId, act: AuditAct): Promise<boolean> {
    return this.#session.transaction(async (connection) => {
      const { changes } = await connection.run('DELETE FROM webhook_endpoints WHERE project_id = ? AND id = ?', [
        project,
        id,
      ]);
      if (changes === 0) return false;
      await connection.run('DELETE FROM webhook_deliveries WHERE endpoint_id = ?', [id]);
      await appendAct(connection, project, ofEndpoint(act, id));
      return true;
    });
  }

  enabled(owner: string | null): Promise<WebhookEndpoint[]> {
    return this.#session.use(async (connection) => {
      const records = await connection.all<EndpointRecord>(
        `${SELECT_ENDPOINTS} WHERE e.is_enabled = 1 AND ${heldBy('e')} ORDER BY e.project_id, e.id`,
        [owner, owner],
      );
      return records.map(readEndpoint);
    });
  }

  addEvents(events: readonly NewWebhookEvent[]): Promise<string[]> {
    return this.#session.transaction((connection) => addToOutbox(connection, events));
  }

  undispatched(owner: string | null, limit: number): Promise<WebhookEvent[]> {
    return this.#session.use(async (connection) => {
      const records = await connection.all<EventRecord>(
        `SELECT ${EVENT_FIELDS} FROM webhook_events v WHERE v.is_dispatched = 0 AND ${heldBy('v')}
         ORDER BY v.number LIMIT ?`,
        [owner, owner, limit],
      );
      return records.map(readEvent);
    });
  }

  dispatch(rows: readonly WebhookDispatch[], at: EpochMs): Promise<void> {
    return this.#session.transaction(async (connection) => {
      for (const row of rows) await dispatchEvent(connection, row, at);
    });
  }

  due(take: {
    owner: string | null;
    now: EpochMs;
    except: readonly WebhookEndpointId[];
    limit: number;
  }): Promise<DueDelivery[]> {
    return this.#session.use((connection) => readDue(connection, take));
  }

  record(attempt: WebhookAttempt): Promise<void> {
    return this.#session.transaction((connection) => recordAttempt(connection, attempt));
  }

  deliveries(query: WebhookDeliveriesQuery): Promise<WebhookDelivery[]> {
    return this.#session.use((connection) => readDeliveries(connection, query));
  }

  async delivery(project: ProjectId, id: WebhookDeliveryId): Promise<WebhookDelivery | null> {
    const [found] = await this.#session.use((connection) => readDeliveries(connection, { project, id, limit: 1 }));
    return found ?? null;
  }

  replay(project: ProjectId, what: WebhookReplay, at: EpochMs, act: AuditAct): Promise<number> {
    return this.#session.transaction(async (connection) => {
      const made = await replayDeliveries(connection, project, what, at);
      const told = ofEndpoint({ ...act, context: { ...act.context, deliveries: made } }, what.endpoint);
      if (made > 0) await appendAct(connection, project, told);
      return made;
    });
  }

  async expire(before: EpochMs): Promise<void> {
    const ended = "DELETE FROM webhook_deliveries WHERE created_at < ? AND status <> 'pending'";
    await deleteInSteps(this.#session, ended, [before]);
    const told = `DELETE FROM webhook_events WHERE created_at < ? AND is_dispatched = 1
      AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_number = webhook_events.number)`;
    await deleteInSteps(this.#session, told, [before]);
  }
}

function ofEndpoint(act: AuditAct, id: WebhookEndpointId): AuditAct {
  return { ...act, context: { endpoint: id, ...act.context } };
}

async function findEndpoint(
  connection: SqlConnection,
  project: ProjectId,
  id: WebhookEndpointId,
  forUpdate = '',
): Promise<WebhookEndpoint | null> {
  const [record] = await connection.all<EndpointRecord>(
    `${SELECT_ENDPOINTS} WHERE e.project_id = ? AND e.id = ?${forUpdate}`,
    [project, id],
  );
  return record ? readEndpoint(record) : null;
}
