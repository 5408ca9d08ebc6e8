import type {
  AuditAct,
  EpochMs,
  ErrorEvent,
  ErrorGroup,
  ErrorGroupEnvironment,
  ErrorGroupNumber,
  ErrorStatus,
  ErrorTransition,
  ProjectId,
} from '@micrologs/domain';

/** A group with what decides how a further occurrence changes it, in whatever order occurrences come. */
export interface ErrorGroupState extends ErrorGroup {
  /** When it was resolved; null unless it is, and for imported groups. */
  resolvedAt: EpochMs | null;
  /** When the occurrences of `firstRelease` and `lastRelease` happened; null when none told a release. */
  firstReleaseAt: EpochMs | null;
  lastReleaseAt: EpochMs | null;
}

/** What a store does with errors inside a write transaction over facts. Sets, as in `IngestTransaction`. */
export interface ErrorTransaction {
  /** The group that each of these fingerprints (hex) stands for, of those that are known. */
  findGroups(
    keys: { project: ProjectId; fingerprint: string }[],
  ): Promise<{ project: ProjectId; fingerprint: string; group: ErrorGroupNumber }[]>;
  getGroups(keys: { project: ProjectId; number: ErrorGroupNumber }[]): Promise<ErrorGroupState[]>;
  /** Inserts new groups and overwrites known ones. */
  putGroups(rows: ErrorGroupState[]): Promise<void>;
  /**
   * Lets further fingerprints stand for a group. Version 0 is the formula of the PHP engine, by which imported groups are
   * found.
   */
  addFingerprints(
    rows: { project: ProjectId; fingerprint: string; version: number; group: ErrorGroupNumber }[],
  ): Promise<void>;
  addEvents(rows: ErrorEvent[]): Promise<void>;
  /** Adds to the counts; keeps the earliest first and the latest last time. */
  addEnvironments(rows: ErrorGroupEnvironment[]): Promise<void>;
  addTransitions(rows: ErrorTransition[]): Promise<void>;
}

/** Changes of error groups that somebody asks for. */
export interface ErrorStore {
  /**
   * Sets the status of those groups that exist, notes each that changes as a transition, and records the act, with
   * them as `ids` of its context, all in one transaction. Nothing is recorded when no group exists.
   * @returns the groups that exist, ascending, whether their status changed or not
   */
  setStatus(change: {
    project: ProjectId;
    groups: readonly ErrorGroupNumber[];
    status: ErrorStatus;
    note: string;
    act: AuditAct;
  }): Promise<ErrorGroupNumber[]>;
}

/** Where a page of error groups goes on: after this group, in the order newest first. */
export interface AfterGroup {
  lastSeen: EpochMs;
  number: ErrorGroupNumber;
}
