import {
  type AuditAct,
  type AuditEntry,
  chainEntry,
  type IanaZone,
  INSTALLATION_CHAIN,
  localDay,
  NotFoundError,
  type ProjectId,
  uuidv7,
} from '@micrologs/domain';
import { matchedEntry } from '../notices.ts';
import { appendEntries, readPlaces } from './audit-rows.ts';
import type { SqlConnection } from './connection.ts';
import { noteNews } from './news.ts';
import { addToOutbox } from './outbox.ts';
import { enabledEndpoints } from './webhook-transaction.ts';

/**
 * Records an act of this server in the transaction that is open on the connection, and puts into the outbox who is told of it,
 * so that all of it stands or falls together.
 * @throws NotFoundError when there is no such project
 * @throws ConflictError when another process has appended meanwhile; `SqlSession.transaction` then runs its work again
 */
export async function appendAct(connection: SqlConnection, project: ProjectId, act: AuditAct): Promise<AuditEntry> {
  // Kept until the end, so that whoever comes at the same time waits instead of trying again.
  const { forUpdate } = connection.dialect;
  const head = (await readPlaces(connection, 'audit_heads', [project], forUpdate)).get(project)!;
  const entry = chainEntry(head, {
    project,
    eventId: uuidv7(act.at),
    occurredAt: act.at,
    receivedAt: act.at,
    day: localDay(act.at, await zoneOf(connection, project)),
    action: act.action,
    actor: act.actor,
    source: 'server',
    keyType: act.keyType,
    ipHash: act.ipHash,
    context: act.context === null ? null : JSON.stringify(act.context),
  });
  await appendEntries(connection, project, head, [entry]);
  noteNews(connection, project);
  const endpoints = (await enabledEndpoints(connection, [project])).get(project);
  if (endpoints) await addToOutbox(connection, matchedEntry(endpoints, entry));
  return entry;
}

async function zoneOf(connection: SqlConnection, project: ProjectId): Promise<IanaZone> {
  if (project === INSTALLATION_CHAIN) return 'UTC';
  const rows = await connection.all<{ zone: IanaZone }>('SELECT time_zone AS zone FROM projects WHERE id = ?', [
    project,
  ]);
  if (!rows[0]) throw new NotFoundError('Project not found');
  return rows[0].zone;
}
