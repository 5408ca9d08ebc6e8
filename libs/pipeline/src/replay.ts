import { setTimeout } from 'node:timers/promises';
import type { AuditAct, EpochMs, QueuedEvent } from '@micrologs/domain';
import { INSTALLATION_CHAIN } from '@micrologs/domain';
import {
  ConflictError,
  type DeadLetterId,
  type DeadLetterSelection,
  type IngestTransaction,
  type StoredDeadLetter,
  type WritableStorage,
} from '@micrologs/storage';
import { storeBatch } from './store-batch.ts';
import { VisitorMemory } from './visitor-memory.ts';

export interface ReplayOptions {
  now: EpochMs;
  /** Is recorded with the number of events, as `count`, in the log of each project that they are of. */
  act: AuditAct;
}

/** What became of dead letters that were replayed. */
export interface Replay {
  /** Dead letters no more: stored, or dropped as what came from the queue would be. */
  replayed: number;
  failed: number;
  /** The first of those that failed, which stay, with the reason of this time. */
  failures: { id: DeadLetterId; reason: string }[];
}

const LETTERS_AT_ONCE = 200;
const FAILURES_TOLD = 100;
const ATTEMPTS = 10;
const RETRY_MS = 50;

/**
 * Stores dead letters after all: those of a selection that are there when it is called, in their order, by the code that stores
 * what comes from the queue. A letter goes in the transaction that stores its event, so that nothing is stored twice, whoever
 * replays at the same time and whatever is killed.
 *
 * It needs no lease: the pipeline locks a project before it stores its events, as this does, and forgets what it remembers of
 * the project's visitors since the project looks edited.
 * @throws StorageUnavailableError; what was replayed by then is
 */
export async function replayDeadLetters(
  storage: Pick<WritableStorage, 'ingest' | 'deadLetters'>,
  selection: DeadLetterSelection,
  options: ReplayOptions,
): Promise<Replay> {
  const outcome: Replay = { replayed: 0, failed: 0, failures: [] };
  const [newest] = await storage.deadLetters.page(selection.project ?? null, null, 1);
  if (!newest) return outcome;
  let after: DeadLetterId = 0;
  for (let conflicts = 0; ; ) {
    const found = await storage.deadLetters.read(selection, after, LETTERS_AT_ONCE);
    const letters = found.filter(({ id }) => id <= newest.id);
    if (letters.length === 0) return outcome;
    try {
      const reasons = await replaySome(storage, letters, options);
      outcome.replayed += letters.length - reasons.length;
      outcome.failed += reasons.length;
      outcome.failures.push(...reasons.slice(0, FAILURES_TOLD - outcome.failures.length));
      after = letters.at(-1)!.id;
      conflicts = 0;
    } catch (error) {
      conflicts += 1;
      if (!(error instanceof ConflictError) || conflicts === ATTEMPTS) throw error;
      await setTimeout(RETRY_MS);
    }
    // Whoever else writes through this thread gets a turn.
    await new Promise(setImmediate);
  }
}

/** @returns those that failed again */
async function replaySome(
  { ingest }: Pick<WritableStorage, 'ingest'>,
  letters: readonly StoredDeadLetter[],
  { now, act }: ReplayOptions,
): Promise<Replay['failures']> {
  const events = new Map<QueuedEvent, StoredDeadLetter>();
  for (const letter of letters) events.set(JSON.parse(letter.event) as QueuedEvent, letter);
  let failures: Replay['failures'] = [];
  await storeBatch({
    store: ingest,
    events: () => events.keys(),
    now,
    memory: new VisitorMemory(),
    advance: (transaction) => take(transaction, letters, now),
    settle: async (transaction, culprits) => {
      failures = [...culprits].map(([event, reason]) => ({ id: events.get(event)!.id, reason }));
      await transaction.deadLetters.setReasons(failures);
      const stored = [...events].filter(([event]) => !culprits.has(event)).map(([, letter]) => letter);
      await transaction.deadLetters.remove(stored.map(({ id }) => id));
      await record(transaction, stored, act);
    },
  });
  return failures;
}

/** @throws ConflictError when somebody else has taken some of them since they were read */
async function take(transaction: IngestTransaction, letters: readonly StoredDeadLetter[], now: EpochMs): Promise<void> {
  const projects = new Set(letters.map(({ project }) => project));
  await transaction.projects(projects);
  const left = await transaction.deadLetters.lock(letters.map(({ id }) => id));
  if (left.size < letters.length) throw new ConflictError('Some of the dead letters are gone meanwhile');
  await transaction.touchProjects(projects, now);
}

async function record(
  transaction: IngestTransaction,
  stored: readonly StoredDeadLetter[],
  act: AuditAct,
): Promise<void> {
  const counts = new Map<number, number>();
  for (const { project } of stored) counts.set(project, (counts.get(project) ?? 0) + 1);
  const existing = await transaction.projects(counts.keys());
  for (const [project, count] of counts) {
    const log = existing.has(project) ? project : INSTALLATION_CHAIN;
    await transaction.audit.record(log, { ...act, context: { ...act.context, project, count } });
  }
}
