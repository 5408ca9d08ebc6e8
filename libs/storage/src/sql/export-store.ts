import type { DayRange, ProjectId } from '@micrologs/domain';
import type { ExportKind, ExportPosition, ExportRows, ExportStore } from '../exports.ts';
import type { SqlConnection, SqlValue } from './connection.ts';
import { EXPORT_SOURCES, type ExportSource } from './export-sources.ts';
import type { Row } from './question.ts';
import type { SqlSession } from './session.ts';

export class SqlExportStore implements ExportStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  page<K extends ExportKind>(
    kind: K,
    project: ProjectId,
    days: DayRange,
    after: ExportPosition | null,
    limit: number,
  ): Promise<ExportRows[K][]> {
    const source: ExportSource<ExportRows[K]> = EXPORT_SOURCES[kind];
    return this.#session.snapshot(async (connection) => {
      const rows = await readRows(connection, source, { project, days, after, limit });
      return rows.map((row) => source.read(row));
    });
  }
}

/** Two questions instead of one with an OR, so that each engine walks along an index. */
async function readRows(
  connection: SqlConnection,
  { select, project: projectColumn, day, number }: ExportSource<unknown>,
  { project, days, after, limit }: { project: ProjectId; days: DayRange; after: ExportPosition | null; limit: number },
): Promise<Row[]> {
  const ask = (condition: string, values: SqlValue[]) =>
    connection.all<Row>(`${select} WHERE ${projectColumn} = ? AND ${condition} ORDER BY ${day}, ${number} LIMIT ?`, [
      project,
      ...values,
    ]);
  const begun = after && after.day >= days.from && after.day <= days.to ? after : null;
  const rows = begun ? await ask(`${day} = ? AND ${number} > ?`, [begun.day, begun.number, limit]) : [];
  if (rows.length === limit) return rows;
  const from = Math.max(days.from, after ? after.day + 1 : days.from);
  const later = await ask(`${day} >= ? AND ${day} <= ?`, [from, days.to, limit - rows.length]);
  return [...rows, ...later];
}
