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

/** The data that positions were kept for are lost or were taken away: positions must be read anew, under another name. */
export class QueueReplacedError extends Error {
  constructor() {
    super("The queue's data are others than before");
    this.name = 'QueueReplacedError';
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
   * The name of this queue's present data; positions are kept under it, so that a queue that was lost and made anew starts
   * at its own beginning.
   * @throws QueueUnavailableError when the queue cannot be reached
   */
  identify(): Promise<string>;
  /**
   * Counts per project, of one instant.
   * @param positions consumed position per partition; 0 where missing. An event is pending when its group comes after
   *   the position of its project's partition
   * @throws QueueUnavailableError when the queue cannot be reached, QueueReplacedError when the positions are of other data
   */
  counts(positions: Positions): Promise<Map<ProjectId, QueueCounts>>;
  status(): Promise<QueueStatus>;
  /** Commits what waits, refuses what comes later. */
  close(): Promise<void>;
}

/** Events that were made durable together. */
export interface QueueGroup {
  /**
   * Strictly increasing from group to group of a partition, never reused, above 0. A group may hold events of several
   * partitions, and has the same number in each of them.
   */
  seq: number;
  /** Whose events it holds. */
  projects: ProjectId[];
  /** A JSON array of events. */
  events: string;
}

/** Per partition, the number of the last group that was consumed of it; 0 for none. */
export type Positions = ReadonlyMap<number, number>;

/**
 * The consumer's side: what the pipeline calls. Whoever reads says for which partitions, and how far each was consumed;
 * no position ever moves back.
 */
export interface EventSource {
  /** As that of the producer's side. */
  identify(): Promise<string>;
  /**
   * Groups that hold events of one of these partitions after its position, those of a partition in order; at most about
   * `maxBytes` of events but at least one group if there is any. Such a group is handed over whole: what it holds of
   * other partitions, and of those that stand further on, is for the caller to skip.
   * @throws QueueUnavailableError when the queue cannot be reached, QueueReplacedError when its data are others than
   *   those that were identified last
   */
  read(positions: Positions, maxBytes: number): Promise<QueueGroup[]>;
  /** Resolves when there may be something to read after these positions, at the latest after `timeoutMs`. */
  waitBeyond(positions: Positions, timeoutMs: number): Promise<void>;
  /** What these partitions hold up to their positions is not needed any more. Deleting it may lag behind. */
  trim(positions: Positions): Promise<void>;
  close(): Promise<void>;
}
