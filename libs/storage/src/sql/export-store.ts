import type { DayRange, ProjectId } from '@micrologs/domain';
import type { ExportKind, ExportPage, ExportPosition, ExportRows, ExportStore } from '../exports.ts';
import { type ColumnCaches, SqlColumnSource } from './columns/column-source.ts';
import { sealedPageviews } from './columns/sealed-pageviews.ts';
import type { SqlConnection, SqlValue } from './connection.ts';
import { EXPORT_SOURCES, type ExportSource } from './export-sources.ts';
import type { Row } from './question.ts';
import type { SqlSession } from './session.ts';

export class SqlExportStore implements ExportStore {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;

  constructor(session: SqlSession, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
  }

  page<K extends ExportKind>(
    kind: K,
    project: ProjectId,
    days: DayRange,
    after: ExportPosition | null,
    limit: number,
  ): Promise<ExportRows[K][]> {
    const page = { project, days, after, limit };
    return this.#session.snapshot(async (connection) => {
      if (kind === 'pageviews') return (await this.#pageviews(connection, page)) as ExportRows[K][];
      return readFacts(connection, EXPORT_SOURCES[kind], page);
    });
  }

  /** From rows, but for days whose rows were removed. */
  async #pageviews(connection: SqlConnection, page: ExportPage): Promise<ExportRows['pageviews'][]> {
    const source = await SqlColumnSource.open(connection, page.project, this.#caches);
    const found: ExportRows['pageviews'][] = [];
    const from = Math.max(page.days.from, page.after?.day ?? page.days.from);
    for (const plan of await source.plansOf({ from: Math.max(from, source.firstReadable), to: page.days.to })) {
      const limit = page.limit - found.length;
      if (limit === 0) break;
      const days = { from: plan.day, to: plan.day };
      const views = plan.sealed?.retired
        ? await sealedPageviews(connection, source, plan, { ...page, limit })
        : await readFacts(connection, EXPORT_SOURCES.pageviews, { ...page, days, limit });
      found.push(...views);
    }
    return found;
  }
}

async function readFacts<T>(connection: SqlConnection, source: ExportSource<T>, page: ExportPage): Promise<T[]> {
  return (await readRows(connection, source, page)).map((row) => source.read(row));
}

/** Two questions instead of one with an OR, so that each engine walks along an index. */
async function readRows(
  connection: SqlConnection,
  { select, project: projectColumn, day, number }: ExportSource<unknown>,
  { project, days, after, limit }: ExportPage,
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
