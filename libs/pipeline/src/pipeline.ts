import type { CacheCounts, Clock, EpochMs, ProjectId, QueuedEvent } from '@micrologs/domain';
import { SECOND_MS } from '@micrologs/domain';
import {
  ConflictError,
  type EventSource,
  type IngestStore,
  LeaseLostError,
  type Positions,
  partitionOf,
  type QueueGroup,
  QueueReplacedError,
  QueueUnavailableError,
  StorageUnavailableError,
} from '@micrologs/storage';
import { HeldPartitions } from './held-partitions.ts';
import { HOUSEKEEPING_EVERY_MS, keepHouse } from './housekeeping.ts';
import { storeBatch } from './store-batch.ts';
import { VisitorMemory } from './visitor-memory.ts';

export interface PipelineLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface PipelineOptions {
  store: IngestStore;
  source: EventSource;
  /** Names this writer in its leases. */
  owner: string;
  /**
   * True: the partitions are shared with other pipelines on the same queue, each holding some. False: this pipeline holds all of
   * them or none, since nobody else can read its queue.
   */
  shared?: boolean;
  log: PipelineLog;
  clock?: Clock;
  /** Events of about so many bytes are stored in one transaction. */
  batchBytes?: number;
  /**
   * After a batch that emptied the queue, how long to gather before the next: a commit costs the same for one event as
   * for many, and takes the disk from the queue, which the next answers wait for.
   */
  gatherMs?: number;
  leaseTtlMs?: number;
  /** Hears of each batch that is committed. */
  onBatch?: (batch: StoredBatch) => void;
}

export interface StoredBatch {
  /** Dropped ones and dead letters included. */
  events: number;
  /** Whose they were. */
  projects: ReadonlySet<ProjectId>;
  startedAt: EpochMs;
  durationMs: number;
}

export interface PipelineStatus {
  /** `waiting`: nothing to do; `blocked`: the database does not take events, which wait in the queue. */
  state: 'starting' | 'running' | 'waiting' | 'blocked' | 'stopped';
  message: string;
  /** How many partitions are held. */
  partitions: number;
  /** Events committed since the start, dropped ones included. */
  processed: number;
  deadLetters: number;
  /** How often a batch was undone because another writer was in its way; each was run again. */
  conflicts: number;
}

/** Those that pass by themselves, and are no reason to look into the code. */
const EXPECTED_FAILURES = [
  StorageUnavailableError,
  LeaseLostError,
  ConflictError,
  QueueUnavailableError,
  QueueReplacedError,
];

const BATCH_BYTES = 8 * 1024 * 1024;
/** Shared partitions change hands between batches, so these must take well less than a lease lasts. */
const SHARED_BATCH_BYTES = 2 * 1024 * 1024;
const GATHER_MS = 400;
const LEASE_TTL_MS = 6 * SECOND_MS;
const BACK_OFF_MS = [50, 100, 250, 500, 1000, 2000, 5000];

/**
 * Takes events from a queue into a store: batch by batch, each in one transaction with the position that it moves, so
 * that whatever is killed whenever, every event is stored once. A store that is away is waited for without limit.
 */
