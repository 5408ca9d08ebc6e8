import { PRUNED_ACTION } from '@micrologs/audit';
import type { AuditAct, Clock, EpochMs, ProjectId } from '@micrologs/domain';
import type { RetentionCounts, RetentionStore } from '@micrologs/storage';

export interface ApplyOptions {
  clock: Clock;
  /** Tells the audit log who has things removed. */
  act: (action: string, at: EpochMs) => AuditAct;
  /** See `RetentionStore.step`. */
  owner: string | null;
  /** Lets others write between two steps. @returns false to stop here; the next run goes on */
  pause: () => Promise<boolean>;
}

/** The act by which the audit log tells what retention removed. */
const APPLIED_ACTION = 'retention.applied';

/**
 * Removes what a project does not keep any longer, step by step, and tells the audit log. Whatever is killed whenever, the
 * next run tells what the log does not tell yet.
 * @returns what was removed
 */
export async function applyRetention(
  store: RetentionStore,
  project: ProjectId,
  { clock, act, owner, pause }: ApplyOptions,
): Promise<RetentionCounts> {
  const now = clock();
  while (await store.step(project, now, act(PRUNED_ACTION, now), owner)) {
    if (!(await pause())) break;
  }
  return store.finish(project, act(APPLIED_ACTION, clock()));
}
