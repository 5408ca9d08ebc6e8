import { type ProjectId, uuidv7 } from '@micrologs/domain';
import type { NewWebhookEvent } from '../webhook-store.ts';
import { type InsertStatement, insertInto, type KeyedSelect, type SqlConnection, selectByKey } from './connection.ts';
import { noteNews } from './news.ts';
import { lockSequences, setSequences } from './sequences.ts';

const COLUMNS = [
  'id',
  'project_id',
  'endpoint_id',
  'type',
  'data',
  'dedupe_key',
  'created_at',
  'is_dispatched',
  'alert_number',
  'alert_key',
];
const BY_DEDUPE_KEY = selectByKey('SELECT number FROM webhook_events', ['project_id', 'dedupe_key']);
const BY_ALERT_KEY = selectByKey('SELECT number FROM webhook_events', ['project_id', 'alert_key']);

/**
 * Stores events, but for those whose dedupe key is there already, and numbers those of new alerts. To be called at the end of a
 * transaction, as by everybody: nobody else adds any to the same projects until it has ended.
 * @returns the dedupe keys of those that are new
 */
export async function addToOutbox(connection: SqlConnection, events: readonly NewWebhookEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const projects = [...new Set(events.map(({ project }) => project))].sort((a, b) => a - b);
  const last = await lockSequences(connection, 'alert', projects);
  const fresh = await notStored(connection, BY_DEDUPE_KEY, events, ({ dedupeKey }) => dedupeKey);
  const alerts = new Set(await notStored(connection, BY_ALERT_KEY, fresh, alertKeyOf));
  const rows = fresh.map((event) => {
    const { id = uuidv7(event.createdAt), project, endpoint, type, data, dedupeKey, createdAt } = event;
    const isAlert = alerts.has(event);
    const number = isAlert ? next(last, project) : null;
    return [id, project, endpoint, type, data, dedupeKey, createdAt, 0, number, isAlert ? alertKeyOf(event) : null];
  });
  await connection.insertMany(insertEvents(connection), rows);
  if (alerts.size > 0) await setSequences(connection, 'alert', last);
  for (const { project } of alerts) noteNews(connection, project);
  return fresh.map(({ dedupeKey }) => dedupeKey);
}

/** A process of an older version locks nothing: an event that it stored meanwhile is left out too. */
function insertEvents({ dialect }: SqlConnection): InsertStatement {
  return insertInto('webhook_events', COLUMNS, dialect.onConflict(['project_id', 'dedupe_key'], {}));
}

function alertKeyOf({ alertKey, dedupeKey }: NewWebhookEvent): string {
  return alertKey ?? dedupeKey;
}

/** The first event of each key that no stored one has, in their order. @param select finds stored ones by project and key */
async function notStored(
  connection: SqlConnection,
  select: KeyedSelect,
  events: readonly NewWebhookEvent[],
  keyOf: (event: NewWebhookEvent) => string,
): Promise<NewWebhookEvent[]> {
  const firsts = new Map<string, NewWebhookEvent>();
  for (const event of events) {
    const name = `${event.project} ${keyOf(event)}`;
    if (!firsts.has(name)) firsts.set(name, event);
  }
  const names = [...firsts.keys()];
  const keys = [...firsts.values()].map((event) => [event.project, keyOf(event)]);
  await connection.selectByKeys(select, keys, (_row, index) => firsts.delete(names[index]!));
  return [...firsts.values()];
}

function next(last: Map<ProjectId, number>, project: ProjectId): number {
  const number = last.get(project)! + 1;
  last.set(project, number);
  return number;
}
