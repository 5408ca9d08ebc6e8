import type { EpochMs, ProjectId } from '@micrologs/domain';

/** The queue could not make an event durable: no room, no disk, or shutting down. Nothing was accepted. */
export class QueueUnavailableError extends Error {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds = 5, options?: ErrorOptions) {
    super(message, options);
    this.name = 'QueueUnavailableError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Cumulative and waiting counts of one project on one queue. */
export interface QueueCounts {
  received: number;
  /** Events not consumed yet. */
  pending: number;
}

export interface QueueStatus {
  ok: boolean;
  message: string;
  durability: 'full' | 'reduced';
  /** Groups appended and not yet trimmed. */
  groups: number;
  pendingBytes: number;
  oldestAppendedAt: EpochMs | null;
}

/** The producer's side: what the HTTP process calls. */
export interface EventQueue {
  /**
   * Appends events of one project. Resolves once they are on disk.
   * @param records the events as JSON objects, joined by commas (`{…},{…}`): serialised once, by the caller
   * @param count how many events `records` holds
   * @throws QueueUnavailableError
   */
  append(project: ProjectId, records: string, count: number): Promise<void>;
  /**
   * The identity of this queue's present data; positions are kept under it, so that a queue that was lost and made anew
   * starts at its own beginning.
   */
  readonly source: string;
  /**
   * Counts per project, of one instant.
   * @param positions consumed position per partition; 0 where missing. An event is pending when its group comes after
   *   the position of its project's partition
   */
  counts(positions: ReadonlyMap<number, number>): Promise<Map<ProjectId, QueueCounts>>;
  status(): Promise<QueueStatus>;
  /** Commits what waits, refuses what comes later. */
  close(): Promise<void>;
}

/** Events that were made durable together. */
export interface QueueGroup {
  /** Strictly increasing, never reused; 1 is the first. */
  seq: number;
  /** Whose events it holds. */
  projects: ProjectId[];
  /** A JSON array of events. */
  events: string;
}

/** The consumer's side: what the pipeline calls. */
export interface EventSource {
  readonly source: string;
  /** Groups after `position`, in order, at most about `maxBytes` of events but at least one group if there is any. */
  read(position: number, maxBytes: number): Promise<QueueGroup[]>;
  /** Resolves when there may be groups after `position`, at the latest after `timeoutMs`. */
  waitBeyond(position: number, timeoutMs: number): Promise<void>;
  /** Groups up to and including `position` are not needed any more. Deleting them may lag behind. */
  trim(position: number): Promise<void>;
  close(): Promise<void>;
}
