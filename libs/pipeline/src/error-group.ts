import type { EpochMs, ErrorTransition, QueuedError } from '@micrologs/domain';
import type { Grouping } from '@micrologs/errors';
import type { ErrorGroupState } from '@micrologs/storage';
import { timeOf } from './prepared.ts';

/** The actor of what an occurrence does to its group. */
const PIPELINE_ACTOR = 'micrologs:pipeline';

/** What of an occurrence its group is changed by. */
export type OccurrenceOfGroup = Pick<QueuedError, 'occurredAt' | 'receivedAt'> & {
  body: Pick<QueuedError['body'], 'severity' | 'release'>;
};

/** The group of an error that is like no other, before its first occurrence is added. */
export function startGroup(number: number, event: QueuedError, grouping: Grouping): ErrorGroupState {
  const { body } = event;
  const at = timeOf(event);
  return {
    project: event.project,
    number,
    errorType: body.error_type,
    message: body.message,
    file: body.file,
    line: body.line,
    severity: body.severity,
    environment: body.environment,
    status: 'open',
    occurrences: 0,
    reopened: 0,
    firstSeen: at,
    lastSeen: at,
    firstRelease: '',
    lastRelease: '',
    grouping: JSON.stringify(grouping),
    resolvedAt: null,
    firstReleaseAt: null,
    lastReleaseAt: null,
  };
}

/**
 * Counts an occurrence in its group. What the group says of its first and its newest occurrence follows their own times, not
 * the order in which they come.
 * @returns the change of status, where a fault that was resolved is back
 */
export function addOccurrence(group: ErrorGroupState, event: OccurrenceOfGroup): ErrorTransition | null {
  const { severity, release } = event.body;
  const at = timeOf(event);
  const regression = isRegression(group, event, at) ? reopen(group, event) : null;
  group.occurrences += 1;
  if (at >= group.lastSeen) group.severity = severity;
  group.firstSeen = Math.min(group.firstSeen, at);
  group.lastSeen = Math.max(group.lastSeen, at);
  if (release !== '') {
    if (group.firstReleaseAt === null || at < group.firstReleaseAt) {
      group.firstRelease = release;
      group.firstReleaseAt = at;
    }
    if (group.lastReleaseAt === null || at >= group.lastReleaseAt) {
      group.lastRelease = release;
      group.lastReleaseAt = at;
    }
  }
  return regression;
}

/** What happened before the fault was resolved says nothing against it, however late it comes. */
function isRegression(group: ErrorGroupState, event: OccurrenceOfGroup, at: EpochMs): boolean {
  if (group.status !== 'resolved') return false;
  // A client's clock may be ahead, but nothing happens after it was received. When an imported group was resolved is not
  // known; surely after what it had seen by then.
  return Math.min(at, event.receivedAt) > (group.resolvedAt ?? group.lastSeen);
}

function reopen(group: ErrorGroupState, event: OccurrenceOfGroup): ErrorTransition {
  group.status = 'open';
  group.resolvedAt = null;
  group.reopened += 1;
  return {
    project: group.project,
    group: group.number,
    at: event.receivedAt,
    actor: PIPELINE_ACTOR,
    from: 'resolved',
    to: 'open',
    reason: 'regression',
    note: event.body.release,
  };
}
