import { GROUPINGS } from '@micrologs/columns';
import {
  dayStart,
  daysOfMonth,
  type EpochMs,
  type LocalDay,
  localDay,
  monthOf,
  type ProjectId,
} from '@micrologs/domain';
import type { ColumnStore, DueDay, DueGroups, EncodedDay, EncodedDays, EncodedMonth } from '../../column-store.ts';
import { partitionOf } from '../../partitions.ts';
import { insertInto, type SqlConnection, type SqlDialect } from '../connection.ts';
import { lockProjects } from '../project-rows.ts';
import type { SqlSession } from '../session.ts';
import { type ColumnCaches, SqlColumnSource } from './column-source.ts';
import { isClean, readSealedDays } from './day-plans.ts';
import { addTexts } from './dictionary.ts';
import { encodeDays, viewsOf } from './encode.ts';
import { COLUMN_IDS, joinColumn, sealedDaysOf, takeOver, versionsOf } from './join-month.ts';
import { encodeMonth, GROUPING_NAMES, storeMonth } from './month-groups.ts';
import { isRestoring } from './restore-rows.ts';

/** Rows that one transaction adds or removes: few enough that a batch of events never waits long behind it. */
const ROWS_AT_ONCE = 2000;

/** Above this, a column of a single day is large enough to be read by itself, and the groups of a month take too much memory. */
const VIEWS_OF_MONTH = 4_000_000;

const SEGMENTS = insertInto('day_segments', ['project_id', 'day', 'part', 'column_id', 'data']);

export class SqlColumnStore implements ColumnStore {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;
  readonly #sealDay: string;

