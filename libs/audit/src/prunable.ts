import type { EpochMs, ProjectId } from '@micrologs/domain';
import type { AuditStore } from '@micrologs/storage';
import { storedEntries } from './stored-chain.ts';

export { PRUNED_ACTION } from './pruned-through.ts';

/** How many entries `AuditStore.prune` would remove. */
export async function countPrunable(
  store: Pick<AuditStore, 'read'>,
  project: ProjectId,
  before: EpochMs,
): Promise<number> {
  let count = 0;
  for await (const { occurredAt } of storedEntries(store, project)) {
    if (occurredAt >= before) break;
    count += 1;
  }
  return count;
}
