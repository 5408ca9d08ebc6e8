import type {
  AuditAct,
  ErrorGroupNumber,
  ErrorStatus,
  ErrorTransition,
  ProjectId,
  StatusChange,
} from '@micrologs/domain';
import type { ErrorStore } from '../error-store.ts';
import { isReopening, reopenedGroup } from '../notices.ts';
import type { NewWebhookEvent } from '../webhook-store.ts';
import { appendAct } from './audit-acts.ts';
import { locked, type SqlConnection, selectByKey } from './connection.ts';
import { type GroupRecord, readGroupState } from './error-rows.ts';
import { ADD_TRANSITIONS, GET_GROUPS } from './error-statements.ts';
import { transitionValues } from './error-transaction.ts';
import { addToOutbox } from './outbox.ts';
import { lockProjects } from './project-rows.ts';
import { lockSequences, setSequences } from './sequences.ts';
import type { SqlSession } from './session.ts';
import { enabledEndpoints } from './webhook-transaction.ts';

const FIND_STATUS = selectByKey('SELECT number, status FROM error_groups', ['project_id', 'number']);
const SET_STATUS = 'UPDATE error_groups SET status = ?, resolved_at = ? WHERE project_id = ? AND number = ?';

export class SqlErrorStore implements ErrorStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  setStatus({
    project,
    groups,
    status,
    note,
    act,
  }: {
    project: ProjectId;
    groups: readonly ErrorGroupNumber[];
    status: ErrorStatus;
    note: string;
    act: AuditAct;
  }): Promise<ErrorGroupNumber[]> {
    return this.#session.transaction(async (connection) => {
      // The pipeline numbers occurrences, in the same series, under this lock too.
      await lockProjects(connection, [project]);
      const found = await lockGroups(connection, project, groups);
      if (found.length === 0) return [];
      const changed = found.filter((group) => group.status !== status);
      const last = await takeNumbers(connection, project, changed.length);
      const transitions = changed.map<StatusChange>((group, index) => ({
        project,
        number: last - changed.length + 1 + index,
        group: group.number,
        at: act.at,
        actor: act.actor,
        from: group.status,
        to: status,
        reason: 'api',
        note,
      }));
      const resolvedAt = status === 'resolved' ? act.at : null;
      await connection.runMany(
        SET_STATUS,
        transitions.map(({ group }) => [status, resolvedAt, project, group]),
      );
      await connection.insertMany(ADD_TRANSITIONS, transitions.map(transitionValues));
      const ids = found.map(({ number }) => number);
      await appendAct(connection, project, { ...act, context: { ids, ...act.context } });
      await tellOfReopened(connection, project, transitions);
      return ids;
    });
  }
}

const SERIES = 'error_event';

/** Numbers for so many changes. @returns the last of them */
async function takeNumbers(connection: SqlConnection, project: ProjectId, count: number): Promise<number> {
  if (count === 0) return 0;
  const last = (await lockSequences(connection, SERIES, [project])).get(project)! + count;
  await setSequences(connection, SERIES, new Map([[project, last]]));
  return last;
}

async function tellOfReopened(
  connection: SqlConnection,
  project: ProjectId,
  transitions: readonly ErrorTransition[],
): Promise<void> {
  const reopened = new Map(transitions.filter(isReopening).map((transition) => [transition.group, transition]));
  if (reopened.size === 0) return;
  const endpoints = (await enabledEndpoints(connection, [project])).get(project);
  if (!endpoints) return;
  const events: NewWebhookEvent[] = [];
  await connection.selectByKeys<GroupRecord>(
    GET_GROUPS,
    [...reopened.keys()].map((group) => [project, group]),
    (record) => {
      const group = readGroupState(record);
      events.push(...reopenedGroup(endpoints, group, reopened.get(group.number)!));
    },
  );
  await addToOutbox(connection, events);
}

/**
 * By their keys, as the pipeline locks them too: a search that came by another index would hold its entry while it waits for
 * the row, and whoever holds the row may be about to move that entry.
 * @returns those that exist, ascending
 */
async function lockGroups(
  connection: SqlConnection,
  project: ProjectId,
  groups: readonly ErrorGroupNumber[],
): Promise<{ number: ErrorGroupNumber; status: ErrorStatus }[]> {
  const numbers = [...new Set(groups)].sort((a, b) => a - b);
  const found: { number: ErrorGroupNumber; status: ErrorStatus }[] = [];
  await connection.selectByKeys<[ErrorGroupNumber, ErrorStatus]>(
    locked(FIND_STATUS, connection.dialect.forUpdate),
    numbers.map((number) => [project, number]),
    ([number, status]) => found.push({ number, status }),
  );
  return found.sort((a, b) => a.number - b.number);
}
