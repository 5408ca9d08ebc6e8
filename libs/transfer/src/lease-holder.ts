import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND_MS } from '@micrologs/domain';
import { type IngestStore, type Lease, PARTITION_COUNT } from '@micrologs/storage';

/** The database is being written by a server, which an import must not come between. */
export class StoreInUseError extends Error {
  constructor() {
    super(
      'A server stores events in this database. Stop it, or start it with PAUSE_PIPELINE=true: then it accepts events, ' +
        'which wait in its queue until it is started without.',
    );
    this.name = 'StoreInUseError';
  }
}

const OWNER = 'import';
const TTL_MS = 30 * SECOND_MS;
/** Longer than the lease of a server that was killed goes on. */
const WAIT_MS = 12 * SECOND_MS;
const POLL_MS = 200;

/** The right to write every partition, for as long as an import takes. */
export class LeaseHolder {
  readonly #ingest: IngestStore;
  readonly #lease: Lease;
  #renewedAt = performance.now();

  private constructor(ingest: IngestStore, lease: Lease) {
    this.#ingest = ingest;
    this.#lease = lease;
  }

  /** @throws StoreInUseError when somebody else still has it after `waitMs` */
  static async take(ingest: IngestStore, waitMs = WAIT_MS): Promise<LeaseHolder> {
    const deadline = performance.now() + waitMs;
    for (;;) {
      const lease = await ingest.acquireLease(OWNER, TTL_MS);
      if (lease.epochs.size === PARTITION_COUNT) return new LeaseHolder(ingest, lease);
      await ingest.releaseLease(lease);
      if (performance.now() > deadline) throw new StoreInUseError();
      await sleep(POLL_MS);
    }
  }

  /** The lease, renewed when it is time. @throws LeaseLostError */
  async lease(): Promise<Lease> {
    if (performance.now() - this.#renewedAt > TTL_MS / 3) {
      await this.#ingest.renewLease(this.#lease, TTL_MS);
      this.#renewedAt = performance.now();
    }
    return this.#lease;
  }

  release(): Promise<void> {
    return this.#ingest.releaseLease(this.#lease);
  }
}
