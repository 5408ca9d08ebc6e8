import type { EventId, EventKind, ProjectId } from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';
import { type BatchState, eventKey } from './batch-state.ts';

/** What an event's id tells: whether it can be a repetition at all, and of what. */
interface Identified {
  event: { kind: EventKind; id: EventId; idGiven: boolean; receivedAt: number };
  project: { id: ProjectId };
}

/** Reads which of the ids that clients gave were stored before. */
export async function loadEventIds(
  transaction: IngestTransaction,
  state: BatchState,
  events: readonly Identified[],
): Promise<void> {
  const given = events.filter(({ event }) => event.idGiven);
  const keys = given.map(({ event, project }) => ({ project: project.id, kind: event.kind, id: event.id }));
  for (const { project, kind, id } of await transaction.findEventIds(keys)) {
    state.eventIds.set(eventKey(project, kind, id), null);
  }
}

export function isDuplicate(state: BatchState, { event, project }: Identified): boolean {
  return event.idGiven && state.eventIds.has(eventKey(project.id, event.kind, event.id));
}

/** Notes the id of an event that is stored now, so that its repetition is told. Without an id there can be none. */
export function noteEventId(state: BatchState, { event, project }: Identified): void {
  if (!event.idGiven) return;
  const { kind, id, receivedAt } = event;
  state.eventIds.set(eventKey(project.id, kind, id), null);
  state.newEventIds.push({ project: project.id, kind, id, pageview: null, receivedAt });
}
