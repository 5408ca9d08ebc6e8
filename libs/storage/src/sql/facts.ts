import type {
  FactReader,
  PageviewDimension,
  PageviewMeasure,
  PageviewQuery,
  PageviewRow,
  SessionRow,
} from '../facts.ts';
import type { SqlDialect } from './connection.ts';
import type { AnyPageviewQuery, QueryBuilder } from './pageview-query.ts';
import type { SqlSession } from './session.ts';

const SESSION_SUMS = `COUNT(*) AS sessions,
  COALESCE(SUM(CASE WHEN views <= 1 THEN 1 ELSE 0 END), 0) AS bounces,
  COALESCE(SUM(last_activity - started_at), 0) AS durationMs,
  COALESCE(SUM(CASE WHEN views <= 1 THEN 0 ELSE last_activity - started_at END), 0) AS unbouncedDurationMs,
  COALESCE(SUM(engaged_ms), 0) AS engagedMs
  FROM sessions WHERE project_id = ? AND start_day >= ? AND start_day <= ?`;

/**
 * Reads the rows themselves. The query builder is loaded with the first report: a thread that never answers one, the
 * writer above all, does without its 10 MB.
 */
export class SqlFactReader implements FactReader {
  readonly #session: SqlSession;
  readonly #dialect: SqlDialect;
  #builder: Promise<QueryBuilder> | undefined;

  constructor(session: SqlSession, dialect: SqlDialect) {
    this.#session = session;
    this.#dialect = dialect;
  }

  async pageviews<D extends PageviewDimension, M extends PageviewMeasure>(
    query: PageviewQuery<D, M>,
  ): Promise<PageviewRow<D, M>[]> {
    const { buildPageviewQuery, createQueryBuilder, TITLE_AT } = await import('./pageview-query.ts');
    this.#builder ??= createQueryBuilder(this.#dialect);
    const { text, parameters } = buildPageviewQuery(await this.#builder, this.#dialect, query as AnyPageviewQuery);
    const rows = await this.#session.use((connection) =>
      connection.all<Record<string, string | number | null>>(text, parameters),
    );
    if (query.measures.includes('latestTitle' as M)) {
      for (const row of rows) row.latestTitle = String(row.latestTitle ?? '').slice(TITLE_AT);
    }
    return rows as PageviewRow<D, M>[];
  }

  sessions(query: { project: number; days: { from: number; to: number }; by: 'day' | 'total' }): Promise<SessionRow[]> {
    const parameters = [query.project, query.days.from, query.days.to];
    return this.#session.use((connection) =>
      query.by === 'total'
        ? connection.all<SessionRow>(`SELECT NULL AS day, ${SESSION_SUMS}`, parameters)
        : connection.all<SessionRow>(
            `SELECT start_day AS day, ${SESSION_SUMS} GROUP BY start_day ORDER BY start_day`,
            parameters,
          ),
    );
  }
}
