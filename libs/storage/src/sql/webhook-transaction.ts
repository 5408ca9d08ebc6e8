import type { ProjectId, WebhookEndpoint } from '@micrologs/domain';
import type { NewWebhookEvent, WebhookTransaction } from '../webhook-store.ts';
import { anyOf } from './any-of.ts';
import type { SqlConnection } from './connection.ts';
import { addToOutbox } from './outbox.ts';
import { type EndpointRecord, readEndpoint, SELECT_ENDPOINTS } from './webhook-rows.ts';

export class SqlWebhookTransaction implements WebhookTransaction {
  readonly #connection: () => SqlConnection;

  /** @param connection of the open transaction; throws once that has ended */
  constructor(connection: () => SqlConnection) {
    this.#connection = connection;
  }

  endpoints(projects: Iterable<ProjectId>): Promise<Map<ProjectId, WebhookEndpoint[]>> {
    return enabledEndpoints(this.#connection(), projects);
  }

  async addEvents(events: readonly NewWebhookEvent[]): Promise<void> {
    await addToOutbox(this.#connection(), events);
  }
}

/** As in `WebhookTransaction`. */
export async function enabledEndpoints(
  connection: SqlConnection,
  projects: Iterable<ProjectId>,
): Promise<Map<ProjectId, WebhookEndpoint[]>> {
  const wanted = anyOf('e.project_id', [...projects]);
  const records = await connection.all<EndpointRecord>(
    `${SELECT_ENDPOINTS} WHERE e.is_enabled = 1 AND ${wanted.text} ORDER BY e.id`,
    wanted.values,
  );
  const found = new Map<ProjectId, WebhookEndpoint[]>();
  for (const endpoint of records.map(readEndpoint)) {
    const others = found.get(endpoint.project);
    if (others) others.push(endpoint);
    else found.set(endpoint.project, [endpoint]);
  }
  return found;
}
