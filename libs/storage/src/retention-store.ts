import type { AuditAct, EpochMs, ProjectId } from '@micrologs/domain';

/** What went, or would go: how many of each, none of those that are 0. */
export interface RetentionCounts {
  /** Occurrences. */
  errors?: number;
  /** Whose last occurrence is older than what is kept. */
  errorGroups?: number;
  clicks?: number;
  /** Of whole months … */
  pageviews?: number;
  /** … and how many months these were. */
  pageviewMonths?: number;
  auditEntries?: number;
}

/** Lets go of what projects do not keep any longer. How long that is, each call reads from the project as it is then. */
export interface RetentionStore {
  /**
   * What is older, without removing it.
   * @returns null when there is no such project
   */
  plan(project: ProjectId, now: EpochMs): Promise<RetentionCounts | null>;
  /**
   * Removes some of it in one transaction, few enough that a batch of events never waits long behind it. Of audit entries,
   * `act` tells, with action `audit.pruned`.
   * @param owner leaves projects alone whose partition this owner does not hold; null: none
   * @returns false when nothing is left to remove
   */
  step(project: ProjectId, now: EpochMs, act: AuditAct, owner: string | null): Promise<boolean>;
  /**
   * Ends a run: takes what was removed since the last one ended, whoever did it, and records the act with it as `removed`.
   * Of audit entries alone their own acts have told.
   * @returns what was removed
   */
  finish(project: ProjectId, act: AuditAct): Promise<RetentionCounts>;
}
