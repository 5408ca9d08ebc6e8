import {
  ENVIRONMENTS,
  ERROR_STATUSES,
  type ErrorEvent,
  type ErrorGroup,
  localDay,
  type Project,
  SEVERITIES,
} from '@micrologs/domain';
import type { Clocks } from './clocks.ts';
import type { Mapped } from './outcome.ts';
import type { ErrorEventRow, ErrorGroupRow, GroupedBy } from './rows.ts';
import { RowReader } from './values.ts';

/** What tells a group of the PHP engine. */
export type GroupKey = Pick<ErrorGroup, 'errorType' | 'message' | 'file' | 'line'>;

/** A group before any of its occurrences, which are counted when they come. */
export interface ImportedGroup
  extends GroupKey,
    Pick<ErrorGroup, 'severity' | 'environment' | 'status' | 'firstSeen' | 'lastSeen'> {
  /** Its id in the old engine. */
  id: number;
}

/** An occurrence that has not got its number yet. */
export interface ImportedOccurrence {
  group: GroupKey;
  event: Omit<ErrorEvent, 'number' | 'group'>;
}

export function mapGroup(row: ErrorGroupRow, { php }: Clocks): Mapped<ImportedGroup> {
  const read = new RowReader();
  const first = php(row.first_seen);
  const last = php(row.last_seen);
  if (first === null && last === null) return { refused: 'no time' };
  return {
    fact: {
      id: row.id,
      ...groupKey(row, read),
      severity: read.oneOf(row.severity, SEVERITIES, 'error'),
      environment: read.oneOf(row.environment, ENVIRONMENTS, 'unknown'),
      // Versions before 2.2.0 could store an empty one for what they did not know.
      status: read.oneOf(row.status, ERROR_STATUSES, 'open'),
      firstSeen: Math.min(first ?? last!, last ?? first!),
      lastSeen: Math.max(first ?? last!, last ?? first!),
    },
    adjusted: read.adjusted,
  };
}

export function mapErrorEvent(
  row: ErrorEventRow,
  { id: project, timeZone }: Pick<Project, 'id' | 'timeZone'>,
  { php }: Clocks,
): Mapped<ImportedOccurrence> {
  const read = new RowReader();
  const occurredAt = php(row.created_at);
  if (occurredAt === null) return { refused: 'no time' };
  if (row.group_id === null) return { refused: 'no group' };
  const group = groupKey(row, read);
  return {
    fact: {
      group,
      event: {
        project,
        eventId: `php-error-${row.id}`,
        occurredAt,
        receivedAt: occurredAt,
        effect: null,
        day: localDay(occurredAt, timeZone),
        message: group.message,
        stack: row.stack_trace === null ? null : read.text(row.stack_trace, 65_535),
        url: read.text(row.url, 2048),
        severity: read.oneOf(row.severity, SEVERITIES, 'error'),
        environment: read.oneOf(row.environment, ENVIRONMENTS, 'unknown'),
        release: '',
        context: read.context(row.context, 8192),
        // The old engine kept no trace of it; the public key claims less.
        keyType: 'public',
        visitorHash: '',
        sessionHash: '',
        device: read.device(row),
        place: read.place(row),
      },
    },
    adjusted: read.adjusted,
  };
}

/** From a group's own row and from that of its occurrence alike, so that the two meet. */
function groupKey(row: GroupedBy, read: RowReader): GroupKey {
  return {
    errorType: read.text(row.error_type, 100),
    message: read.text(row.message, 1024),
    file: read.text(row.file, 512),
    line: row.line,
  };
}
