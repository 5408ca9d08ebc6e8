import { type EpochMs, HOUR_MS, type LocalDay, MINUTE_MS, type ProjectId } from '@micrologs/domain';
import type { DueDay } from '@micrologs/storage';

/** A sealed day that has changed is sealed again when nothing more has come for this long … */
const QUIET_MS = 10 * MINUTE_MS;
/** … or at the latest after this long, so that a day which changes all the time is sealed now and then. */
const PATIENCE_MS = 2 * HOUR_MS;

interface Seen {
  version: number;
  /** When it was first seen to be due, and when it was first seen with this version. */
  since: EpochMs;
  unchangedSince: EpochMs;
}

/** Which of the days that are due to seal now: each at its pace. */
export class DueDays {
  #seen = new Map<string, Seen>();

  /** @returns by project, ascending */
  ready(due: readonly DueDay[], now: EpochMs): Map<ProjectId, LocalDay[]> {
    const seen = new Map<string, Seen>();
    const ready = new Map<ProjectId, LocalDay[]>();
    for (const { project, day, version, wasSealed } of due) {
      const key = `${project} ${day}`;
      const before = this.#seen.get(key);
      const one = {
        version,
        since: before?.since ?? now,
        unchangedSince: before?.version === version ? before.unchangedSince : now,
      };
      seen.set(key, one);
      if (wasSealed && now - one.unchangedSince < QUIET_MS && now - one.since < PATIENCE_MS) continue;
      const days = ready.get(project);
      if (days) days.push(day);
      else ready.set(project, [day]);
    }
    this.#seen = seen;
    return ready;
  }
}
