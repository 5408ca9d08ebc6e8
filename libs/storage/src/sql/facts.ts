import { answerPageviews, answerSessions, pageviewColumns, sessionColumns } from '@micrologs/columns';
import type { ProjectId } from '@micrologs/domain';
import type { FactAnswers, FactQueries, FactReader, PageviewQuery, SessionQuery } from '../facts.ts';
import { latestEventQuestion, newViewsQuestion } from './activity-queries.ts';
import { auditQuestion } from './audit-queries.ts';
import { type ColumnCaches, SqlColumnSource } from './columns/column-source.ts';
import type { SqlConnection } from './connection.ts';
import { type Answered, type PlainQuery, plainQuery } from './depending.ts';
import { errorQuestion } from './error-queries.ts';
import { linkQuestion } from './link-queries.ts';
import { ask, type Question } from './question.ts';
import type { SqlSession } from './session.ts';

type ColumnQuery = PageviewQuery | SessionQuery;

/** Pageviews and sessions are read as columns, everything else by SQL. */
export class SqlFactReader implements FactReader {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;

  constructor(session: SqlSession, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
  }

  async read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>> {
    const named = Object.entries(queries);
    return this.#session.snapshot(async (connection) => {
      const answers = new Map<string, Answered>();
      const columns = named.map(([, query]) => query).filter((query) => isColumnQuery(query));
      const sources = await this.#sourcesFor(connection, columns);
      for (const [name, query] of named) {
        const plain = plainQuery(query, answers);
        const rows = plain ? await answer(connection, sources, plain) : [];
        answers.set(name, { from: query.from, rows });
      }
      return Object.fromEntries([...answers].map(([name, { rows }]) => [name, rows])) as FactAnswers<Q>;
    });
  }

  async #sourcesFor(
    connection: SqlConnection,
    queries: readonly ColumnQuery[],
  ): Promise<Map<ProjectId, SqlColumnSource>> {
    const sources = new Map<ProjectId, SqlColumnSource>();
    for (const query of queries) {
      let source = sources.get(query.project);
      if (!source) {
        source = await SqlColumnSource.open(connection, query.project, this.#caches);
        sources.set(query.project, source);
      }
      source.expect(query.days, query.from === 'pageviews' ? pageviewColumns(query) : sessionColumns(query));
    }
    return sources;
  }
}

function isColumnQuery(query: { from: string }): query is ColumnQuery {
  return query.from === 'pageviews' || query.from === 'sessions';
}

async function answer(
  connection: SqlConnection,
  sources: ReadonlyMap<ProjectId, SqlColumnSource>,
  query: PlainQuery,
): Promise<object[]> {
  if (query.from === 'pageviews') return answerPageviews(sources.get(query.project)!, query);
  if (query.from === 'sessions') return answerSessions(sources.get(query.project)!, query);
  return ask(connection, questionOf(query));
}

function questionOf(query: Exclude<PlainQuery, ColumnQuery>): Question {
  switch (query.from) {
    case 'auditEntries':
    case 'auditActions':
      return auditQuestion(query);
    case 'newViews':
      return newViewsQuestion(query);
    case 'latestEvent':
      return latestEventQuestion(query);
    case 'links':
    case 'linkClicks':
    case 'clicks':
      return linkQuestion(query);
    default:
      return errorQuestion(query);
  }
}
