import type {
  DropReason,
  EpochMs,
  EventId,
  EventKind,
  LocalDay,
  Pageview,
  PageviewNumber,
  Project,
  ProjectId,
  Session,
  SessionNumber,
  VisitorNumber,
} from '@micrologs/domain';
import type { AuditTransaction } from './audit-store.ts';
import type { DeadLetter, DeadLetterTransaction } from './dead-letter-store.ts';
import type { ErrorTransaction } from './error-store.ts';
import type { ImportProgress, ImportTransaction } from './imports.ts';
import type { ClickTransaction } from './link-store.ts';
import type { Lease } from './partitions.ts';
import type { Positions } from './queue.ts';
import type { WebhookTransaction } from './webhook-store.ts';

export interface VisitorRow {
  project: ProjectId;
  number: VisitorNumber;
  firstSeen: EpochMs;
  firstDay: LocalDay;
  lastSeen: EpochMs;
}

export interface NewVisitor extends VisitorRow {
  /** Hex SHA-256 (or keyed hash) by which the visitor is found. */
  hash: string;
  /** Hex; empty when none is known. */
  fingerprintHash: string;
}

/** An engagement that came before its pageview. */
export interface WaitingEngagement {
  project: ProjectId;
  pageviewId: EventId;
  engagedMs: number;
  scrollPct: number | null;
  occurredAt: EpochMs;
  receivedAt: EpochMs;
}

/** An engagement's target, as far as needed to update it and its session. */
export interface PageviewState {
  project: ProjectId;
  number: PageviewNumber;
  session: SessionNumber;
  visitor: VisitorNumber;
  day: LocalDay;
  occurredAt: EpochMs;
  engagedMs: number;
  scrollPct: number | null;
}

export interface Counters {
  visitor: VisitorNumber;
  session: SessionNumber;
  pageview: PageviewNumber;
}

/** A series of numbers that are given out per project, besides those in `Counters`. */
export interface SequenceKey {
  project: ProjectId;
  name: 'error_group' | 'error_event' | 'click';
}

/**
 * One write transaction over facts. All calls take sets, so that a batch costs a few statements whatever its size.
 * Nothing here decides anything: the pipeline does.
 */
