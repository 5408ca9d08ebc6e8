import { setTimeout } from 'node:timers/promises';
import type { AuditAct, Clock, EpochMs, LocalDay, ProjectId, QueuedEvent } from '@micrologs/domain';
import { visitorHash } from '@micrologs/identity';
import type { WritableStorage } from '@micrologs/storage';

export interface EraseOptions {
  clock: Clock;
  /** Tells the audit log who has the visitor erased. */
  act: (action: string, at: EpochMs) => AuditAct;
  /** Between two attempts at what somebody else stands in the way of. */
  retryMs?: number;
}

/** What became of erasing a visitor. */
export interface Erasure {
  /** False when nobody was known by the hash, or no longer. */
  found: boolean;
  /** Occurrences of errors that nobody is named by any more. */
  errors: number;
  deadLetters: number;
  /** Days that were sealed again. */
  sealedDays: number;
  /** False when a copy may be left in the database's files, or days wait to be sealed again: run it once more later. */
  wiped: boolean;
}

const ERASED_ACTION = 'visitor.erased';
const ATTEMPTS = 20;
const RETRY_MS = 250;

/**
 * Erases a visitor, whatever of it an earlier run has left. From one moment on no answer knows of it; its copies in columns
 * and in the database's files go after that.
 * @param hash hex; any by which the visitor is known
 */
export async function eraseVisitor(
  storage: Pick<WritableStorage, 'erasure' | 'columns'>,
  project: ProjectId,
  hash: string,
  { clock, act, retryMs = RETRY_MS }: EraseOptions,
): Promise<Erasure> {
  const { erasure, columns } = storage;
  // While the visitor is still there, whose other hashes these rest on.
  let errors = 0;
  for (let some = -1; some !== 0; errors += some) some = await erasure.unlinkErrors(project, hash);
  const deadLetters = await erasure.dropDeadLetters(project, hash, hashesOf);
  const now = clock();
  const erased = await erasure.erase(project, hash, now, act(ERASED_ACTION, now));

  const due = await changedDays(columns, project, now);
  let wiped = false;
  for (let attempt = 1; !wiped && attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await setTimeout(retryMs);
    const days = await changedDays(columns, project, now);
    if (days.length > 0) await columns.store(await columns.encode(project, days));
    wiped = (await changedDays(columns, project, now)).length === 0;
    // The columns of whole months hold those of the days as they were.
    for (const month of await dueMonths(columns, project, now))
      wiped = (await columns.joinMonth(project, month)) && wiped;
    wiped = wiped && (await erasure.wipe());
  }
  return { found: erased !== null, errors, deadLetters, sealedDays: due.length, wiped };
}

/** Days that were sealed, ended before `now`, and have changed since. */
async function changedDays(columns: WritableStorage['columns'], project: ProjectId, now: EpochMs): Promise<LocalDay[]> {
  const due = await columns.due(now, null);
  return due.filter((day) => day.project === project && day.wasSealed).map(({ day }) => day);
}

async function dueMonths(columns: WritableStorage['columns'], project: ProjectId, now: EpochMs): Promise<number[]> {
  const due = await columns.dueMonths(now, null);
  return due.filter((month) => month.project === project).map(({ month }) => month);
}

/** The hashes of the visitor whom a queued event names. */
function hashesOf(text: string): string[] {
  const event = JSON.parse(text) as QueuedEvent;
  if (event.kind !== 'pageview' && event.kind !== 'error') return [];
  return event.visitorHashes ?? (event.body.visitor_id ? [visitorHash(event.body.visitor_id)] : []);
}
