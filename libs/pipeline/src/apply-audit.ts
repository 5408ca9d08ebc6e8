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
import { type BatchState, tally } from './batch-state.ts';
import { isDuplicate, loadEventIds, noteEventId } from './event-ids.ts';
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
  await loadEventIds(transaction, state, audits);
  const heads = await transaction.audit.heads(new Set(audits.map(({ project }) => project.id)));
  return { heads, newEntries: new Map() };
}

/** Chains an entry, or counts why it is not stored. */
export function applyAudit(state: BatchState, audits: AuditState, audit: Audit): void {
  const { event, project } = audit;
  if (isDuplicate(state, audit)) return tally(state, project.id, 'duplicate');
  noteEventId(state, audit);
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
