import { type AuditAct, INSTALLATION_CHAIN, type ProjectId } from '@micrologs/domain';
import type { DeadLetterId, DeadLetterSelection, DeadLetterStore, StoredDeadLetter } from '../dead-letter-store.ts';
import { appendAct } from './audit-acts.ts';
import { insertInto, type SqlConnection, type SqlDialect, type SqlValue } from './connection.ts';
import { lockProjects } from './project-rows.ts';
import type { SqlSession } from './session.ts';

const HEAD = 'SELECT id, project_id AS project, kind, received_at AS receivedAt, reason';
const DROPPED_AT_ONCE = 500;

export class SqlDeadLetterStore implements DeadLetterStore {
  readonly #session: SqlSession;
  readonly #count: string;

  constructor(session: SqlSession, dialect: SqlDialect) {
    this.#session = session;
    const add = dialect.onConflict(['project_id', 'outcome'], { count: 'add' });
    this.#count = insertInto('ledger', ['project_id', 'outcome', 'count'], add).text;
  }

  page(
    project: ProjectId | null,
    before: DeadLetterId | null,
    limit: number,
  ): Promise<Omit<StoredDeadLetter, 'event'>[]> {
    const { where, values } = conditionOf(
      { project: project ?? undefined },
      'id < ?',
      before ?? Number.MAX_SAFE_INTEGER,
    );
    return this.#session.use((connection) =>
      connection.all(`${HEAD} FROM dead_letters WHERE ${where} ORDER BY id DESC LIMIT ?`, [...values, limit]),
    );
  }

  read(selection: DeadLetterSelection, after: DeadLetterId, limit: number): Promise<StoredDeadLetter[]> {
    const { where, values } = conditionOf(selection, 'id > ?', after);
    return this.#session.use((connection) =>
      connection.all(`${HEAD}, event FROM dead_letters WHERE ${where} ORDER BY id LIMIT ?`, [...values, limit]),
    );
  }

  async drop(selection: DeadLetterSelection, act: AuditAct): Promise<number> {
    const [newest] = await this.page(selection.project ?? null, null, 1);
    if (!newest) return 0;
    let dropped = 0;
    for (let last: DeadLetterId | null = 0; last !== null; ) {
      const { where, values } = conditionOf(selection, 'id > ?', last);
      const some = await this.#session.transaction((connection) =>
        this.#dropSome(connection, `${where} AND id <= ?`, [...values, newest.id], act),
      );
      dropped += some.dropped;
      last = some.last;
    }
    return dropped;
  }

  /** @returns how many, and up to which; null when none is left */
  async #dropSome(
    connection: SqlConnection,
    where: string,
    values: readonly SqlValue[],
    act: AuditAct,
  ): Promise<{ dropped: number; last: DeadLetterId | null }> {
    const letters = await connection.all<{ id: DeadLetterId; project: ProjectId }>(
      `SELECT id, project_id AS project FROM dead_letters WHERE ${where} ORDER BY id LIMIT ${DROPPED_AT_ONCE}`,
      values,
    );
    const projects = [...new Set(letters.map(({ project }) => project))].sort((a, b) => a - b);
    // Locked before their letters, as by everybody else.
    const existing = await lockProjects(connection, projects);
    let dropped = 0;
    for (const project of projects) {
      const ids = letters.filter((letter) => letter.project === project).map(({ id }) => [id] as const);
      const count = await connection.runMany('DELETE FROM dead_letters WHERE id = ?', ids);
      if (count === 0) continue;
      dropped += count;
      await connection.run(this.#count, [project, 'dead_letter_dropped', count]);
      const log = existing.has(project) ? project : INSTALLATION_CHAIN;
      await appendAct(connection, log, { ...act, context: { ...act.context, project, count } });
    }
    return { dropped, last: letters.at(-1)?.id ?? null };
  }
}

function conditionOf(
  { id, project }: DeadLetterSelection,
  bound: string,
  value: DeadLetterId,
): { where: string; values: SqlValue[] } {
  const conditions = [bound];
  const values: SqlValue[] = [value];
  for (const [column, wanted] of [
    ['id', id],
    ['project_id', project],
  ] as const) {
    if (wanted === undefined) continue;
    conditions.push(`${column} = ?`);
    values.push(wanted);
  }
  return { where: conditions.join(' AND '), values };
}