  constructor(session: SqlSession, dialect: SqlDialect, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
    const changed = {
      version: 'replace',
      month_stored: 'replace',
      views: 'replace',
      heads: 'replace',
      sums: 'replace',
    } as const;
    this.#sealDay = `INSERT INTO sealed_days (project_id, day, version, retired, month_stored, views, heads, sums)
      VALUES (?, ?, ?, 0, 0, ?, ?, ?) ${dialect.onConflict(['project_id', 'day'], changed)}`;
  }

  due(endedBefore: EpochMs, owner: string | null): Promise<DueDay[]> {
    return this.#session.snapshot(async (connection) => {
      const rows = await connection.all<Omit<DueDay, 'wasSealed'> & { sealed: number | null; timeZone: string }>(
        `SELECT d.project_id AS project, d.day AS day, d.version AS version, s.version AS sealed, p.time_zone AS timeZone
         FROM day_state d JOIN projects p ON p.id = d.project_id
         LEFT JOIN sealed_days s ON s.project_id = d.project_id AND s.day = d.day
         LEFT JOIN frozen_days f ON f.project_id = d.project_id
         WHERE (s.version IS NULL OR s.version <> d.version) AND d.day >= COALESCE(f.before_day, d.day) ORDER BY d.project_id, d.day`,
      );
      const isOurs = await partitionsOf(connection, owner);
      return rows
        .filter(({ project, day, timeZone }) => isOurs(project) && day < localDay(endedBefore, timeZone))
        .map(({ project, day, version, sealed }) => ({ project, day, version, wasSealed: sealed !== null }));
    });
  }

  encode(project: ProjectId, days: readonly LocalDay[]): Promise<EncodedDays> {
    return this.#session.snapshot((connection) => encodeDays(connection, project, days, this.#caches));
  }

  async store({ project, days, texts, lastText }: EncodedDays): Promise<LocalDay[]> {
    for (let from = 0; from < texts.length; from += ROWS_AT_ONCE) {
      const step = texts.slice(from, from + ROWS_AT_ONCE);
      const added = await this.#session.transaction((connection) =>
        addTexts(connection, project, lastText + from, step),
      );
      if (!added) return [];
    }
    return this.#session.transaction(async (connection) => {
      if (!(await lockedProject(connection, project))) return [];
      const stored: LocalDay[] = [];
      for (const day of days) if (await this.#storeDay(connection, project, day)) stored.push(day.day);
      return stored;
    });
  }

  dueMonths(endedBefore: EpochMs, owner: string | null): Promise<{ project: ProjectId; month: number }[]> {
    return this.#session.snapshot(async (connection) => {
      const months = await sealedMonths(connection, endedBefore, owner);
      return months.filter(({ isApart }) => isApart).map(({ project, month }) => ({ project, month }));
    });
  }

  async joinMonth(project: ProjectId, month: number): Promise<boolean> {
    let versions: string | null = null;
    for (const columnId of COLUMN_IDS) {
      const before: string | null = versions;
      versions = await this.#session.transaction(async (connection) => {
        const days = await sealedDaysOf(connection, project, month);
        const found = versionsOf(days);
        if (days.length === 0 || (before !== null && before !== found)) return null;
        await joinColumn(connection, project, month, columnId, days);
        return found;
      });
      if (versions === null) return false;
    }
    return this.#session.transaction(async (connection) => {
      const days = await sealedDaysOf(connection, project, month);
      if (versionsOf(days) !== versions) return false;
      await takeOver(connection, project, days);
      return true;
    });
  }

  dueGroups(endedBefore: EpochMs, owner: string | null): Promise<DueGroups[]> {
    return this.#session.snapshot(async (connection) => {
      const months = await sealedMonths(connection, endedBefore, owner);
      const kept = await keptGroups(connection);
      return months
        .filter(({ hasFacts }) => hasFacts)
        .flatMap(({ project, month }) => GROUPING_NAMES.map((grouping) => ({ project, month, grouping })))
        .filter((due) => !kept.has(keyOf(due)));
    });
  }

  encodeGroups({ project, month, grouping }: DueGroups): Promise<EncodedMonth | null> {
    return this.#session.snapshot(async (connection) => {
      const source = await SqlColumnSource.open(connection, project, this.#caches);
      return encodeMonth(source, project, month, grouping);
    });
  }

  storeGroups(encoded: EncodedMonth): Promise<boolean> {
    return this.#session.transaction((connection) => storeMonth(connection, encoded));
  }

  retirable(endedBefore: EpochMs, owner: string | null): Promise<ProjectId[]> {
    return this.#session.snapshot(async (connection) => {
      const rows = await connection.all<{
        id: ProjectId;
        timeZone: string;
        viewed: number | null;
        started: number | null;
      }>(
        `SELECT p.id AS id, p.time_zone AS timeZone,
           (SELECT MIN(v.day) FROM pageviews v WHERE v.project_id = p.id) AS viewed,
           (SELECT MIN(s.start_day) FROM sessions s WHERE s.project_id = p.id) AS started
         FROM projects p ORDER BY p.id`,
      );
      const isOurs = await partitionsOf(connection, owner);
      return rows
        .filter(({ id, timeZone, viewed, started }) => {
          const end = localDay(endedBefore, timeZone);
          return isOurs(id) && ((viewed ?? end) < end || (started ?? end) < end);
        })
        .map(({ id }) => id);
    });
  }

  retire(project: ProjectId, endedBefore: EpochMs): Promise<boolean> {
    return this.#session.transaction(async (connection) => {
      const found = await lockedProject(connection, project);
      if (!found || (await isRestoring(connection, project, endedBefore))) return false;
      const end = localDay(endedBefore, found.timeZone);
      const viewed = await firstDay(connection, 'pageviews', 'day', project, end);
      if (viewed !== null && (await markRetired(connection, project, viewed))) {
        return deleteRows(connection, 'pageviews WHERE project_id = ? AND day = ?', [project, viewed]);
      }
      // A session goes when no day on which it has views needs it any more.
      const open = viewed ?? end;
      const until = dayStart(open, found.timeZone);
      for (let from = Number.MIN_SAFE_INTEGER; ; ) {
        const started = await firstDay(connection, 'sessions', 'start_day', project, open, from);
        if (started === null) return false;
        const isRetired = await markRetired(connection, project, started);
        const rows = 'sessions WHERE project_id = ? AND start_day = ? AND last_activity < ?';
        if (isRetired && (await deleteRows(connection, rows, [project, started, until]))) return true;
        from = started + 1;
      }
    });
  }

  async #storeDay(connection: SqlConnection, project: ProjectId, encoded: EncodedDay): Promise<boolean> {
    const { day, version, heads, segments, sums } = encoded;
    // Of such a day nothing was ever stored.
    if (version === 0 && heads.length === 0) return true;
    const [state] = await connection.all<{ version: number }>(
      `SELECT version FROM day_state WHERE project_id = ? AND day = ?${connection.dialect.forUpdate}`,
      [project, day],
    );
    if ((state?.version ?? 0) !== version) return false;
    await connection.run(this.#sealDay, [
      project,
      day,
      version,
      viewsOf(encoded),
      JSON.stringify(heads),
      sums && JSON.stringify(sums),
    ]);
    await connection.run('DELETE FROM day_segments WHERE project_id = ? AND day = ?', [project, day]);
    await connection.run('DELETE FROM month_aggregates WHERE project_id = ? AND month = ?', [project, monthOf(day)]);
    await connection.insertMany(
      SEGMENTS,
      segments.map(({ part, columnId, data }) => [project, day, part, columnId, data]),
    );
    return true;
  }
}

interface MonthDay {
  project: ProjectId;
  day: LocalDay;
  timeZone: string;
  views: number;
  isClean: number;
  hasFacts: number;
  isApart: number;
}

interface SealedMonth {
  project: ProjectId;
  month: number;
  /** Whether a day of it does not lie beside the others yet. */
  isApart: boolean;
  hasFacts: boolean;
}

/** Months that had ended at this instant and whose days are all sealed as they are, but for those of very much traffic. */
async function sealedMonths(
  connection: SqlConnection,
  endedBefore: EpochMs,
  owner: string | null,
): Promise<SealedMonth[]> {
  const rows = await connection.all<MonthDay>(
    `SELECT d.project_id AS project, d.day AS day, p.time_zone AS timeZone, COALESCE(s.views, 0) AS views,
       CASE WHEN s.version = d.version THEN 1 ELSE 0 END AS isClean,
       CASE WHEN s.heads <> '[]' THEN 1 ELSE 0 END AS hasFacts,
       CASE WHEN s.month_stored = 0 AND s.heads <> '[]' THEN 1 ELSE 0 END AS isApart
     FROM day_state d JOIN projects p ON p.id = d.project_id
     LEFT JOIN sealed_days s ON s.project_id = d.project_id AND s.day = d.day
     LEFT JOIN frozen_days f ON f.project_id = d.project_id
     WHERE d.day >= COALESCE(f.before_day, d.day) ORDER BY d.project_id, d.day`,
  );
  const isOurs = await partitionsOf(connection, owner);
  const months = new Map<string, MonthDay[]>();
  for (const row of rows) {
    const key = `${row.project} ${monthOf(row.day)}`;
    const month = months.get(key);
    if (month) month.push(row);
    else months.set(key, [row]);
  }
  return [...months.values()]
    .filter((days) => isSealedMonth(days, endedBefore) && isOurs(days[0]!.project))
    .map((days) => ({
      project: days[0]!.project,
      month: monthOf(days[0]!.day),
      isApart: days.some(({ isApart }) => isApart === 1),
      hasFacts: days.some(({ hasFacts }) => hasFacts === 1),
    }));
}

/** @param days those of one month that ever had facts */
function isSealedMonth(days: readonly MonthDay[], endedBefore: EpochMs): boolean {
  const { day, timeZone } = days[0]!;
  if (daysOfMonth(monthOf(day)).to >= localDay(endedBefore, timeZone)) return false;
  const views = days.reduce((sum, one) => sum + one.views, 0);
  return views <= VIEWS_OF_MONTH && days.every(({ isClean }) => isClean === 1);
}

/** The groups that are kept, by `keyOf`. */
async function keptGroups(connection: SqlConnection): Promise<ReadonlySet<string>> {
  const rows = await connection.all<{ project: ProjectId; month: number; id: number }>(
    'SELECT project_id AS project, month, grouping_id AS id FROM month_aggregates WHERE part = 0',
  );
  const names = new Map(GROUPING_NAMES.map((name) => [GROUPINGS[name].id as number, name]));
  return new Set(rows.map(({ project, month, id }) => keyOf({ project, month, grouping: names.get(id)! })));
}

function keyOf({ project, month, grouping }: DueGroups): string {
  return `${project} ${month} ${grouping}`;
}

/** Keeps a project from being changed or deleted until the end of the transaction. */
async function lockedProject(connection: SqlConnection, project: ProjectId) {
  return (await lockProjects(connection, [project])).get(project);
}

/** Whether a project's partition is this owner's; with null, every one is. */
async function partitionsOf(connection: SqlConnection, owner: string | null): Promise<(project: ProjectId) => boolean> {
  if (owner === null) return () => true;
  const rows = await connection.all<{ id: number }>('SELECT id FROM partitions WHERE owner = ?', [owner]);
  const ours = new Set(rows.map(({ id }) => id));
  return (project) => ours.has(partitionOf(project));
}

/** The first day before `end`, and not before `from`, with rows. */
async function firstDay(
  connection: SqlConnection,
  table: string,
  column: string,
  project: ProjectId,
  end: LocalDay,
  from: LocalDay = Number.MIN_SAFE_INTEGER,
): Promise<LocalDay | null> {
  const [row] = await connection.all<{ day: LocalDay | null }>(
    `SELECT MIN(${column}) AS day FROM ${table} WHERE project_id = ? AND ${column} >= ? AND ${column} < ?`,
    [project, from, end],
  );
  return row!.day;
}

/** @returns false when the day is not sealed as it is */
async function markRetired(connection: SqlConnection, project: ProjectId, day: LocalDay): Promise<boolean> {
  const [sealed] = await readSealedDays(connection, project, { from: day, to: day });
  if (!sealed || !isClean(sealed)) return false;
  if (!sealed.retired) {
    await connection.run('UPDATE sealed_days SET retired = 1 WHERE project_id = ? AND day = ?', [project, day]);
  }
  return true;
}

/** @returns true when there were any */
async function deleteRows(connection: SqlConnection, from: string, values: readonly number[]): Promise<boolean> {
  const { changes } = await connection.run(`DELETE FROM ${from} LIMIT ${ROWS_AT_ONCE}`, values);
  return changes > 0;
}
