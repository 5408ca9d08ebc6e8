import type { IngestTransaction } from '@micrologs/storage';
import type { BatchState } from './batch-state.ts';

/** Writes what the batch decided, in sets. */
export async function saveBatch(transaction: IngestTransaction, state: BatchState): Promise<void> {
  const changedVisitors = [...new Set(state.visitors.values())].filter((visitor) => visitor.changed && !visitor.isNew);
  await transaction.setCounters(state.numbering.changed());
  await transaction.addVisitors(state.newVisitors);
  await transaction.addVisitorAliases(state.newAliases);
  await transaction.updateVisitors(changedVisitors);
  await transaction.putSessions([...state.changedSessions]);
  await transaction.addPageviews([...state.newPageviews]);
  await transaction.setEngagement([...state.changedPageviews]);
  await transaction.addEventIds(state.newEventIds);
  await transaction.addWaitingEngagements([...state.waiting.values()]);
  await transaction.bumpDays([...state.changedDays.values()]);
  await transaction.count([...state.tally.values()]);
}
