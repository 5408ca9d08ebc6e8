import {
  type AuditEntry,
  type AuditHead,
  chainEntry,
  localDay,
  type Project,
  type ProjectId,
  type QueuedAudit,
} from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';
import { type BatchState, eventKey, tally } from './batch-state.ts';
import { timeOf } from './prepared.ts';

/** An audit event of an existing project. */
export interface Audit {
  event: QueuedAudit;
  project: Project;
}

/** What a batch reads and decides about audit entries. */
export interface AuditState {
  /** Where each project's chain ended before the batch. */
  heads: Map<ProjectId, AuditHead>;
  /** What the batch appends to each, in the order of arrival. */
  newEntries: Map<ProjectId, AuditEntry[]>;
}

export async function loadAudits(
  transaction: IngestTransaction,
  state: BatchState,
  audits: readonly Audit[],
): Promise<AuditState> {
  const given = audits.filter(({ event }) => event.idGiven);
  const known = await transaction.findEventIds(
    given.map(({ event, project }) => ({ project: project.id, kind: 'audit' as const, id: event.id })),
  );
  for (const { project, kind, id } of known) state.eventIds.set(eventKey(project, kind, id), null);
  const heads = await transaction.audit.heads(new Set(audits.map(({ project }) => project.id)));
  return { heads, newEntries: new Map() };
}

/** Chains an entry, or counts why it is not stored. */
export function applyAudit(state: BatchState, audits: AuditState, { event, project }: Audit): void {
  if (event.idGiven) {
    const key = eventKey(project.id, 'audit', event.id);
    if (state.eventIds.has(key)) return tally(state, project.id, 'duplicate');
    state.eventIds.set(key, null);
    state.newEventIds.push({
      project: project.id,
      kind: 'audit',
      id: event.id,
      pageview: null,
      receivedAt: event.receivedAt,
    });
  }
  const at = timeOf(event);
  let entries = audits.newEntries.get(project.id);
  if (!entries) {
    entries = [];
    audits.newEntries.set(project.id, entries);
  }
  const entry = chainEntry(entries.at(-1) ?? audits.heads.get(project.id)!, {
    project: project.id,
    eventId: event.id,
    occurredAt: at,
    receivedAt: event.receivedAt,
    day: localDay(at, project.timeZone),
    action: event.body.action,
    actor: event.body.actor,
    source: 'client',
    keyType: event.keyType,
    ipHash: event.ipHash,
    context: event.body.context,
  });
  entries.push(entry);
  tally(state, project.id, 'stored');
}

export async function saveAudits(transaction: IngestTransaction, { heads, newEntries }: AuditState): Promise<void> {
  for (const [project, entries] of newEntries) await transaction.audit.append(project, heads.get(project)!, entries);
}
