import { type Clock, type ProjectId, SECOND_MS } from '@micrologs/domain';
import { type LocalSpool, SpoolSource } from '@micrologs/spool';
import type { EventQueue, Positions, QueueCounts, QueueStatus } from '@micrologs/storage';
import type { Valkey } from '@micrologs/valkey';
import { QueueKeys } from './keys.ts';
import { SpoolDrain, writeName } from './spool-drain.ts';
import { type FailedGroup, MAX_PENDING_BYTES, ValkeyQueue } from './valkey-queue.ts';

export interface FallbackQueueOptions {
  valkey: Valkey;
  /** Of this node alone. */
  spool: LocalSpool;
  /** How far the spool's events were consumed before there was Valkey. Asked until it answers. */
  consumedBefore: () => Promise<Positions>;
  /** Told how many groups went from the spool to Valkey. */
  onMoved?: (groups: number) => void;
  /** In front of the names of all keys. */
  prefix: string;
  /** Done once before anything goes to Valkey, and tried until it is; events wait in the spool so long. */
  prepare?: () => Promise<void>;
  /** Bytes of events that may wait in Valkey before new ones are refused. */
  maxPendingBytes?: number;
  clock?: Clock;
}

const STATUS_WAIT_MS = SECOND_MS;

/**
 * The queue of a node that has Valkey: events wait there; while it cannot be reached they wait in the node's own spool, and go
 * to Valkey when it is back.
 */
export class FallbackQueue implements EventQueue {
  readonly #valkey: Valkey;
  readonly #queue: ValkeyQueue;
  readonly #spool: LocalSpool;
  readonly #drain: SpoolDrain;

  constructor(options: FallbackQueueOptions) {
    const { valkey, spool, prefix, consumedBefore, prepare, onMoved = () => {}, clock = Date.now } = options;
    const maxPendingBytes = options.maxPendingBytes ?? MAX_PENDING_BYTES;
    this.#valkey = valkey;
    this.#spool = spool;
    this.#queue = new ValkeyQueue({
      valkey,
      maxPendingBytes,
      clock,
      prefix,
      rescue: (group) => this.#rescue(group),
    });
    const keys = new QueueKeys(prefix);
    const source = new SpoolSource(spool.sourceHandle());
    this.#drain = new SpoolDrain({
      valkey,
      keys,
      spool: source,
      consumedBefore,
      ...(prepare && { prepare }),
      maxPendingBytes,
      onMoved,
      clock,
    });
  }

  append(project: ProjectId, records: string, count: number): Promise<void> {
    const isOpen = this.#valkey.isUp && this.#drain.isPrepared;
    return (isOpen ? this.#queue : this.#spool).append(project, records, count);
  }

  #rescue({ records, counts, name }: FailedGroup): Promise<void> {
    return this.#spool.appendGroup(records, counts, name && writeName(name));
  }

  identify(): Promise<string> {
    return this.#queue.identify();
  }

  /** What Valkey counts, and what waits in this node's spool. */
  async counts(positions: Positions): Promise<Map<ProjectId, QueueCounts>> {
    const consumedBefore = await this.#drain.askConsumed();
    const { counts, moved } = await this.#queue.countsBesides(this.#spool.source, positions);
    for (const [project, { received, pending }] of await this.#spool.counts(consumedBefore, moved)) {
      const shared = counts.get(project) ?? { received: 0, pending: 0 };
      counts.set(project, { received: shared.received + received, pending: shared.pending + pending });
    }
    return counts;
  }

  async status(): Promise<QueueStatus> {
    const [spool, shared] = await Promise.all([this.#spool.status(), this.#sharedStatus()]);
    if (!shared) {
      return {
        ...spool,
        message: spool.ok ? 'Valkey cannot be reached; events wait in the local spool' : spool.message,
      };
    }
    const oldest = [spool.oldestAppendedAt, shared.oldestAppendedAt].filter((time) => time !== null);
    return {
      ...shared,
      groups: spool.groups + shared.groups,
      pendingBytes: spool.pendingBytes + shared.pendingBytes,
      oldestAppendedAt: oldest.length > 0 ? Math.min(...oldest) : null,
    };
  }

  /** Null while Valkey does not answer. */
  async #sharedStatus(): Promise<QueueStatus | null> {
    if (!this.#valkey.isUp) return null;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, STATUS_WAIT_MS, null);
    });
    const status = await Promise.race([this.#queue.askStatus().catch(() => null), late]);
    clearTimeout(timer);
    return status;
  }

  /** The spool and the connection are the caller's to close. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.#drain.stop();
  }
}
