import {
  type Block,
  FRAGMENT_TEXTS,
  pageviewOf,
  type SessionFacts,
  sessionsOf,
  textIdsOf,
  VIEW_TEXTS,
  type ViewFacts,
  viewsOf,
} from '@micrologs/columns';
import type { EpochMs, LocalDay, ProjectId, Session } from '@micrologs/domain';
import { insertInto, type SqlConnection, selectByKey } from '../connection.ts';
import { PAGEVIEW_COLUMNS, pageviewValues } from '../pageview-rows.ts';
import { SESSION_COLUMNS, sessionValues } from '../session-rows.ts';
import type { ColumnCaches } from './column-source.ts';
import { FACT_COLUMNS } from './day-blocks.ts';
import { readSealedDays } from './day-plans.ts';
import { Dictionary } from './dictionary.ts';
import { readErased, readStarts } from './live-rows.ts';
import { Segments } from './segments.ts';

/** Rows that are in memory at a time. */
const ROWS_AT_ONCE = 2000;

const ADD_VIEWS = insertInto('pageviews', PAGEVIEW_COLUMNS);
const ADD_SESSIONS = insertInto('sessions', SESSION_COLUMNS);
const VIEW_NUMBER = selectByKey('SELECT number FROM pageviews', ['project_id', 'number']);

/**
 * Makes the rows of the first retired day again, out of its blocks, inside an open write transaction: the day is one whose
 * rows were never removed. Nothing retires days of the project until `endRestoring`.
 * @param now from when on that holds
 * @returns false when no day is retired
 */
export async function restoreRows(
  connection: SqlConnection,
  project: ProjectId,
  caches: ColumnCaches,
  now: EpochMs,
): Promise<boolean> {
  const day = await firstRetired(connection, project);
  if (day === null) return false;
  const began = connection.dialect.onConflict(['project_id'], { began_at: 'replace' });
  await connection.run(`INSERT INTO restorations (project_id, began_at) VALUES (?, ?) ${began}`, [project, now]);
  const [sealed] = await readSealedDays(connection, project, { from: day, to: day });
  const dictionary = await Dictionary.open(connection, project, caches.knownIds);
  const erased = await readErased(connection, project);
  const segments = new Segments(connection, project, caches.blocks);
  for await (const block of segments.blocks(sealed!, FACT_COLUMNS, false)) {
    const textOf = await textsOf(block, dictionary);
    const sessions = [...sessionsOf(block, textOf)].filter(([, visitor]) => !erased.has(visitor));
    await inSteps(sessions, (step) => addSessions(connection, project, day, step));
    const views = [...viewsOf(block, textOf)].filter(([, visitor]) => !erased.has(visitor));
    await inSteps(views, (step) => addViews(connection, project, day, step));
  }
  await connection.run('UPDATE sealed_days SET retired = 0 WHERE project_id = ? AND day = ?', [project, day]);
  return true;
}

export async function firstRetired(connection: SqlConnection, project: ProjectId): Promise<LocalDay | null> {
  const [row] = await connection.all<{ day: LocalDay | null }>(
    'SELECT MIN(day) AS day FROM sealed_days WHERE project_id = ? AND retired = 1',
    [project],
  );
  return row!.day;
}

/** Whether days must keep their rows, since these were made again after this instant for a change that is under way. */
export async function isRestoring(connection: SqlConnection, project: ProjectId, after: EpochMs): Promise<boolean> {
  const rows = await connection.all('SELECT began_at FROM restorations WHERE project_id = ? AND began_at > ?', [
    project,
    after,
  ]);
  return rows.length > 0;
}

/** Forgets every column of a project, all of whose days have their rows. */
export async function dropColumns(connection: SqlConnection, project: ProjectId): Promise<void> {
  for (const table of ['sealed_days', 'day_segments', 'month_segments', 'month_aggregates', 'restorations']) {
    await connection.run(`DELETE FROM ${table} WHERE project_id = ?`, [project]);
  }
}

async function textsOf(block: Block, dictionary: Dictionary): Promise<(id: number) => string> {
  const ids = textIdsOf(block, [...VIEW_TEXTS, ...FRAGMENT_TEXTS, 'entryUrl', 'exitUrl']);
  const texts = await dictionary.textsOf(ids);
  const textById = new Map(ids.map((id, place) => [id, texts[place]!]));
  return (id) => textById.get(id)!;
}

/** Those that have a row are newer there. */
async function addSessions(
  connection: SqlConnection,
  project: ProjectId,
  day: LocalDay,
  sessions: readonly SessionFacts[],
): Promise<void> {
  const numbers = sessions.map(([number]) => number);
  const live = await readStarts(connection, project, numbers);
  const missing = sessions.filter(([number]) => !live.has(number));
  await connection.insertMany(
    ADD_SESSIONS,
    missing.map((session) => sessionValues(sessionOf(project, day, session))),
  );
}

async function addViews(
  connection: SqlConnection,
  project: ProjectId,
  day: LocalDay,
  views: readonly ViewFacts[],
): Promise<void> {
  const live = new Set<number>();
  await connection.selectByKeys<[number]>(
    VIEW_NUMBER,
    views.map(([number]) => [project, number]),
    ([number]) => live.add(number),
  );
  const missing = views.filter(([number]) => !live.has(number));
  await connection.insertMany(
    ADD_VIEWS,
    missing.map((view) => pageviewValues(pageviewOf(project, day, view))),
  );
}

/** Its token is not known any more, and not needed: no view joins a session that is long over. */
function sessionOf(project: ProjectId, startDay: LocalDay, facts: SessionFacts): Session {
  const [number, visitor, startedAt, lastActivity, views, engagedMs, entryAt, exitAt, entryUrl, exitUrl] = facts;
  return {
    project,
    number,
    visitor,
    tokenHash: '',
    startedAt,
    startDay,
    lastActivity,
    views,
    engagedMs,
    entryUrl,
    exitUrl,
    entryAt,
    exitAt,
  };
}

async function inSteps<T>(rows: readonly T[], each: (step: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await each(rows.slice(from, from + ROWS_AT_ONCE));
}
