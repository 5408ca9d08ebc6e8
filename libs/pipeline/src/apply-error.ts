import {
  type Environment,
  type EpochMs,
  type ErrorEvent,
  type ErrorGroupEnvironment,
  type ErrorGroupNumber,
  type ErrorTransition,
  localDay,
  type Project,
  type ProjectId,
  type QueuedError,
} from '@micrologs/domain';
import { type Grouping, groupError, legacyFingerprint } from '@micrologs/errors';
import { visitorHash as hashOfVisitor, sessionTokenHash } from '@micrologs/identity';
import type { ErrorGroupState, IngestTransaction, SequenceKey } from '@micrologs/storage';
import { type BatchState, keyOf, tally } from './batch-state.ts';
import { addOccurrence, startGroup } from './error-group.ts';
import { isDuplicate, loadEventIds, noteEventId } from './event-ids.ts';
import { timeOf } from './prepared.ts';

/** An error of an existing project. */
export interface Occurrence {
  event: QueuedError;
  project: Project;
}

type Series = 'error_group' | 'error_event';

/** What a batch reads and decides about errors. */
export interface ErrorState {
  groupings: Map<QueuedError, Grouping>;
  /** By `project fingerprint`: this version's fingerprints, and imported ones where this version's is unknown. */
  known: Map<string, ErrorGroupNumber>;
  /** By `project number`. */
  groups: Map<string, ErrorGroupState>;
  /** Last numbers given out, by `project name`. */
  numbers: Map<string, SequenceKey & { value: number }>;
  changedGroups: Set<ErrorGroupState>;
  newFingerprints: { project: ProjectId; fingerprint: string; version: number; group: ErrorGroupNumber }[];
  newEvents: ErrorEvent[];
  /** What the batch adds, by `project group environment`. */
  environments: Map<string, ErrorGroupEnvironment>;
  newTransitions: ErrorTransition[];
  /** Groups that the batch starts, and when the first occurrence of each was received. */
  started: { group: ErrorGroupState; at: EpochMs }[];
  /** Groups that it opens again, and where that occurred. */
  reopened: { group: ErrorGroupState; environment: Environment; transition: ErrorTransition }[];
}

/** Reads, in a few sets, everything stored that the batch's errors may touch. */
export async function loadErrors(
  transaction: IngestTransaction,
  state: BatchState,
  occurrences: readonly Occurrence[],
): Promise<ErrorState> {
  await loadEventIds(transaction, state, occurrences);
  const errors: ErrorState = {
    groupings: new Map(),
    known: new Map(),
    groups: new Map(),
    numbers: new Map(),
    changedGroups: new Set(),
    newFingerprints: [],
    newEvents: [],
    environments: new Map(),
    newTransitions: [],
    started: [],
    reopened: [],
  };
  const fresh = occurrences.filter((occurrence) => !isDuplicate(state, occurrence));
  for (const { event } of fresh) errors.groupings.set(event, groupError(groupingInput(event)));
  await loadGroups(transaction, errors, fresh);
  const projects = new Set(fresh.map(({ project }) => project.id));
  const series = [...projects].flatMap<SequenceKey>((project) => [
    { project, name: 'error_group' },
    { project, name: 'error_event' },
  ]);
  for (const row of await transaction.sequences(series)) errors.numbers.set(keyOf(row.project, row.name), row);
  return errors;
}

function groupingInput({ body }: QueuedError): Parameters<typeof groupError>[0] {
  return {
    errorType: body.error_type,
    message: body.message,
    file: body.file,
    line: body.line,
    stack: body.stack,
    url: body.url,
    fingerprint: body.fingerprint,
  };
}

/** The fingerprint by which an imported group would be known. */
function importedFingerprint({ project, body }: QueuedError): string {
  const { error_type: errorType, message, file, line } = body;
  return legacyFingerprint(project, { errorType, message, file, line });
}

async function loadGroups(
  transaction: IngestTransaction,
  errors: ErrorState,
  occurrences: readonly Occurrence[],
): Promise<void> {
  const wanted = new Map<string, { project: ProjectId; number: ErrorGroupNumber }>();
  const find = async (fingerprints: Iterable<readonly [ProjectId, string]>) => {
    const keys = new Map<string, { project: ProjectId; fingerprint: string }>();
    for (const [project, fingerprint] of fingerprints) keys.set(keyOf(project, fingerprint), { project, fingerprint });
    for (const row of await transaction.errors.findGroups([...keys.values()])) {
      errors.known.set(keyOf(row.project, row.fingerprint), row.group);
      wanted.set(keyOf(row.project, row.group), { project: row.project, number: row.group });
    }
  };
  const fingerprintOf = (event: QueuedError) => errors.groupings.get(event)!.fingerprint;
  await find(occurrences.map(({ event }) => [event.project, fingerprintOf(event)]));
  const unknown = occurrences.filter(({ event }) => !errors.known.has(keyOf(event.project, fingerprintOf(event))));
  await find(unknown.map(({ event }) => [event.project, importedFingerprint(event)]));
  for (const group of await transaction.errors.getGroups([...wanted.values()])) {
    errors.groups.set(keyOf(group.project, group.number), group);
  }
}

