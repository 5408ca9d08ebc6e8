import { type AuditAct, dayStart, type LocalDay, type Project, type RetentionKind } from '@micrologs/domain';
import type { RetentionCounts } from '../retention-store.ts';
import { anyOf } from './any-of.ts';
import { firstKept, pruneEntries } from './audit-prune.ts';
import { countMonths, freezeMonth } from './columns/freeze-months.ts';
import type { SqlConnection, SqlValue } from './connection.ts';

/** Rows that one step removes. */
const ROWS_AT_ONCE = 2000;
/** The same where rows are large. */
const ERRORS_AT_ONCE = 500;
const GROUPS_AT_ONCE = 128;

export interface SweepScope {
  project: Project;
  /** The first day that stays. */
  keptFrom: LocalDay;
}

/** How one kind of what is stored goes. */
export interface Sweep {
  count(connection: SqlConnection, scope: SweepScope): Promise<RetentionCounts>;
  /** Inside an open write transaction. @returns what it removed; nothing when there is nothing left */
  step(connection: SqlConnection, scope: SweepScope, act: AuditAct): Promise<RetentionCounts>;
}

const OLD_EVENTS = 'error_events WHERE project_id = ? AND day < ?';
const OLD_GROUPS = 'error_groups WHERE project_id = ? AND last_seen < ?';
const OLD_CLICKS = 'clicks WHERE project_id = ? AND day < ?';

const errors: Sweep = {
  async count(connection, scope) {
    return {
      errors: await countRows(connection, OLD_EVENTS, [scope.project.id, scope.keptFrom]),
      errorGroups: await countRows(connection, OLD_GROUPS, [scope.project.id, startOf(scope)]),
    };
  },
  async step(connection, scope) {
    const { id } = scope.project;
    const removed = await deleteRows(connection, OLD_EVENTS, [id, scope.keptFrom], ERRORS_AT_ONCE);
    if (removed > 0) return { errors: removed };
    const groups = await connection.all<{ number: number }>(
      `SELECT number FROM ${OLD_GROUPS} ORDER BY last_seen LIMIT ${GROUPS_AT_ONCE}`,
      [id, startOf(scope)],
    );
    if (groups.length === 0) return {};
    for (const [table, column] of GROUP_TABLES) {
      const gone = anyOf(
        column,
        groups.map(({ number }) => number),
      );
      await connection.run(`DELETE FROM ${table} WHERE project_id = ? AND ${gone.text}`, [id, ...gone.values]);
    }
    return { errorGroups: groups.length };
  },
};

/** Everything of an error group, besides its occurrences, by its number. */
const GROUP_TABLES = [
  ['error_fingerprints', 'group_number'],
  ['error_group_environments', 'group_number'],
  ['error_transitions', 'group_number'],
  ['error_groups', 'number'],
] as const;

/** How often a link was followed in all stands with the link, and stays. */
const clicks: Sweep = {
  async count(connection, { project, keptFrom }) {
    return { clicks: await countRows(connection, OLD_CLICKS, [project.id, keptFrom]) };
  },
  async step(connection, { project, keptFrom }) {
    return { clicks: await deleteRows(connection, OLD_CLICKS, [project.id, keptFrom], ROWS_AT_ONCE) };
  },
};

const audit: Sweep = {
  async count(connection, scope) {
    const kept = await firstKept(connection, scope.project.id, startOf(scope));
    const until = kept ?? Number.MAX_SAFE_INTEGER;
    const from = 'audit_entries WHERE project_id = ? AND sequence < ?';
    return { auditEntries: await countRows(connection, from, [scope.project.id, until]) };
  },
  async step(connection, scope, act) {
    const { removed } = await pruneEntries(connection, scope.project.id, startOf(scope), act, ROWS_AT_ONCE);
    return { auditEntries: removed };
  },
};

/** By months, so that what is kept of them still tells all that it told. */
const pageviews: Sweep = {
  count: (connection, { project, keptFrom }) => countMonths(connection, project, keptFrom),
  step: (connection, { project, keptFrom }) => freezeMonth(connection, project, keptFrom),
};

/** In the order in which they go. */
export const SWEEPS: readonly (readonly [RetentionKind, Sweep])[] = [
  ['pageviews', pageviews],
  ['errors', errors],
  ['clicks', clicks],
  ['audit', audit],
];

function startOf({ project, keptFrom }: SweepScope): number {
  return dayStart(keptFrom, project.timeZone);
}

async function countRows(connection: SqlConnection, from: string, values: readonly SqlValue[]): Promise<number> {
  const [row] = await connection.all<{ count: number }>(`SELECT COUNT(*) AS count FROM ${from}`, values);
  return row!.count;
}

async function deleteRows(
  connection: SqlConnection,
  from: string,
  values: readonly SqlValue[],
  limit: number,
): Promise<number> {
  const { changes } = await connection.run(`DELETE FROM ${from} LIMIT ${limit}`, values);
  return changes;
}
