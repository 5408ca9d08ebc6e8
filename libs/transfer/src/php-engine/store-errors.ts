import type { ErrorGroupEnvironment, ErrorTransition, Project } from '@micrologs/domain';
import { legacyFingerprint } from '@micrologs/errors';
import { addOccurrence } from '@micrologs/pipeline';
import type { ErrorGroupState, IngestTransaction, SequenceKey } from '@micrologs/storage';
import type { GroupKey, ImportedGroup, ImportedOccurrence } from './map-errors.ts';
import type { Adjustment, Refusal } from './outcome.ts';

/** The version of fingerprints under which groups of the PHP engine are known. */
const PHP_ENGINE = 0;

/**
 * Stores groups, without any occurrences. Each keeps its id where no group of the project has that number.
 * @returns per group what else is to be said of it, or why it is refused
 */
export async function storeGroups(
  transaction: IngestTransaction,
  project: Project,
  groups: readonly ImportedGroup[],
): Promise<(Adjustment[] | Refusal)[]> {
  const known = await groupNumbers(transaction, project, groups);
  const wished = groups.map(({ id }) => ({ project: project.id, number: id }));
  const taken = new Set((await transaction.errors.getGroups(wished)).map(({ number }) => number));
  const series = await nextOf(transaction, { project: project.id, name: 'error_group' });
  const results: (Adjustment[] | Refusal)[] = [];
  const states: ErrorGroupState[] = [];
  const fingerprints: { project: number; fingerprint: string; version: number; group: number }[] = [];
  for (const group of groups) {
    const fingerprint = legacyFingerprint(project.id, group);
    if (known.has(fingerprint)) {
      results.push('same as another group');
      continue;
    }
    const number = taken.has(group.id) ? series.value + 1 : group.id;
    series.value = Math.max(series.value, number);
    taken.add(number);
    known.set(fingerprint, number);
    states.push(stateOf(project, number, group));
    fingerprints.push({ project: project.id, fingerprint, version: PHP_ENGINE, group: number });
    results.push(number === group.id ? [] : ['new number']);
  }
  await transaction.errors.putGroups(states);
  await transaction.errors.addFingerprints(fingerprints);
  await transaction.setSequences([series]);
  return results;
}

function stateOf(project: Project, number: number, { id: _, ...group }: ImportedGroup): ErrorGroupState {
  return {
    project: project.id,
    number,
    ...group,
    occurrences: 0,
    reopened: 0,
    firstRelease: '',
    lastRelease: '',
    grouping: '',
    resolvedAt: null,
    firstReleaseAt: null,
    lastReleaseAt: null,
  };
}

/**
 * Stores occurrences under their groups, which are stored already, and counts them there.
 * @returns per occurrence whether its group was found
 */
export async function storeOccurrences(
  transaction: IngestTransaction,
  project: Project,
  occurrences: readonly ImportedOccurrence[],
): Promise<boolean[]> {
  const known = await groupNumbers(
    transaction,
    project,
    occurrences.map(({ group }) => group),
  );
  const numbers = [...new Set(known.values())].map((number) => ({ project: project.id, number }));
  const groups = new Map((await transaction.errors.getGroups(numbers)).map((group) => [group.number, group]));
  const series = await nextOf(transaction, { project: project.id, name: 'error_event' });
  const events = [];
  const environments: ErrorGroupEnvironment[] = [];
  const transitions: ErrorTransition[] = [];
  const results: boolean[] = [];
  for (const { group: key, event } of occurrences) {
    const group = groups.get(known.get(legacyFingerprint(project.id, key)) ?? 0);
    results.push(group !== undefined);
    if (!group) continue;
    // One that was resolved here opens again by what the old engine has seen since.
    const transition = addOccurrence(group, { ...event, body: event });
    if (transition) transitions.push(transition);
    series.value += 1;
    events.push({ ...event, group: group.number, number: series.value });
    const { environment, occurredAt: at } = event;
    const seen = { occurrences: 1, firstSeen: at, lastSeen: at };
    environments.push({ project: project.id, group: group.number, environment, ...seen });
  }
  await transaction.errors.putGroups([...groups.values()]);
  await transaction.errors.addEvents(events);
  await transaction.errors.addEnvironments(environments);
  await transaction.errors.addTransitions(transitions);
  await transaction.setSequences([series]);
  return results;
}

/** Numbers of those of the groups that are stored, by the old engine's fingerprint, which every group of its has here. */
async function groupNumbers(
  transaction: IngestTransaction,
  project: Project,
  groups: readonly GroupKey[],
): Promise<Map<string, number>> {
  const fingerprints = new Set(groups.map((group) => legacyFingerprint(project.id, group)));
  const found = await transaction.errors.findGroups(
    [...fingerprints].map((fingerprint) => ({ project: project.id, fingerprint })),
  );
  return new Map(found.map(({ fingerprint, group }) => [fingerprint, group]));
}

/** A series of numbers as it stands. */
export async function nextOf(
  transaction: IngestTransaction,
  key: SequenceKey,
): Promise<SequenceKey & { value: number }> {
  const [series] = await transaction.sequences([key]);
  return series!;
}