/** Stores an occurrence under its group, or counts why it is not stored. */
export function applyError(state: BatchState, errors: ErrorState, occurrence: Occurrence): void {
  const { event, project } = occurrence;
  if (isDuplicate(state, occurrence)) return tally(state, project.id, 'duplicate');
  noteEventId(state, occurrence);
  const startedBefore = errors.started.length;
  const group = groupOf(errors, event);
  const regression = addOccurrence(group, event);
  if (regression) {
    errors.newTransitions.push(regression);
    errors.reopened.push({ group, environment: event.body.environment, transition: regression });
  }
  errors.changedGroups.add(group);
  countEnvironment(errors, group, event);
  const effect = errors.started.length > startedBefore ? 'created' : regression ? 'reopened' : null;
  errors.newEvents.push({ ...storedEvent(errors, group, occurrence), effect });
  tally(state, project.id, 'stored');
}

function groupOf(errors: ErrorState, event: QueuedError): ErrorGroupState {
  const { project } = event;
  const grouping = errors.groupings.get(event)!;
  const key = keyOf(project, grouping.fingerprint);
  const known = errors.known.get(key);
  if (known !== undefined) return errors.groups.get(keyOf(project, known))!;

  // Whatever an imported group is alike by for us is not known before its first occurrence here.
  const imported = errors.known.get(keyOf(project, importedFingerprint(event)));
  const number = imported ?? nextNumber(errors, project, 'error_group');
  if (imported === undefined) {
    const group = startGroup(number, event, grouping);
    errors.groups.set(keyOf(project, number), group);
    errors.started.push({ group, at: event.receivedAt });
  }
  errors.known.set(key, number);
  const { fingerprint, version } = grouping;
  errors.newFingerprints.push({ project, fingerprint, version, group: number });
  return errors.groups.get(keyOf(project, number))!;
}

function nextNumber(errors: ErrorState, project: ProjectId, name: Series): number {
  const series = errors.numbers.get(keyOf(project, name))!;
  series.value += 1;
  return series.value;
}

function countEnvironment(errors: ErrorState, group: ErrorGroupState, event: QueuedError): void {
  const { environment } = event.body;
  const at = timeOf(event);
  const key = keyOf(group.project, `${group.number} ${environment}`);
  const count = errors.environments.get(key);
  if (count) {
    count.occurrences += 1;
    count.firstSeen = Math.min(count.firstSeen, at);
    count.lastSeen = Math.max(count.lastSeen, at);
    return;
  }
  errors.environments.set(key, {
    project: group.project,
    group: group.number,
    environment,
    occurrences: 1,
    firstSeen: at,
    lastSeen: at,
  });
}

function storedEvent(
  errors: ErrorState,
  group: ErrorGroupState,
  { event, project }: Occurrence,
): Omit<ErrorEvent, 'effect'> {
  const { body, visitorHashes } = event;
  const at = timeOf(event);
  const visitorHash = visitorHashes?.[0] ?? (body.visitor_id && hashOfVisitor(body.visitor_id));
  return {
    project: project.id,
    number: nextNumber(errors, project.id, 'error_event'),
    group: group.number,
    eventId: event.id,
    occurredAt: at,
    receivedAt: event.receivedAt,
    day: localDay(at, project.timeZone),
    message: body.message,
    stack: body.stack,
    url: body.url,
    severity: body.severity,
    environment: body.environment,
    release: body.release,
    context: body.context,
    keyType: event.keyType,
    visitorHash,
    // As with views: where nothing is stored in the browser, no token tells sessions apart.
    sessionHash: visitorHashes ? '' : body.session_token && sessionTokenHash(body.session_token),
    device: event.device ?? null,
    place: event.place ?? null,
  };
}

/** Writes what the batch decided, in sets. */
export async function saveErrors(transaction: IngestTransaction, errors: ErrorState): Promise<void> {
  if (errors.newEvents.length === 0) return;
  await transaction.setSequences([...errors.numbers.values()]);
  await transaction.errors.putGroups([...errors.changedGroups]);
  await transaction.errors.addFingerprints(errors.newFingerprints);
  await transaction.errors.addEvents(errors.newEvents);
  await transaction.errors.addEnvironments([...errors.environments.values()]);
  await transaction.errors.addTransitions(errors.newTransitions);
}
