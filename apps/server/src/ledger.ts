import type { DropReason, LedgerCounts, ProjectId } from '@micrologs/domain';
import type { EventQueue, Storage } from '@micrologs/storage';

/**
 * What became of every event that was ever accepted, per project: `received = stored + dropped + pending` holds in each
 * line. The store is read first: what it has consumed by then, the queue counts as received and no longer as waiting.
 */
export async function readLedger(
  storage: Pick<Storage, 'ledger'>,
  queue: Pick<EventQueue, 'identify' | 'counts'>,
): Promise<Map<ProjectId, LedgerCounts>> {
  const { projects, positions } = await storage.ledger(await queue.identify());
  const waiting = await queue.counts(positions);
  const ledger = new Map<ProjectId, LedgerCounts>();
  for (const id of [...new Set([...projects.keys(), ...waiting.keys()])].sort((a, b) => a - b)) {
    const { stored = 0, dropped = {}, deadLetters = 0, receivedElsewhere = 0 } = projects.get(id) ?? {};
    const { received: receivedHere, pending } = waiting.get(id) ?? { received: 0, pending: 0 };
    // Counted by queues, never the sum of the others: only so does the equation prove anything.
    const received = receivedHere + receivedElsewhere;
    ledger.set(id, { received, stored, dropped, pending: pending + deadLetters, deadLetters });
  }
  return ledger;
}

/** What became of the events of one project. */
export async function readLedgerOf(
  project: ProjectId,
  ...stores: Parameters<typeof readLedger>
): Promise<LedgerCounts> {
  return (await readLedger(...stores)).get(project) ?? EMPTY_LEDGER;
}

/** A ledger as answers name its members. */
export function countsAnswer({ received, stored, dropped, pending, deadLetters }: LedgerCounts) {
  return { received, stored, dropped, pending, dead_letters: deadLetters };
}

export const EMPTY_LEDGER: LedgerCounts = { received: 0, stored: 0, dropped: {}, pending: 0, deadLetters: 0 };

/** The sums over all projects. */
export function totalOf(ledger: Iterable<LedgerCounts>): LedgerCounts {
  const total: LedgerCounts = { ...EMPTY_LEDGER, dropped: {} };
  for (const counts of ledger) {
    total.received += counts.received;
    total.stored += counts.stored;
    total.pending += counts.pending;
    total.deadLetters += counts.deadLetters;
    for (const [reason, count] of Object.entries(counts.dropped) as [DropReason, number][]) {
      total.dropped[reason] = (total.dropped[reason] ?? 0) + count;
    }
  }
  return total;
}
