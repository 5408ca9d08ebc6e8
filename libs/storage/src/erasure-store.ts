import type { AuditAct, EpochMs, LocalDay, ProjectId, VisitorNumber } from '@micrologs/domain';

/** What erasing a visitor took away. */
export interface ErasedVisitor {
  visitor: VisitorNumber;
  /** Days that are to be sealed again, since their columns hold the visitor still; no answer does. */
  sealedDays: LocalDay[];
}

/** Erases single visitors. Every method may be called again, and does nothing where nothing is left to do. */
export interface ErasureStore {
  /**
   * Takes from some of the error occurrences of a visitor who they belong to, and in which session.
   * @param hash hex; any by which the visitor is known
   * @returns of how many; 0 when none is left
   */
  unlinkErrors(project: ProjectId, hash: string): Promise<number>;
  /**
   * Drops the dead letters of a visitor, and counts them as `dead_letter_dropped`.
   * @param hashesOf the visitor hashes of an event, which is given as JSON
   */
  dropDeadLetters(project: ProjectId, hash: string, hashesOf: (event: string) => string[]): Promise<number>;
  /**
   * Removes a visitor with everything that hangs on it but for errors, in one transaction, with the act: no answer knows of
   * it afterwards, and whoever comes with the same hash is somebody new.
   * @returns null when nobody is known by this hash
   */
  erase(project: ProjectId, hash: string, now: EpochMs, act: AuditAct): Promise<ErasedVisitor | null>;
  /** Sees to it that no copy of what was removed is left in the engine's files. @returns false when it must be tried again */
  wipe(): Promise<boolean>;
}
