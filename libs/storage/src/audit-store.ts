import type { AuditAct, AuditEntry, AuditHead, EpochMs, ProjectId } from '@micrologs/domain';

/** Somebody else wrote at the same moment: nothing was stored, and the same may be tried again. */
export class ConflictError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConflictError';
  }
}

/** What a store does with audit entries inside a write transaction. */
export interface AuditTransaction {
  /** Where each project's chain ends; `EMPTY_CHAIN` without entries. */
  heads(projects: Iterable<ProjectId>): Promise<Map<ProjectId, AuditHead>>;
  /**
   * Appends entries that follow each other, by compare-and-set of the chain's end.
   * @param after what `heads` said
   * @throws ConflictError when the chain has gone on since
   */
  append(project: ProjectId, after: AuditHead, entries: AuditEntry[]): Promise<void>;
  /** Records an act of this server. @throws NotFoundError when there is no such project */
  record(project: ProjectId, act: AuditAct): Promise<void>;
}

/** One chain as a verifier finds it. */
export interface AuditChain {
  project: ProjectId;
  /** Where the chain ends according to the store; entries missing at the end show by it. */
  head: AuditHead;
  /** The last entry that retention removed; `EMPTY_CHAIN` when it removed none. */
  anchor: AuditHead;
}

export interface AuditStore {
  /** Every chain, the installation's (project 0) included. */
  chains(): Promise<AuditChain[]>;
  /** Entries after a sequence number, ascending. */
  read(project: ProjectId, after: number, limit: number): Promise<AuditEntry[]>;
  /**
   * Records an act that changes nothing else in the store.
   * @throws NotFoundError when there is no such project
   */
  record(project: ProjectId, act: AuditAct): Promise<AuditEntry>;
  /**
   * Removes the entries at the chain's beginning that occurred before an instant, up to the first that did not, and leaves an
   * anchor in their place; records the act with `removed` and `through` (sequence) in its context, in the same transaction.
   * A verifier knows the act by its action, `audit.pruned`.
   * Where nothing goes, nothing is recorded.
   * @returns how many went, and the anchor
   */
  prune(project: ProjectId, before: EpochMs, act: AuditAct): Promise<{ removed: number; anchor: AuditHead }>;
}
