import type { AuditAct, EpochMs, ProjectId } from '@micrologs/domain';

/** Given out by the store, ascending, never again. */
export type DeadLetterId = number;

export interface DeadLetter {
  project: ProjectId;
  kind: string;
  receivedAt: EpochMs;
  /** Why the event could not be stored. */
  reason: string;
  /** The queued event, as JSON. */
  event: string;
}

export interface StoredDeadLetter extends DeadLetter {
  id: DeadLetterId;
}

/** Which dead letters are meant: one, or all; of any project unless one is named. */
export interface DeadLetterSelection {
  id?: DeadLetterId | undefined;
  project?: ProjectId | undefined;
}

/** Events that could not be stored, until they are stored after all or dropped. */
export interface DeadLetterStore {
  /** Newest first, without the events themselves; `before` is the last number of the page before. */
  page(
    project: ProjectId | null,
    before: DeadLetterId | null,
    limit: number,
  ): Promise<Omit<StoredDeadLetter, 'event'>[]>;
  /** Those of a selection after a number, ascending. */
  read(selection: DeadLetterSelection, after: DeadLetterId, limit: number): Promise<StoredDeadLetter[]>;
  /**
   * Drops those of a selection that are there when it is called, in small transactions. Each counts them as `dead_letter_dropped`
   * and records the act with their number, as `count`, in the log of their project, or of the installation where that is gone.
   * @returns how many
   */
  drop(selection: DeadLetterSelection, act: AuditAct): Promise<number>;
}

/** What a store does with dead letters inside a write transaction. */
export interface DeadLetterTransaction {
  /** Those that are still there, and stay until the transaction ends. */
  lock(ids: readonly DeadLetterId[]): Promise<Set<DeadLetterId>>;
  remove(ids: readonly DeadLetterId[]): Promise<void>;
  setReasons(rows: readonly { id: DeadLetterId; reason: string }[]): Promise<void>;
}
