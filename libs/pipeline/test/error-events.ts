import type { ErrorBody, ErrorEvent, ErrorGroup, ErrorTransition, QueuedError } from '@micrologs/domain';
import { anAct } from '@micrologs/storage/conformance';
import { NOON, type World } from './world.ts';

const DAYS = { from: 0, to: 100_000 };

export function anError(
  world: World,
  values: Omit<Partial<QueuedError>, 'body'> & { body?: Partial<ErrorBody> } = {},
): QueuedError {
  return {
    kind: 'error',
    project: world.project.id,
    receivedAt: NOON,
    id: 'not-given',
    idGiven: false,
    keyType: 'public',
    ...values,
    body: {
      error_type: 'TypeError',
      message: 'x is undefined',
      file: 'https://shop.test/app.js',
      line: 10,
      stack: null,
      url: 'https://shop.test/',
      severity: 'error',
      environment: 'production',
      release: '',
      fingerprint: [],
      context: null,
      visitor_id: '',
      session_token: '',
      ...values.body,
    },
  };
}

/** The groups of a project by their numbers. */
export async function groupsOf(world: World, project = world.project.id): Promise<ErrorGroup[]> {
  const { groups } = await world.store.facts.read({ groups: { from: 'errorGroups', project, limit: 1000 } });
  return groups.sort((a, b) => a.number - b.number);
}

/** The events of a group by their numbers. */
export async function eventsOf(world: World, group: number): Promise<ErrorEvent[]> {
  const { events } = await world.store.facts.read({
    events: { from: 'errorEvents', project: world.project.id, group, days: DAYS, limit: 1000 },
  });
  return events.sort((a, b) => a.number - b.number);
}

export async function environmentsOf(world: World, groups: number[]) {
  const { rows } = await world.store.facts.read({
    rows: { from: 'errorEnvironments', project: world.project.id, groups },
  });
  return rows;
}

/** Oldest first. */
export async function transitionsOf(world: World, group: number): Promise<ErrorTransition[]> {
  const { rows } = await world.store.facts.read({
    rows: { from: 'errorTransitions', project: world.project.id, group, limit: 1000 },
  });
  return rows.reverse();
}

export function setStatus(world: World, group: number, status: ErrorGroup['status'], at: number) {
  return world.store.errors.setStatus({
    project: world.project.id,
    groups: [group],
    status,
    note: '',
    act: anAct({ at }),
  });
}
