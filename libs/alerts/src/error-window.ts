import { type EpochMs, type ErrorFilter, MINUTE_MS, type ProjectId } from '@micrologs/domain';
import type { ErrorWindowQuery, TriggerOf } from '@micrologs/storage';

/** The occurrences that a threshold counts now. */
export function windowOf(
  project: ProjectId,
  { groups, windowMinutes, ...filter }: TriggerOf<'errors.threshold'>,
  now: EpochMs,
): ErrorWindowQuery {
  // Clocks of clients may be somewhat ahead.
  const times = { from: now - windowMinutes * MINUTE_MS, to: Number.MAX_SAFE_INTEGER };
  return errorsIn(project, times, filter, groups);
}

/** How many of the errors meant by a filter, in which empty lists mean all of them. */
export function errorsIn(
  project: ProjectId,
  times: ErrorWindowQuery['times'],
  { environments, severities }: ErrorFilter,
  groups: readonly number[] = [],
): ErrorWindowQuery {
  const some = <V>(list: readonly V[]) => (list.length === 0 ? undefined : list);
  return {
    from: 'errorWindow',
    project,
    times,
    groups: some(groups),
    environments: some(environments),
    severities: some(severities),
  };
}

export function sumOf(rows: readonly { occurrences: number }[]): number {
  return rows.reduce((sum, { occurrences }) => sum + occurrences, 0);
}
