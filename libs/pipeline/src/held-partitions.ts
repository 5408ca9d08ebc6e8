import { type EventSource, type IngestStore, type Lease, LeaseLostError, PARTITION_COUNT } from '@micrologs/storage';

export interface HeldPartitionsOptions {
  store: Pick<IngestStore, 'acquireLease' | 'shareLease' | 'renewLease' | 'releaseLease' | 'positions'>;
  source: Pick<EventSource, 'identify' | 'trim'>;
  owner: string;
  /** False: all partitions or none. */
  shared: boolean;
  leaseTtlMs: number;
}

/** The partitions that a pipeline holds, and how far each of them is consumed. */
export class HeldPartitions {
  readonly #options: HeldPartitionsOptions;
  #lease: Lease;
  #positions = new Map<number, number>();
  #queue = '';
  /** Whether what is known of leases and positions may be wrong: so it is at the start. */
  #doubted = true;
  /** By a clock that nobody sets. */
  #renewedAt = 0;

  constructor(options: HeldPartitionsOptions) {
    this.#options = options;
    this.#lease = { owner: options.owner, epochs: new Map() };
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** The name of the queue's data that the positions are of. */
  get queue(): string {
    return this.#queue;
  }

  /** Of the partitions held, and of no others. */
  get positions(): ReadonlyMap<number, number> {
    return this.#positions;
  }

  /**
   * Takes partitions, renews their lease when it is time, and gives up those that others are to have. To be called between
   * batches, when nothing is under way.
   * @returns whether there are some among them that somebody else may have written to
   * @throws LeaseLostError when all are wanted and somebody else holds one
   */
  async keep(): Promise<boolean> {
    if (!this.#doubted && performance.now() - this.#renewedAt <= this.#options.leaseTtlMs / 3) return false;
    const before = this.#lease.epochs;
    this.#lease = await this.#renewed();
    this.#renewedAt = performance.now();
    const { epochs } = this.#lease;
    for (const partition of this.#positions.keys()) if (!epochs.has(partition)) this.#positions.delete(partition);
    const gained = [...epochs].some(([partition, epoch]) => before.get(partition) !== epoch);
    if (!gained && !this.#doubted) return false;
    await this.#readPositions();
    return true;
  }

  /** What was committed. */
  advance(to: ReadonlyMap<number, number>): void {
    for (const [partition, position] of to) this.#positions.set(partition, position);
  }

  /** A commit was refused: what is held, and how far it is consumed, is asked anew. */
  doubt(): void {
    this.#doubted = true;
  }

  /** A store that cannot be reached lets the lease run out by itself. */
  async release(): Promise<void> {
    await this.#options.store.releaseLease(this.#lease).catch(() => {});
    this.#positions.clear();
  }

  async #renewed(): Promise<Lease> {
    const { store, owner, shared, leaseTtlMs } = this.#options;
    if (shared) return store.shareLease(owner, this.#lease, leaseTtlMs);
    if (this.#doubted) return this.#takeAll();
    await store.renewLease(this.#lease, leaseTtlMs);
    return this.#lease;
  }

  async #takeAll(): Promise<Lease> {
    const { store, owner, leaseTtlMs } = this.#options;
    const lease = await store.acquireLease(owner, leaseTtlMs);
    if (lease.epochs.size === PARTITION_COUNT) return lease;
    this.#positions.clear();
    await store.releaseLease(lease);
    throw new LeaseLostError();
  }

  async #readPositions(): Promise<void> {
    this.#doubted = true;
    const { store, source } = this.#options;
    this.#queue = await source.identify();
    const all = await store.positions(this.#queue);
    this.#positions = new Map([...this.#lease.epochs.keys()].map((partition) => [partition, all.get(partition) ?? 0]));
    // What was stored just before the last end may be in the queue yet.
    await source.trim(this.#positions);
    this.#doubted = false;
  }
}
