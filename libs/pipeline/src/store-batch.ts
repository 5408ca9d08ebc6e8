import type { EpochMs, QueuedEvent } from '@micrologs/domain';
import {
  ConflictError,
  type DeadLetter,
  type IngestStore,
  type IngestTransaction,
  LeaseLostError,
  StorageUnavailableError,
} from '@micrologs/storage';
import { applyBatch } from './apply-batch.ts';
import { tellOfDeadLetters } from './tell-endpoints.ts';
import type { VisitorMemory } from './visitor-memory.ts';

interface StoreBatchOptions {
  store: IngestStore;
  /** The batch; may be asked for more than once. */
  events: () => Iterable<QueuedEvent>;
  now: EpochMs;
  memory: VisitorMemory;
  /** Fences the transaction and moves the consumed position. */
  advance: (transaction: IngestTransaction) => Promise<void>;
  /**
   * Ends the transaction. Without it, the events that cannot be stored become dead letters.
   * @param culprits those events, and why they cannot
   */
  settle?: (transaction: IngestTransaction, culprits: ReadonlyMap<QueuedEvent, string>) => Promise<void>;
}

/** Thrown to leave a transaction that was only a trial. */
class TrialOver extends Error {}

/**
 * Stores a batch. Where it fails for a reason that lies in the events, those events alone become dead letters, in the
 * same transaction that stores the others; where the store is away or the lease lost, the failure is the caller's.
 */
export async function storeBatch(options: StoreBatchOptions): Promise<{ stored: number; deadLetters: DeadLetter[] }> {
  const { store } = options;
  try {
    return { stored: await commit(options, options.events(), new Map()), deadLetters: [] };
  } catch (error) {
    options.memory.clear();
    if (isPassing(error)) throw error;
  }
  const events = [...options.events()];
  // Trials roll back, so finding the culprits stores nothing.
  const culprits = await findCulprits(store, events, null);
  let good = events.filter((event) => !culprits.has(event));
  if (culprits.size > 0 && (await trial(store, good)) !== null) {
    // Some events fail only together: keep each that the ones before it can bear.
    const bearable: QueuedEvent[] = [];
    for (const event of good) {
      const reason = await trial(store, [...bearable, event]);
      if (reason === null) bearable.push(event);
      else culprits.set(event, reason);
    }
    good = bearable;
  }
  return { stored: await commit(options, good, culprits), deadLetters: toDeadLetters(culprits, options.now) };
}

/** Failures that pass without anybody changing the events. */
function isPassing(error: unknown): boolean {
  return error instanceof StorageUnavailableError || error instanceof LeaseLostError || error instanceof ConflictError;
}

/** @returns how many events were taken */
function commit(
  { store, advance, settle, memory, now }: StoreBatchOptions,
  events: Iterable<QueuedEvent>,
  culprits: ReadonlyMap<QueuedEvent, string>,
): Promise<number> {
  return store.transact(async (transaction) => {
    await advance(transaction);
    let count = 0;
    for (const chunk of chunksOf(events)) {
      await applyBatch(transaction, chunk, memory);
      count += chunk.length;
    }
    if (settle) await settle(transaction, culprits);
    else if (culprits.size > 0) await putAside(transaction, toDeadLetters(culprits, now), now);
    return count;
  });
}

async function putAside(transaction: IngestTransaction, deadLetters: DeadLetter[], now: EpochMs): Promise<void> {
  await transaction.addDeadLetters(deadLetters);
  await tellOfDeadLetters(transaction, deadLetters, now);
}

/**
 * A transaction is large, since committing is dear; what is in memory at a time is small, since the garbage collector copies
 * what is alive.
 */
const CHUNK_EVENTS = 400;
/** In characters of what may be long in an event: an error can be as large as 400 pageviews. */
const CHUNK_TEXT = 256 * 1024;

function* chunksOf(events: Iterable<QueuedEvent>): Generator<QueuedEvent[]> {
  let chunk: QueuedEvent[] = [];
  let text = 0;
  for (const event of events) {
    chunk.push(event);
    text += longTextOf(event);
    if (chunk.length === CHUNK_EVENTS || text >= CHUNK_TEXT) {
      yield chunk;
      chunk = [];
      text = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}

function longTextOf(event: QueuedEvent): number {
  if (event.kind === 'error') return (event.body.stack?.length ?? 0) + (event.body.context?.length ?? 0);
  return event.kind === 'audit' ? (event.body.context?.length ?? 0) : 0;
}

/** @returns why these events cannot be stored together; null when they can */
async function trial(store: IngestStore, events: readonly QueuedEvent[]): Promise<string | null> {
  try {
    await store.transact(async (transaction) => {
      await applyBatch(transaction, events);
      throw new TrialOver();
    });
    return null;
  } catch (error) {
    if (error instanceof TrialOver) return null;
    if (isPassing(error)) throw error;
    return (error as Error).message;
  }
}

/**
 * Halves a failing set until single events are left that fail by themselves.
 * @param knownReason why `events` fail together; null when that is not known yet
 */
async function findCulprits(
  store: IngestStore,
  events: readonly QueuedEvent[],
  knownReason: string | null,
): Promise<Map<QueuedEvent, string>> {
  const reason = knownReason ?? (await trial(store, events));
  if (reason === null) return new Map();
  if (events.length === 1) return new Map([[events[0]!, reason]]);
  const middle = events.length >> 1;
  const left = await findCulprits(store, events.slice(0, middle), null);
  const right = await findCulprits(store, events.slice(middle), null);
  const found = new Map([...left, ...right]);
  // Each half is fine without the other: the last event is the one that the others cannot bear.
  if (found.size === 0) found.set(events.at(-1)!, reason);
  return found;
}

function toDeadLetters(culprits: ReadonlyMap<QueuedEvent, string>, now: EpochMs): DeadLetter[] {
  return [...culprits].map(([event, reason]) => ({
    project: event.project,
    kind: event.kind,
    receivedAt: event.receivedAt ?? now,
    reason,
    event: JSON.stringify(event),
  }));
}
