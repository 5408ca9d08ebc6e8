import type { components } from '@micrologs/contract';
import { type ErrorGroup, type ErrorGroupEnvironment, formatLocal, type IanaZone, isoLocal } from '@micrologs/domain';
import type { ErrorCounts } from '@micrologs/storage';

type ErrorGroupAnswer = components['schemas']['ErrorGroup'];

/**
 * A group as reports show it.
 * @param counts of the range; none where it did not occur in the range
 */
export function errorGroupAnswer(
  group: ErrorGroup,
  counts: ErrorCounts | undefined,
  environments: readonly ErrorGroupEnvironment[],
  zone: IanaZone,
): ErrorGroupAnswer {
  return {
    id: group.number,
    error_type: group.errorType,
    message: group.message,
    file: group.file,
    line: group.line,
    severity: group.severity,
    environment: group.environment,
    status: group.status,
    occurrence_count: group.occurrences,
    ...seen(group, zone),
    occurrences_in_range: counts?.occurrences ?? 0,
    affected_visitors: counts?.visitors ?? 0,
    affected_sessions: counts?.sessions ?? 0,
    environments: environments.map((row) => ({
      environment: row.environment,
      occurrences: row.occurrences,
      ...seen(row, zone),
    })),
    first_release: group.firstRelease || null,
    last_release: group.lastRelease || null,
    reopened_count: group.reopened,
  };
}

function seen({ firstSeen, lastSeen }: Pick<ErrorGroup, 'firstSeen' | 'lastSeen'>, zone: IanaZone) {
  return {
    first_seen: formatLocal(firstSeen, zone),
    first_seen_iso: isoLocal(firstSeen, zone),
    last_seen: formatLocal(lastSeen, zone),
    last_seen_iso: isoLocal(lastSeen, zone),
  };
}