export interface IngestTransaction {
  /**
   * Moves the consumed position of each of these partitions of one source. Must be the first call.
   * @throws LeaseLostError unless every partition still has the lease's epoch and stood before its new position
   */
  advance(source: string, lease: Lease, to: Positions): Promise<void>;
  /** Projects that exist among `ids`, disabled ones included. */
  projects(ids: Iterable<ProjectId>): Promise<Map<ProjectId, Project>>;
  /** The first day of each of these projects that is not frozen; of a project that lost nothing by retention, nothing. */
  frozenBefore(projects: Iterable<ProjectId>): Promise<Map<ProjectId, LocalDay>>;
  /** Event ids seen before. `pageview` is the row that the id stands for (null for other kinds). */
  findEventIds(
    keys: { project: ProjectId; kind: EventKind; id: EventId }[],
  ): Promise<{ project: ProjectId; kind: EventKind; id: EventId; pageview: PageviewNumber | null }[]>;
  addEventIds(
    rows: { project: ProjectId; kind: EventKind; id: EventId; pageview: PageviewNumber | null; receivedAt: EpochMs }[],
  ): Promise<void>;
  /** Found by their own hash or by an alias. */
  findVisitors(keys: { project: ProjectId; hash: string }[]): Promise<(VisitorRow & { hash: string })[]>;
  /** The visitor with the lowest number for each fingerprint. */
  findVisitorsByFingerprint(
    keys: { project: ProjectId; fingerprintHash: string }[],
  ): Promise<(VisitorRow & { fingerprintHash: string })[]>;
  addVisitors(rows: NewVisitor[]): Promise<void>;
  addVisitorAliases(rows: { project: ProjectId; hash: string; number: VisitorNumber }[]): Promise<void>;
  /** Overwrites first and last seen; fills the fingerprint only where none is stored. */
  updateVisitors(rows: (VisitorRow & { fingerprintHash: string })[]): Promise<void>;
  /** Last numbers given out per project; zeros for a project without facts. */
  counters(projects: Iterable<ProjectId>): Promise<Map<ProjectId, Counters>>;
  setCounters(rows: { project: ProjectId; counters: Counters }[]): Promise<void>;
  /** The last number given out of each series, in any order; 0 where none was. */
  sequences(keys: SequenceKey[]): Promise<(SequenceKey & { value: number })[]>;
  setSequences(rows: (SequenceKey & { value: number })[]): Promise<void>;
  /** Sessions of these visitors that touch [from, to], any token. */
  findSessions(keys: { project: ProjectId; visitor: VisitorNumber; from: EpochMs; to: EpochMs }[]): Promise<Session[]>;
  getSessions(keys: { project: ProjectId; number: SessionNumber }[]): Promise<Session[]>;
  /** Inserts new sessions and overwrites known ones. */
  putSessions(rows: Session[]): Promise<void>;
  /** Views of exactly this URL by these visitors in [from, to], for telling repeated views. */
  findViews(
    keys: { project: ProjectId; visitor: VisitorNumber; url: string; from: EpochMs; to: EpochMs }[],
  ): Promise<
    { project: ProjectId; number: PageviewNumber; visitor: VisitorNumber; url: string; occurredAt: EpochMs }[]
  >;
  addPageviews(rows: Pageview[]): Promise<void>;
  getPageviews(keys: { project: ProjectId; number: PageviewNumber }[]): Promise<PageviewState[]>;
  setEngagement(
    rows: { project: ProjectId; number: PageviewNumber; engagedMs: number; scrollPct: number | null }[],
  ): Promise<void>;
  /** Takes (and removes) engagements that waited for these pageviews. */
  takeWaitingEngagements(keys: { project: ProjectId; pageviewId: EventId }[]): Promise<WaitingEngagement[]>;
  /** Keeps the maximum of what waits already for the same pageview; one row per pageview id. */
  addWaitingEngagements(rows: WaitingEngagement[]): Promise<void>;
  readonly errors: ErrorTransaction;
  readonly clicks: ClickTransaction;
  readonly audit: AuditTransaction;
  readonly imports: ImportTransaction;
  readonly webhooks: WebhookTransaction;
  readonly deadLetters: DeadLetterTransaction;
  /**
   * Bumps `day_state.version`: whatever was derived from these days must be derived again. A session whose start moves to another
   * day changes every day of its views, which know by it where their session is found.
   */
  bumpDays(rows: { project: ProjectId; day: LocalDay }[]): Promise<void>;
  /** Adds to the cumulative counts. */
  count(rows: { project: ProjectId; outcome: 'stored' | DropReason; count: number }[]): Promise<void>;
  addDeadLetters(rows: DeadLetter[]): Promise<void>;
  /** Lets these projects look edited, so that whoever remembers visitors of theirs forgets them. */
  touchProjects(projects: Iterable<ProjectId>, now: EpochMs): Promise<void>;
}

/** The pipeline's view of a store. */
export interface IngestStore {
  /**
   * Runs `work` in one durable transaction: all of it or nothing. Transactions of one store never interleave, so `work`
   * must use nothing of the store but its transaction: any other call would wait for its end. The transaction is of no
   * use after `work` has ended.
   */
  transact<T>(work: (transaction: IngestTransaction) => Promise<T>): Promise<T>;
  /** Takes every partition whose lease ran out or is this owner's own, under a new epoch. */
  acquireLease(owner: string, ttlMs: number): Promise<Lease>;
  /**
   * Shares the partitions among everybody who asks within the time that they give: renews what the owner holds, gives back
   * what is above its share, and takes what is free or ran out up to its share. To be called again well within `ttlMs`.
   * @param held what the last call gave; null at the start
   * @returns what is held now: what somebody else took over meanwhile is not among it
   */
  shareLease(owner: string, held: Lease | null, ttlMs: number): Promise<Lease>;
  /** @throws LeaseLostError */
  renewLease(lease: Lease, ttlMs: number): Promise<void>;
  /** Frees what the lease still holds, and takes the owner out of those who ask for a share. */
  releaseLease(lease: Lease): Promise<void>;
  /** Consumed positions of one source, per partition; 0 where nothing was consumed. */
  positions(source: string): Promise<Map<number, number>>;
  /** How far each part of an import has come, of those that have begun. */
  importProgress(source: string): Promise<ImportProgress[]>;
  /**
   * Forgets what has passed its time: event ids and waiting engagements received before these instants. Works in small
   * steps. The ledger stays as it is: a waiting engagement was counted as stored when it was committed.
   */
  expire(before: { eventIds: EpochMs; engagements: EpochMs }): Promise<void>;
  /**
   * Destroys daily salts made before this instant so that no copy stays in the file. Where a reader stands in the way of
   * wiping the copies, the next call does it.
   * @returns how many were destroyed
   */
  destroySalts(before: EpochMs): Promise<number>;
}
