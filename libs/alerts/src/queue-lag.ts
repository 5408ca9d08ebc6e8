import type { Clock } from '@micrologs/domain';
import type { EventQueue } from '@micrologs/storage';

/** How long the oldest event in a queue has waited, in ms; 0 when none waits, null when the queue cannot say. */
export async function queueLag(queue: Pick<EventQueue, 'status'>, clock: Clock = Date.now): Promise<number | null> {
  const { ok, oldestAppendedAt } = await queue.status();
  if (!ok) return null;
  return oldestAppendedAt === null ? 0 : Math.max(clock() - oldestAppendedAt, 0);
}
