import type { ProjectId } from '@micrologs/domain';
import type { SequenceKey } from '../ingest.ts';
import { type InsertStatement, insertInto, type SqlConnection, type SqlDialect, selectByKey } from './connection.ts';

/** What is numbered per project, besides what the pipeline numbers. */
export type Series = SequenceKey['name'] | 'alert';

/** The number of a series that was given out last, as the only column. */
export const READ_SEQUENCE = selectByKey('SELECT value FROM sequences', ['project_id', 'name']);

const KEY = ['project_id', 'name'];

/** `replace` sets the number, `add` adds to it. */
export function writeSequence({ onConflict }: SqlDialect, how: 'replace' | 'add'): InsertStatement {
  return insertInto('sequences', [...KEY, 'value'], onConflict(KEY, { value: how }));
}

/**
 * The numbers of a series that projects gave out last: 0 before the first. Nobody else gives out any until the end of the
 * transaction.
 * @param projects ascending, so that those who want the same ones wait for each other in one order
 */
export async function lockSequences(
  connection: SqlConnection,
  series: Series,
  projects: readonly ProjectId[],
): Promise<Map<ProjectId, number>> {
  const keys = projects.map((project) => [project, series]);
  // Adds nothing, but makes the rows that are missing: one that is not there cannot be locked.
  await connection.insertMany(
    writeSequence(connection.dialect, 'add'),
    keys.map((key) => [...key, 0]),
  );
  const last = new Map<ProjectId, number>();
  await connection.selectByKeys<[number]>(READ_SEQUENCE, keys, ([value], index) => last.set(projects[index]!, value));
  return last;
}

/** @param last the numbers given out last */
export async function setSequences(
  connection: SqlConnection,
  series: Series,
  last: ReadonlyMap<ProjectId, number>,
): Promise<void> {
  await connection.insertMany(
    writeSequence(connection.dialect, 'replace'),
    [...last].map(([project, value]) => [project, series, value]),
  );
}
