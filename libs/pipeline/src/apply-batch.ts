import type { QueuedEvent } from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';
import { type Audit, applyAudit, loadAudits, saveAudits } from './apply-audit.ts';
import { applyClick, type LinkRequest, loadClicks, saveClicks } from './apply-click.ts';
import { applyEngagement } from './apply-engagement.ts';
import { applyError, loadErrors, type Occurrence, saveErrors } from './apply-error.ts';
import { applyPageview } from './apply-pageview.ts';
import { type BatchState, tally } from './batch-state.ts';
import { loadBatch } from './load-batch.ts';
import { type Engagement, prepareView, timeOf, type View } from './prepared.ts';
import { saveBatch } from './save-batch.ts';
import { type Decided, tellEndpoints } from './tell-endpoints.ts';
import type { VisitorMemory } from './visitor-memory.ts';

/**
 * Stores a batch of events inside an open transaction: reads what is known, decides event by event, writes in sets.
 * @param memory of the batches before, if they are committed or part of this transaction; the caller clears it when the
 *   transaction fails
 */
export async function applyBatch(
  transaction: IngestTransaction,
  events: readonly QueuedEvent[],
  memory: VisitorMemory | null = null,
): Promise<void> {
  const projects = await transaction.projects(new Set(events.map((event) => event.project)));
  const prepared: (View | Engagement)[] = [];
  const requests: LinkRequest[] = [];
  const audits: Audit[] = [];
  const occurrences: Occurrence[] = [];
  const counted: { project: number; reason: Parameters<typeof tally>[2] }[] = [];
  for (const event of events) {
    const project = projects.get(event.project);
    if (!project) counted.push({ project: event.project, reason: 'project_deleted' });
    else if (event.kind === 'pageview') prepared.push(prepareView(project, event));
    else if (event.kind === 'engagement') prepared.push({ kind: 'engagement', event, project, at: timeOf(event) });
    else if (event.kind === 'error') occurrences.push({ event, project });
    else if (event.kind === 'click') requests.push({ event, project });
    else if (event.kind === 'audit') audits.push({ event, project });
    else if (event.kind === 'drop') counted.push({ project: project.id, reason: event.reason });
    else throw new TypeError(`Unknown kind of event: ${(event as { kind: unknown }).kind}`);
  }
  const state = await loadBatch(transaction, prepared, projects, memory);
  for (const { project, reason } of counted) tally(state, project, reason);
  for (const event of prepared) applyEvent(state, event);
  const decided: Decided = {};
  if (occurrences.length > 0) {
    const errors = await loadErrors(transaction, state, occurrences);
    for (const occurrence of occurrences) applyError(state, errors, occurrence);
    await saveErrors(transaction, errors);
    decided.errors = errors;
  }
  if (requests.length > 0) {
    const clicks = await loadClicks(transaction, requests);
    for (const request of requests) applyClick(state, clicks, request);
    await saveClicks(transaction, clicks);
    decided.clicks = clicks;
  }
  if (audits.length > 0) {
    const chains = await loadAudits(transaction, state, audits);
    for (const audit of audits) applyAudit(state, chains, audit);
    await saveAudits(transaction, chains);
    decided.audits = chains;
  }
  await tellEndpoints(transaction, decided);
  await saveBatch(transaction, state);
  memory?.keep(state);
}

function applyEvent(state: BatchState, event: View | Engagement): void {
  if (event.kind === 'pageview') applyPageview(state, event);
  else applyEngagement(state, event);
}