export class Pipeline {
  readonly #options: Required<PipelineOptions>;
  readonly #held: HeldPartitions;
  readonly #memory = new VisitorMemory();
  #stopping = false;
  #wakeFromPause: (() => void) | null = null;
  #housekeepingAt = 0;
  #failures = 0;
  readonly #finished: Promise<void>;
  readonly #status: PipelineStatus = {
    state: 'starting',
    message: 'Starting',
    partitions: 0,
    processed: 0,
    deadLetters: 0,
    conflicts: 0,
  };

  constructor(options: PipelineOptions) {
    this.#options = {
      clock: Date.now,
      shared: false,
      batchBytes: options.shared ? SHARED_BATCH_BYTES : BATCH_BYTES,
      gatherMs: GATHER_MS,
      leaseTtlMs: LEASE_TTL_MS,
      onBatch: () => undefined,
      ...options,
    };
    this.#held = new HeldPartitions(this.#options);
    this.#finished = this.#run();
  }

  status(): PipelineStatus {
    return { ...this.#status, partitions: this.#held.positions.size };
  }

  /** How often a visitor of a batch was remembered. */
  visitorCounts(): CacheCounts {
    return this.#memory.counts();
  }

  /** Finishes the batch at hand, gives the lease back and ends. What is left in the queue is stored at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wakeFromPause?.();
    await this.#finished;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#step();
        this.#failures = 0;
        // An embedded store works without ever waiting: without this, a backlog would keep everybody else who writes
        // through this thread waiting until it is stored.
        await new Promise(setImmediate);
      } catch (error) {
        await this.#recover(error as Error);
      }
    }
    await this.#held.release();
    this.#setState('stopped', 'Stopped');
  }

  async #step(): Promise<void> {
    const { store, source, leaseTtlMs, batchBytes, gatherMs, clock } = this.#options;
    // Whoever held what is new to this pipeline may have written to its projects.
    if (await this.#held.keep()) this.#memory.clear();
    const { positions } = this.#held;
    // Once for all who share the partitions.
    if (positions.has(0) && clock() >= this.#housekeepingAt) {
      this.#housekeepingAt = clock() + HOUSEKEEPING_EVERY_MS;
      await keepHouse(store, clock());
    }

    const groups = await source.read(positions, batchBytes);
    if (groups.length === 0) {
      this.#setState(
        'waiting',
        positions.size > 0 ? 'Waiting for events' : 'Waiting for partitions, which others hold',
      );
      // Whatever fails in waiting fails in the next reading too, which is told.
      return this.#pause((done) => source.waitBeyond(positions, leaseTtlMs / 4).then(done, done));
    }
    this.#setState('running', 'Storing events');
    const to = new Map<number, number>();
    const concerned = new Set<ProjectId>();
    for (const { seq, projects } of groups) {
      for (const project of projects) {
        if (!this.#isNew(seq, project)) continue;
        to.set(partitionOf(project), seq);
        concerned.add(project);
      }
    }
    await this.#store(groups, to, concerned);
    await source.trim(positions);
    const bytes = groups.reduce((sum, group) => sum + group.events.length, 0);
    if (bytes < batchBytes) await this.#pause((done) => setTimeout(done, gatherMs));
  }

  async #store(groups: readonly QueueGroup[], to: Positions, projects: ReadonlySet<ProjectId>): Promise<void> {
    const { store, log, clock, onBatch } = this.#options;
    const startedAt = clock();
    const start = performance.now();
    const { stored, deadLetters } = await storeBatch({
      store,
      events: () => this.#newEvents(groups),
      now: startedAt,
      memory: this.#memory,
      advance: (transaction) => transaction.advance(this.#held.queue, this.#held.lease, to),
    });
    this.#held.advance(to);
    const events = stored + deadLetters.length;
    onBatch({ events, projects, startedAt, durationMs: performance.now() - start });
    this.#status.processed += events;
    this.#status.deadLetters += deadLetters.length;
    for (const { kind, project, reason } of deadLetters) {
      log.error({ project, kind, reason }, 'An event could not be stored and was put aside as a dead letter');
    }
  }

  /** Reads group by group, so that a batch is never parsed as a whole. */
  *#newEvents(groups: readonly QueueGroup[]): Generator<QueuedEvent> {
    for (const { seq, events } of groups) {
      for (const event of JSON.parse(events) as QueuedEvent[]) if (this.#isNew(seq, event.project)) yield event;
    }
  }

  /** Partitions stand at different positions: whether the project's is held and has not consumed this group yet. */
  #isNew(seq: number, project: ProjectId): boolean {
    const position = this.#held.positions.get(partitionOf(project));
    return position !== undefined && seq > position;
  }

  async #recover(error: Error): Promise<void> {
    const { log } = this.#options;
    // A commit that failed at its very end has changed what is remembered.
    this.#memory.clear();
    this.#failures += 1;
    if (error instanceof ConflictError) this.#status.conflicts += 1;
    const waitMs = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length) - 1]!;
    if (error instanceof QueueReplacedError) this.#held.doubt();
    if (error instanceof LeaseLostError) {
      this.#held.doubt();
      this.#setState('blocked', 'Another writer holds the partitions');
    } else {
      this.#setState('blocked', error.message);
    }
    // The first failure and then every tenth, so that an outage does not fill the disk with its own log.
    if (this.#failures % 10 === 1) {
      const expected = EXPECTED_FAILURES.some((known) => error instanceof known);
      log.warn({ error: error.message, failures: this.#failures, waitMs }, 'Events cannot be stored at the moment');
      if (!expected) log.error({ stack: error.stack }, 'Unexpected failure');
    }
    await this.#pause((done) => setTimeout(done, waitMs));
  }

  #pause(start: (done: () => void) => unknown): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#wakeFromPause = null;
        resolve();
      };
      this.#wakeFromPause = done;
      start(done);
    });
  }

  #setState(state: PipelineStatus['state'], message: string): void {
    this.#status.state = state;
    this.#status.message = message;
  }
}
