import { type Clock, SECOND_MS } from '@micrologs/domain';
import { type EventQueue, QueueReplacedError, QueueUnavailableError, type Storage } from '@micrologs/storage';

export interface QueueLagSources {
  queue: Pick<EventQueue, 'status' | 'identify' | 'counts'>;
  storage: Pick<Storage, 'ledger'>;
  clock?: Clock | undefined;
}

/** What was appended so lately is taken for waiting, without asking. */
const ASKED_ABOUT_MS = 5 * SECOND_MS;

/** How long the oldest event in a queue has waited, in ms; 0 when none waits, null when the queue cannot say. */
export async function queueLag(sources: QueueLagSources): Promise<number | null> {
  try {
    return await askLag(sources);
  } catch (error) {
    if (error instanceof QueueUnavailableError || error instanceof QueueReplacedError) return null;
    throw error;
  }
}

async function askLag({ queue, storage, clock = Date.now }: QueueLagSources): Promise<number | null> {
  const { ok, oldestAppendedAt } = await queue.status();
  if (!ok) return null;
  if (oldestAppendedAt === null) return 0;
  const lag = Math.max(clock() - oldestAppendedAt, 0);
  if (lag < ASKED_ABOUT_MS) return lag;
  // What is stored may lie in the queue until more of its partition comes.
  const { positions } = await storage.ledger(await queue.identify());
  const counts = await queue.counts(positions);
  return [...counts.values()].some(({ pending }) => pending > 0) ? lag : 0;
}
