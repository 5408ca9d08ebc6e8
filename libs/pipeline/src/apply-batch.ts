import type { QueuedEvent } from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';
import { applyEngagement } from './apply-engagement.ts';
import { applyPageview } from './apply-pageview.ts';
import { type BatchState, tally } from './batch-state.ts';
import { loadBatch } from './load-batch.ts';
import { saveBatch } from './save-batch.ts';

/** Stores a batch of events inside an open transaction: reads what is known, decides event by event, writes in sets. */
export async function applyBatch(transaction: IngestTransaction, events: readonly QueuedEvent[]): Promise<void> {
  const state = await loadBatch(transaction, events);
  for (const event of events) applyEvent(state, event);
  await saveBatch(transaction, state);
}

function applyEvent(state: BatchState, event: QueuedEvent): void {
  const project = state.projects.get(event.project);
  if (!project) return tally(state, event.project, 'project_deleted');
  switch (event.kind) {
    case 'drop':
      return tally(state, project.id, event.reason);
    case 'pageview':
      return applyPageview(state, project, event);
    case 'engagement':
      return applyEngagement(state, project, event);
    default:
      throw new TypeError(`Unknown kind of event: ${(event as { kind: unknown }).kind}`);
  }
}
