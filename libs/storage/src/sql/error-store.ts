import type { AuditAct, ErrorGroupNumber, ErrorStatus, ErrorTransition, ProjectId } from '@micrologs/domain';
import type { ErrorStore } from '../error-store.ts';
import { anyOf } from './any-of.ts';
import { appendAct } from './audit-acts.ts';
import { ADD_TRANSITIONS } from './error-statements.ts';
import { transitionValues } from './error-transaction.ts';
import type { SqlSession } from './session.ts';

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
      const wanted = anyOf('number', groups);
      const found = await connection.all<{ number: ErrorGroupNumber; status: ErrorStatus }>(
        `SELECT number, status FROM error_groups WHERE project_id = ? AND ${wanted.text}
         ORDER BY number${connection.dialect.forUpdate}`,
        [project, ...wanted.values],
      );
      if (found.length === 0) return [];
      const transitions = found
        .filter((group) => group.status !== status)
        .map<ErrorTransition>((group) => ({
          project,
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
      return ids;
    });
  }
}
